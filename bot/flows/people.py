"""People we know: added one by one or imported, with where we have them from; nothing is sent by an import."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.candidates import CandidateId, LawfulBasis, Profile
from bot.domain.identity import clean_email, linkedin_slug, normalise_email, normalise_phone
from bot.errors import BadInput
from bot.flows.desk import Desk
from bot.flows.suppressions import Suppressions
from models import candidate, sync
from models.candidate import (
    Candidate,
    CandidateEmail,
    CandidatePhone,
    EducationRow,
    EmploymentRow,
    ResumeRow,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What an import would do (R29). `in_ats` counts those of the new ones who are in the ATS already."""

    new: int = 0
    known: int = 0
    blocked: int = 0
    in_ats: int = 0


class Standing(StrEnum):
    """What a person of a file is to us. `in_ats`: new to us, but known over there."""

    NEW = "new"
    KNOWN = "known"
    BLOCKED = "blocked"
    IN_ATS = "in_ats"


EMAIL, SLUG = "email:", "linkedin:"


class People:
    def __init__(self, desk: Desk, suppressions: Suppressions) -> None:
        self.desk = desk
        self.suppressions = suppressions

    def add(self, profile: Profile, source: str, basis: LawfulBasis, slack_id: str) -> CandidateId:
        """One person by hand. Raises `BadInput` at the field, or when we know them already."""
        if not profile.first_name.strip() and not profile.last_name.strip():
            raise BadInput("A name is needed.", {"first_name": "Give at least one name."})
        if not source.strip():
            raise BadInput("Say where you have them from.", {"source": "For example: met at a conference."})
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            if known := self.known(session, profile):
                raise BadInput(f"We know this person already: {known.name}.", {"email": f"Belongs to {known.name}."})
            row = self.store(session, profile, source.strip(), basis, by_id=by.id)
            self.desk.note(session, "added", "candidate", row.id, by=by.id, candidate=row.id, reason=source)
            return CandidateId(row.id)

    def known(self, session: Session, profile: Profile) -> Candidate | None:
        """Somebody of ours with one of these addresses or this LinkedIn address."""
        keys = [key for email in profile.emails if (key := normalise_email(email))]
        if found := candidate.by_emails(session, keys):
            return found[0]
        slug = linkedin_slug(profile.linkedin_url)
        return candidate.by_slug(session, slug) if slug else None

    def store(
        self, session: Session, profile: Profile, source: str, basis: LawfulBasis, *,
        by_id: int | None, import_id: int | None = None,
    ) -> Candidate:  # fmt: skip
        """A new row for a person we do not know yet. Blocked people are stored as such, so that nobody mails them."""
        row = row_of(profile, source, basis, by_id=by_id, import_id=import_id)
        session.add(row)
        session.flush()
        if self.suppressions.blocks(session, row):
            row.opted_out_at, row.opted_out_words = clock.now(), "They were on the do-not-mail list before."
        return row

    def find(self, session: Session, words: str, limit: int = 25) -> list[Candidate]:
        """By e-mail, LinkedIn address, or words of the name, title and company (R22)."""
        text = words.strip().strip("<>")
        if "linkedin.com" in text.lower():
            slug = linkedin_slug(text.split("|")[0])
            found = candidate.by_slug(session, slug) if slug else None
            return [found] if found else []
        if "@" in text:
            address = text.removeprefix("mailto:").split("|")[0]
            return candidate.by_emails(session, [normalise_email(address)])
        return candidate.named(session, text, limit) if text else candidate.recent(session, limit)

    def standings(self, session: Session, profiles: Sequence[Profile]) -> list[Standing]:
        """For each person of a file, what they are to us; asked in one go."""
        keys = [keys_of(profile) for profile in profiles]
        everything = [key for some in keys for key in some]
        emails = [key.removeprefix(EMAIL) for key in everything if key.startswith(EMAIL)]
        slugs = [key.removeprefix(SLUG) for key in everything if key.startswith(SLUG)]
        known = candidate.known_among(session, emails, slugs)
        blocked = self.suppressions.blocked_among(session, everything)
        over_there = sync.known_keys(session, everything)
        return [_standing(some, known, blocked, over_there) for some in keys]

    def count(self, session: Session, profiles: Sequence[Profile]) -> Counted:
        """What importing them would do, before anything is stored; in pieces, because databases limit a question."""
        found: Counter[Standing] = Counter()
        for start in range(0, len(profiles), 300):
            found.update(self.standings(session, profiles[start : start + 300]))
        return Counted(
            found[Standing.NEW] + found[Standing.IN_ATS], found[Standing.KNOWN], found[Standing.BLOCKED],
            found[Standing.IN_ATS],
        )  # fmt: skip


def keys_of(profile: Profile) -> list[str]:
    """All that a person is told apart by: `email:…` and `linkedin:…`."""
    keys = [f"{EMAIL}{key}" for email in profile.emails if (key := normalise_email(email))]
    slug = linkedin_slug(profile.linkedin_url)
    return [*keys, f"{SLUG}{slug}"] if slug else keys


def _standing(keys: list[str], known: set[str], blocked: set[str], over_there: set[str]) -> Standing:
    if blocked.intersection(keys):
        return Standing.BLOCKED
    if any(key.removeprefix(EMAIL).removeprefix(SLUG) in known for key in keys):
        return Standing.KNOWN
    return Standing.IN_ATS if over_there.intersection(keys) else Standing.NEW


def row_of(
    profile: Profile, source: str, basis: LawfulBasis, *, by_id: int | None, import_id: int | None = None
) -> Candidate:
    """The row for a person, not stored yet."""
    row = Candidate(
        first_name=profile.first_name, last_name=profile.last_name, title=profile.title, company=profile.company,
        city=profile.city, state=profile.state, country=profile.country,
        linkedin_slug=linkedin_slug(profile.linkedin_url) or None, links=list(profile.links),
        skills=list(profile.skills), source=source, lawful_basis=basis, import_id=import_id, added_by_id=by_id,
        added_at=clock.now(),
    )  # fmt: skip
    row.emails = [CandidateEmail(address=clean_email(email), normalised=key) for key, email in _mailboxes(profile)]
    row.phones = [
        CandidatePhone(number=phone, normalised=normalise_phone(phone, profile.country)) for phone in profile.phones
    ]
    for job in profile.employments:
        row.employments.append(EmploymentRow(company=job.company, title=job.title, start=job.start, end=job.end))
    for study in profile.educations:
        row.educations.append(EducationRow(
            school=study.school, degree=study.degree, discipline=study.discipline, start=study.start, end=study.end,
        ))  # fmt: skip
    if profile.resume is not None:
        row.resume = ResumeRow(filename=profile.resume.filename, content=profile.resume.content)
    return row


def _mailboxes(profile: Profile) -> list[tuple[str, str]]:
    """(what two spellings of an address share, the address), each mailbox once."""
    by_key = {key: email for email in reversed(profile.emails) if (key := normalise_email(email))}
    return list(reversed(by_key.items()))
