"""What a machine-written draft must not contain. A draft that fails is thrown away and the template returns."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from bot.domain.injections import speaks_to_software
from bot.domain.language import guess_language
from bot.domain.patterns import compiled, first_match, straight
from bot.domain.writing import DraftRequest

MOST_WORDS = 120
COPIED_WORDS = 7
"""So many words in a row from the mail or from our own orders are a copy."""

_SPOKEN = frozenset({"en", "de", "fr", "es", "it", "nl", "pt", "ja", "zh", "ko", "ru"})
_ENDINGS = (
    "com|org|net|io|co|de|fr|es|it|nl|pt|uk|eu|ru|cn|info|biz|xyz|top|app|dev|ai|me|ly|gl|link|site|online|example|test"
)
_LINK = re.compile(
    r"(?:https?|ftp|file|data|javascript|mailto|tel|slack)\s*:\S+|\bwww\.\S+|\S*\bxn--\S+"
    rf"|\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:/\S*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b00)\d[\d\s().-]{6,}\d|\b\d{3,5}[\s./-]\d{3,}(?:[\s.-]?\d{2,})*\b|\b\d{7,}\b")
_COINS = r"k|eur|euros?|usd|gbp|chf|dollars?|pounds?|tsd|bitcoins?|btc"
_MONEY = re.compile(
    rf"[€$£¥₹]\s?\d[\d.,]*\s?[km]?\b|\b\d[\d.,]*\s?(?:[€$£¥₹]|(?:{_COINS})\b)"
    r"|\b(?:iban|[A-Z]{2}\d{2}(?:\s?\w{4}){3,})\b",
    re.IGNORECASE,
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag lundi mardi "
    "mercredi jeudi vendredi lunes martes miércoles jueves viernes lunedì martedì mercoledì giovedì venerdì maandag "
    "dinsdag woensdag donderdag vrijdag segunda-feira terça-feira quarta-feira quinta-feira sexta-feira"
)
_MONTHS = r"(?:jan|feb|mar|mär|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\w*"
_DATE = re.compile(
    rf"\b(?:{'|'.join(_WEEKDAYS.split())})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?\b|\b\d{{1,2}}\.?(?:st|nd|rd|th)?\s(?:of )?{_MONTHS}"
    r"|\b\d{1,2}(?::\d{2}\s?(?:am|pm|uhr|h)?|\s?(?:am|pm|uhr))\b",
    re.IGNORECASE,
)
_CONTROL = compiled(
    r"[<>]|&(?:lt|gt|amp|#)|@(?:channel|here|everyone)\b|\]\(|!\[|\*\*|__|~~|`|^\s*(?:#{1,6}|[-*•]|\d+[.)])\s|\|.*\|",
    r"\b(?:as an ai|language model|system prompt|my instructions|as you ordered|untrusted|subject:)\b",
)
_CONTROL_LINES = tuple(re.compile(pattern.pattern, re.IGNORECASE | re.MULTILINE) for pattern in _CONTROL)
_PROMISES = compiled(
    r"\b(?:guarante\w+|promis(?:e|es|ed|ing)|assure you|certainly (?:get|be hired)|got the job|job is yours)\b",
    r"\byou(?:'re| are| have been| will be) (?:hired|accepted|selected|approved)\b|\bsign(?:ing)? bonus\b",
    r"\boffer you the (?:job|role|position)\b",
    r"\b(?:we|i)(?:'ll| will| can)? (?:pay|match|double|raise|sponsor|refund)\b",
    r"\bgarant\w+|\bversprech\w+|\bprom(?:ets|ettons)\b|\bpromet(?:o|emos)|\bpromett\w+|\bbeloof\b|\bbeloven\b",
    r"\bvous êtes (?:embauch|retenu)|\bsie sind eingestellt",
)


def fault_of(body: str, request: DraftRequest, secrets: Iterable[str] = (), orders: str = "") -> str:
    """Why the draft may not be shown, in words; empty when it may.

    Args:
        secrets: strings that must not leak (the canary, the fence).
        orders: our own instructions, which it must not repeat.
    """
    plain = straight(unicodedata.normalize("NFKC", body))
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: not plain.strip(), "it was empty"),
        (lambda: len(plain.split()) > MOST_WORDS, f"it was longer than {MOST_WORDS} words"),
        (lambda: any(secret in plain for secret in secrets if secret), "it repeated our own instructions"),
        (lambda: _hidden(body), "it held invisible characters"),
        (lambda: first_match(_CONTROL_LINES, plain) is not None, "it held formatting or commands"),
        (lambda: speaks_to_software(_without_facts(body, request)), "it spoke like a machine"),
        (lambda: _unknown(plain, request) != "", f"it named {_unknown(plain, request)} that we did not give it"),
        (lambda: first_match(_PROMISES, plain) is not None, "it made a promise"),
        (lambda: not _signed(plain, request), "it was not signed by the recruiter"),
        (lambda: _copies(plain, orders), "it repeated our own instructions"),
        (lambda: _copies(plain, request.reply), "it copied the candidate's words"),
        (lambda: _foreign(plain, request), "it was in another language"),
    )
    return next((words for broken, words in checks if broken()), "")


def _unknown(body: str, request: DraftRequest) -> str:
    """Dates may also come from the candidate's own words or the colleague's: they have to be talked about."""
    facts = " ".join((*request.job_facts.values(), request.booking_link, request.company, request.job_title)).lower()
    told = f"{facts} {request.instruction} {request.reply}".lower()
    kinds = ((_LINK, "a link", facts), (_ADDRESS, "an address", facts), (_MONEY, "a sum", facts),
             (_DATE, "a date", told), (_PHONE, "a number", told if _DATE.search(body) else facts))  # fmt: skip
    found = (
        what for pattern, what, known in kinds for hit in pattern.findall(body) if hit.strip(" .,").lower() not in known
    )
    return next(found, "")


def _without_facts(body: str, request: DraftRequest) -> str:
    for words in (*request.job_facts.values(), request.booking_link, request.job_title, request.company):
        body = body.replace(words, " ") if words else body
    return body


def _hidden(body: str) -> bool:
    return any(unicodedata.category(char) in {"Cf", "Cc", "Co", "Cn"} and char not in "\n\r\t" for char in body)


def _signed(body: str, request: DraftRequest) -> bool:
    ending = [line.strip(" ,.") for line in body.strip().splitlines() if line.strip()][-2:]
    last = " ".join(ending).casefold()
    candidate = request.candidate_first_name.casefold()
    as_candidate = bool(ending) and candidate and ending[-1].casefold() == candidate
    return request.recruiter_name.split(" ")[0].casefold() in last and (
        not as_candidate or candidate in request.recruiter_name.casefold()
    )


def _copies(body: str, source: str) -> bool:
    words = re.findall(r"\w+", body.casefold())
    known = " ".join(re.findall(r"\w+", source.casefold()))
    runs = (" ".join(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1))
    return bool(known) and any(f" {run} " in f" {known} " for run in runs)


def _foreign(body: str, request: DraftRequest) -> bool:
    return request.language in _SPOKEN and guess_language(body) != request.language
