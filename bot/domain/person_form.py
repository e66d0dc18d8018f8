"""One person as somebody typed them into a form: checked at each field, in words that say how to mend it."""

import re
from dataclasses import dataclass

from bot.domain.candidates import Profile
from bot.domain.identity import clean_email, linkedin_slug, linkedin_url, normalise_phone
from bot.errors import BadInput

LONGEST_NAME, LONGEST_TEXT, MOST_CONTACTS = 200, 500, 10


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What was typed; the names are those of the form's fields. Several e-mails, phones and skills in one text each."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    title: str = ""
    company: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    skills: str = ""


def profile_of(form: PersonForm) -> Profile:
    """Raises `BadInput` with words for every field that must be mended."""
    problems: dict[str, str] = {}
    slug = linkedin_slug(form.linkedin)
    profile = Profile(
        first_name=_line(form, "first_name", problems), last_name=_line(form, "last_name", problems),
        emails=_emails(form.email, problems), phones=_phones(form.phone, form.country, problems),
        linkedin_url=linkedin_url(slug) if slug else "", title=_line(form, "title", problems),
        company=_line(form, "company", problems), city=_line(form, "city", problems),
        state=_line(form, "state", problems), country=_line(form, "country", problems),
        skills=_pieces(form.skills, r"[;,|\n]"),
    )  # fmt: skip
    if not profile.name and not problems:
        problems["first_name"] = "Give at least one name."
    if form.linkedin.strip() and not slug:
        problems["linkedin"] = "This is no profile address such as https://www.linkedin.com/in/name."
    if not (profile.emails or profile.phones or slug) and not problems:
        problems["email"] = "Give an e-mail, a phone number or a LinkedIn address, to tell this person apart."
    if problems:
        raise BadInput("Something needs mending.", problems)
    return profile


def _line(form: PersonForm, field: str, problems: dict[str, str]) -> str:
    text = " ".join(str(getattr(form, field)).split())
    most = LONGEST_NAME if field.endswith("name") else LONGEST_TEXT
    if len(text) > most:
        problems[field] = f"{len(text):,} characters, at most {most:,} fit: shorten it."
    return text


def _emails(text: str, problems: dict[str, str]) -> tuple[str, ...]:
    found = []
    for written in _pieces(text, r"[;,|\s]+"):
        if email := clean_email(written):
            found.append(email)
        else:
            problems.setdefault("email", f"“{written[:60]}” is no e-mail address.")
    return _few("email", found, problems)


def _phones(text: str, country: str, problems: dict[str, str]) -> tuple[str, ...]:
    found = []
    for written in _pieces(text, r"[;,|\n]"):
        if phone := normalise_phone(written, country):
            found.append(phone)
        else:
            words = f"“{written[:40]}” is no phone number we can read: start it with its country, such as +48."
            problems.setdefault("phone", words)
    return _few("phone", found, problems)


def _few(field: str, found: list[str], problems: dict[str, str]) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(found))
    if len(once) > MOST_CONTACTS:
        problems[field] = f"{len(once)} are too many: keep at most {MOST_CONTACTS}."
    return once


def _pieces(text: str, separators: str) -> tuple[str, ...]:
    pieces = (piece.strip() for piece in re.split(separators, text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
