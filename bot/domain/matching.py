"""Whether a candidate is already in the tracking system: who links, who only suggests, who conflicts (O1-O5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from bot.domain.ats import AtsPerson
from bot.domain.candidates import Profile
from bot.domain.identity import linkedin_slug, name_key, normalise_email, normalise_phone

_ALIKE = 92.0  # rapidfuzz token_sort_ratio, 0-100: one letter apart in a usual name


class Matched(StrEnum):
    """What two records have in common. The first three link; name and phone only suggest (O1)."""

    OWN_LINK = "our link"
    EMAIL = "e-mail"
    LINKEDIN = "LinkedIn"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """A person over there and by what we found them. Of a private person only the id is told (O5)."""

    person: AtsPerson
    by: frozenset[Matched]


@dataclass(frozen=True, slots=True)
class Found:
    """What the searches brought. `own_link` is the id we linked before, `linked` that person if still there."""

    own_link: str = ""
    linked: AtsPerson | None = None
    by_email: tuple[AtsPerson, ...] = ()
    by_linkedin: tuple[AtsPerson, ...] = ()
    alike: tuple[AtsPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One clear hit: use this person and fill blanks only (O2)."""

    hit: Hit


@dataclass(frozen=True, slots=True)
class Create:
    """Nobody over there resembles the candidate."""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Nobody matches, somebody resembles: a person may choose one of the hits; creating is right otherwise."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several people match: hold the sync and the next mail until a person decides (O3)."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NoAccess:
    """The person exists and is private: say "exists, no access", write nothing, tell no field (O5)."""

    person_id: str
    by: frozenset[Matched]


@dataclass(frozen=True, slots=True)
class Gone:
    """The person we had linked is deleted or hidden and nobody else matches: never re-created on its own."""

    person_id: str


Decision = Link | Create | Suggest | Conflict | NoAccess | Gone


def decide(found: Found) -> Decision:
    """O1: our own link first, then any e-mail, then LinkedIn; two different people are a conflict (O3)."""
    if found.linked is not None:
        return _only(Hit(found.linked, frozenset({Matched.OWN_LINK})))
    hits = _hits((Matched.EMAIL, found.by_email), (Matched.LINKEDIN, found.by_linkedin))
    if len(hits) == 1:
        return _only(hits[0])
    if hits:
        return Conflict(tuple(map(_discreet, hits)))
    if found.own_link:
        return Gone(found.own_link)
    alike = _hits((Matched.NAME, found.alike))
    return Suggest(tuple(map(_discreet, alike))) if alike else Create()


def _only(hit: Hit) -> Decision:
    return NoAccess(hit.person.id, hit.by) if hit.person.private else Link(hit)


def _hits(*finds: tuple[Matched, Iterable[AtsPerson]]) -> list[Hit]:
    """One hit for each person, in the order found."""
    hits: dict[str, Hit] = {}
    for matched, people in finds:
        for person in people:
            known = hits.get(person.id)
            hits[person.id] = Hit(person, (known.by if known else frozenset()) | {matched})
    return list(hits.values())


def _discreet(hit: Hit) -> Hit:
    if not hit.person.private:
        return hit
    return Hit(AtsPerson(id=hit.person.id, first_name="", last_name="", private=True), hit.by)


def shared(profile: Profile, person: AtsPerson) -> frozenset[Matched]:
    """Everything the candidate has in common with a person over there."""
    common = set()
    if email_keys(profile.emails) & email_keys(person.emails):
        common.add(Matched.EMAIL)
    if slugs((profile.linkedin_url, *profile.links)) & slugs(person.links):
        common.add(Matched.LINKEDIN)
    if _phones(profile.phones, profile.country) & _phones(person.phones, profile.country):
        common.add(Matched.PHONE)
    if _same_name(profile.name, f"{person.first_name} {person.last_name}"):
        common.add(Matched.NAME)
    return frozenset(common)


def email_keys(emails: Iterable[str]) -> set[str]:
    return {key for email in emails if (key := normalise_email(email))}


def slugs(links: Iterable[str]) -> set[str]:
    return {slug for link in links if (slug := linkedin_slug(link))}


def _phones(phones: Iterable[str], country: str) -> set[str]:
    return {key for phone in phones if (key := normalise_phone(phone, country))}


def _same_name(ours: str, theirs: str) -> bool:
    first, second = name_key(ours), name_key(theirs)
    return bool(first and second) and fuzz.token_sort_ratio(first, second) >= _ALIKE
