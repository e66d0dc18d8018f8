"""Who is meant in a message of a workspace: an address, a LinkedIn address and a name to start a form with."""

import html
import re

from bot.domain.identity import clean_email, linkedin_slug, linkedin_url
from bot.domain.person_form import PersonForm

_ANGLED = re.compile(r"<(?:mailto:)?([^<>|]+)(?:\|[^<>]*)?>")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"|]+@[^\s<>()\[\],;:\"|]+\.[^\s<>()\[\],;:\"|]+")
_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/\S+", re.IGNORECASE)
_PHRASE = re.compile(r"[^\W\d_][^\n.,;:!?()<>@/\"“”|]*")
_PARTICLES = re.compile(r"de|del|della|der|den|di|da|dos|du|la|le|ten|van|von|bin|al|el|y")
_NOT_NAMES = re.compile(
    r"hi|hello|hey|please|add|meet|met|candidate|here|is|new|the|an?|at|for|this|great|talk|to|with|e-?mail|mail"
    r"|linkedin|phone|contact|referral|from|by|i|we|and"
)


def person_in(text: str) -> PersonForm:
    """As far as the text says. A guess: whoever asked sees it in a form before anything is stored."""
    plain = html.unescape(_ANGLED.sub(r" \1 ", text))
    emails = [email for found in _EMAIL.findall(plain) if (email := clean_email(found.rstrip(".")))]
    slug = next((slug for found in _LINKEDIN.findall(plain) if (slug := linkedin_slug(found.rstrip(".,)")))), "")
    first, last = _name(plain) or _from_address(emails[0] if emails else "") or _from_slug(slug) or ("", "")
    linkedin = linkedin_url(slug) if slug else ""
    return PersonForm(first_name=first, last_name=last, email="\n".join(dict.fromkeys(emails)), linkedin=linkedin)


def _name(plain: str) -> tuple[str, str] | None:
    """Two or more capitalised words in a row, the ones nearest before an address first."""
    before = re.split(r"\S+@\S+|\S*linkedin\.com\S*", plain, maxsplit=1, flags=re.IGNORECASE)[0]
    named = [words for phrase in _PHRASE.findall(before) if (words := _capitalised(phrase.split()))]
    return (named[-1][0], " ".join(named[-1][1:])) if named else None


def _capitalised(words: list[str]) -> list[str]:
    """The last run of at least two capitalised words that are no everyday ones; empty when there is none."""
    runs: list[list[str]] = [[]]
    for word in words:
        links = runs[-1] and _PARTICLES.fullmatch(word)
        if links or (word[0].isupper() and not _NOT_NAMES.fullmatch(word.lower())):
            runs[-1].append(word)
        else:
            runs.append([])
    return next((run for run in reversed(runs) if sum(word[0].isupper() for word in run) > 1), [])


def _from_address(email: str) -> tuple[str, str] | None:
    parts = [part for part in re.split(r"[._]", email.partition("@")[0].partition("+")[0]) if part.isalpha()]
    return (parts[0].capitalize(), parts[-1].capitalize()) if len(parts) > 1 else None


def _from_slug(slug: str) -> tuple[str, str] | None:
    parts = [part for part in slug.split("-") if part.isalpha()]
    return (parts[0].capitalize(), " ".join(part.capitalize() for part in parts[1:])) if len(parts) > 1 else None
