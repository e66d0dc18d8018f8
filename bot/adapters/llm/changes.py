"""What a template can honestly do with a colleague's wish: shorten, offer a time, mark where their words belong."""

import re

from bot.domain.patterns import compiled, first_match
from bot.domain.sentences import sentences

_SHORTER = compiled(
    r"\b(?:short|shorter|brief|briefer|concise|kürzer|kurz|plus court|raccourci\w*|más corto|más breve|più breve"
    r"|più corto|mais curto|korter)\b"
)
_OFFER = compiled(
    r"\b(?:offer|propose|suggest|biete\w*|schlag\w*|propose[zr]?|propón\w*|ofrece\w*|proponi\w*|offri\w*|propõe|ofereça"
    r"|stel\w*|bied\w*)\s+(?P<when>[^,;.\n]{3,60})"
)
_TIME_WORDS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|morning|afternoon|evening|noon|week|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|morgen|lundi|mardi|mercredi|jeudi|vendredi|demain|lunes|martes|miércoles|jueves|viernes|mañana"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|domani|segunda|terça|quarta|quinta|sexta|amanhã|maandag|dinsdag|woensdag"
    r"|donderdag|vrijdag|\d",
    re.IGNORECASE,
)
_WOULD_SUIT = {
    "en": "Would {when} suit you?", "de": "Würde Ihnen {when} passen?", "fr": "Est-ce que {when} vous conviendrait ?",
    "es": "¿Te vendría bien {when}?", "it": "Ti andrebbe bene {when}?", "pt": "Dava-te jeito {when}?",
    "nl": "Schikt {when} je?",
}  # fmt: skip
_NOTHING_DONE = (
    "Without a writing service, Pin can only shorten and offer a time. Your wish stands in [brackets]: "
    "edit that part before you approve."
)


def changed(previous: str, instruction: str, language: str) -> tuple[str, str]:
    """The changed draft, and a remark on what was done."""
    greeting, *middle, ending = _paragraphs(previous)
    done = []
    offer = first_match(_OFFER, instruction)
    when = offer["when"].strip() if offer and _TIME_WORDS.search(offer["when"]) else ""
    if first_match(_SHORTER, instruction):
        middle, done = _shortened(middle, keep=not when), ["Made shorter."]
    if when:
        middle.append(_WOULD_SUIT[language].format(when=when))
        done.append(f"Offers “{when}”: check the calendar before you approve.")
    if not done:
        middle, done = [*middle, f"[{instruction.strip()}]"], [_NOTHING_DONE]
    return "\n\n".join(part for part in (greeting, *middle, ending) if part), " ".join(done)


def _paragraphs(text: str) -> list[str]:
    """At least greeting and ending, which may be empty."""
    parts = [part.strip() for part in text.strip().split("\n\n") if part.strip()]
    return parts if len(parts) > 1 else ["", *parts, ""]


def _shortened(middle: list[str], *, keep: bool) -> list[str]:
    """The first sentence and, unless an offer takes its place, the last question."""
    said = [sentence for part in middle for sentence in sentences(part)]
    asked = [sentence for sentence in said[1:] if sentence.endswith("?")]
    return [" ".join([*said[:1], *(asked[-1:] if keep else [])])]
