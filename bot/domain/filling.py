"""Which blanks of a person over there we may fill: shown before (R23) and written by the sync (O2)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ats import AtsPerson
from bot.domain.candidates import Profile
from bot.domain.identity import clean_email, linkedin_slug, normalise_phone


class Field(StrEnum):
    """What a sync may write on a person, in the words of the preview (R23)."""

    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    TITLE = "title"
    COMPANY = "company"
    EMAILS = "e-mails"
    PHONES = "phones"
    LINKEDIN = "LinkedIn"
    LINKS = "links"
    ADDRESSES = "location"


@dataclass(frozen=True, slots=True)
class Addition:
    """Values that will be added to one field; what is there already stays as it is."""

    field: Field
    values: tuple[str, ...]


def additions(profile: Profile, person: AtsPerson | None = None) -> tuple[Addition, ...]:
    """What a sync will write: blanks are filled, lists only grow, nothing is replaced (O2). None = a new person."""
    there = person or AtsPerson(id="", first_name="", last_name="")
    wanted: Sequence[tuple[Field, Iterable[str]]] = (
        (Field.FIRST_NAME, _blank(there.first_name, profile.first_name)),
        (Field.LAST_NAME, _blank(there.last_name, profile.last_name)),
        (Field.TITLE, _blank(there.title, profile.title)),
        (Field.COMPANY, _blank(there.company, profile.company)),
        (Field.EMAILS, _new(profile.emails, there.emails, clean_email)),
        (Field.PHONES, _new(profile.phones, there.phones, lambda text: normalise_phone(text, profile.country))),
        (Field.LINKEDIN, _new_linkedin(profile, there)),
        (Field.LINKS, _new([link for link in profile.links if not linkedin_slug(link)], there.links, link_key)),
        (Field.ADDRESSES, () if any(map(str.strip, there.addresses)) else _blank("", profile.location)),
    )
    return tuple(Addition(field, values) for field, found in wanted if (values := tuple(found)))


def link_key(url: str) -> str:
    """A web address without scheme, `www.` and a closing slash."""
    return linkedin_slug(url) or url.strip().casefold().split("://")[-1].removeprefix("www.").rstrip("/")


def _blank(there: str, ours: str) -> tuple[str, ...]:
    return (ours.strip(),) if ours.strip() and not there.strip() else ()


def _new(ours: Iterable[str], there: Iterable[str], key: Callable[[str], str]) -> Iterable[str]:
    seen = {key(value) or value.strip().casefold() for value in there}
    for value in map(str.strip, ours):
        compared = key(value) or value.casefold()
        if value and compared not in seen:
            seen.add(compared)
            yield value


def _new_linkedin(profile: Profile, there: AtsPerson) -> Iterable[str]:
    """A person has one LinkedIn address: a second one is not ours to add."""
    ours = [link for link in (profile.linkedin_url, *profile.links) if linkedin_slug(link)]
    return ours[:1] if not any(map(linkedin_slug, there.links)) else ()
