"""People we know: added one by one or imported, with where we have them from; nothing is sent by an import."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.candidates import CandidateId, LawfulBasis, Profile
from bot.domain.identity import clean_email, linkedin_slug, normalise_email, normalise_phone
from bot.errors import BadInput
from bot.flows.desk import Desk
from bot.flows.suppressions import Suppressions
from models import candidate
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
    """What an import would do or did (R29)."""

    new: int = 0
    known: int = 0
    blocked: int = 0
    updated: int = 0


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
        row = Candidate(
            first_name=profile.first_name, last_name=profile.last_name, title=profile.title, company=profile.company,
            city=profile.city, state=profile.state, country=profile.country,
            linkedin_slug=linkedin_slug(profile.linkedin_url) or None, links=list(profile.links),
            skills=list(profile.skills), source=source, lawful_basis=basis, import_id=import_id, added_by_id=by_id,
            added_at=clock.now(),
        )  # fmt: skip
        seen: set[str] = set()
        for email in profile.emails:
            key = normalise_email(email)
            if key and key not in seen:
                seen.add(key)
                row.emails.append(CandidateEmail(address=clean_email(email), normalised=key))
        for phone in profile.phones:
            row.phones.append(CandidatePhone(number=phone, normalised=normalise_phone(phone, profile.country)))
        self._history(row, profile)
        session.add(row)
        session.flush()
        if self.suppressions.blocks(session, row):
            row.opted_out_at, row.opted_out_words = clock.now(), "They were on the do-not-mail list before."
        return row

    @staticmethod
    def _history(row: Candidate, profile: Profile) -> None:
        for job in profile.employments:
            row.employments.append(EmploymentRow(company=job.company, title=job.title, start=job.start, end=job.end))
        for study in profile.educations:
            row.educations.append(EducationRow(
                school=study.school, degree=study.degree, discipline=study.discipline, start=study.start, end=study.end,
            ))  # fmt: skip
        if profile.resume is not None:
            row.resume = ResumeRow(filename=profile.resume.filename, content=profile.resume.content)

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

    def count(self, session: Session, profiles: list[Profile]) -> Counted:
        """What importing them would do, before anything is stored."""
        emails = [normalise_email(email) for person in profiles for email in person.emails]
        slugs = [slug for person in profiles if (slug := linkedin_slug(person.linkedin_url))]
        known = _chunked_known(session, emails, slugs)
        blocked = self.suppressions.blocked_among(
            session, [*(f"email:{email}" for email in emails), *(f"linkedin:{slug}" for slug in slugs)]
        )
        new = old = stopped = 0
        for person in profiles:
            keys = {normalise_email(email) for email in person.emails} | {linkedin_slug(person.linkedin_url)}
            if any(f"email:{key}" in blocked or f"linkedin:{key}" in blocked for key in keys if key):
                stopped += 1
            elif keys & known:
                old += 1
            else:
                new += 1
        return Counted(new=new, known=old, blocked=stopped)


def _chunked_known(session: Session, emails: list[str], slugs: list[str]) -> set[str]:
    """In pieces, because databases limit how many values one question may hold."""
    known: set[str] = set()
    for start in range(0, max(len(emails), len(slugs)), 500):
        known |= candidate.known_among(session, emails[start : start + 500], slugs[start : start + 500])
    return known
