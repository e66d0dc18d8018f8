"""Candidates entered and corrected by hand, and the résumé files that people hand over with them."""

import hashlib

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot import clock
from bot.cards.candidate_form import CandidateFormView
from bot.domain.access import Deed
from bot.domain.candidates import LawfulBasis, Profile
from bot.domain.documents import MOST_BYTES, check_resume
from bot.domain.identity import linkedin_slug, normalise_email
from bot.domain.person_form import PersonForm, profile_of
from bot.domain.person_in_text import person_in
from bot.engine import Args, Done
from bot.errors import BadInput, ForPerson, OutOfDate
from bot.flows.candidates import Candidates
from bot.flows.desk import Desk
from bot.flows.people import People, row_of
from models import candidate
from models.candidate import Candidate, CandidateEmail, CandidatePhone, ResumeRow, ResumeToFetch
from models.member import Member
from models.posted import Thing
from models.store import once_more

FileAddress = tuple[str, str]
"""(file name, where Slack keeps it)."""


class CandidateForms:
    def __init__(self, desk: Desk, people: People, candidates: Candidates) -> None:
        self.desk = desk
        self.people = people
        self.candidates = candidates
        desk.engine.keep("resume.fetch", self._fetch, self._tell, gave_up=self._not_fetched)

    # What the form holds at first

    def of_message(self, slack_id: str, text: str, channel: str) -> CandidateFormView:
        """What a message says about a person."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.WORK)
        known = person_in(text)
        return CandidateFormView(
            channel=channel, first_name=known.first_name, last_name=known.last_name, emails=known.email,
            linkedin=known.linkedin, source="A message in Slack",
        )  # fmt: skip

    def of_candidate(self, slack_id: str, candidate_id: int, channel: str) -> CandidateFormView:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.WORK)
            row = session.get(Candidate, candidate_id)
            if row is None:
                raise OutOfDate("This person is no longer here: their data was deleted.")
            known = row.profile()
            return CandidateFormView(
                id=row.id, version=row.version, channel=channel, first_name=row.first_name, last_name=row.last_name,
                emails="\n".join(email.address for email in row.emails), phones="\n".join(known.phones),
                linkedin=known.linkedin_url, title=row.title, company=row.company, city=row.city, state=row.state,
                country=row.country, skills="\n".join(row.skills), resume=row.resume.filename if row.resume else "",
            )  # fmt: skip

    # Saving

    def add(
        self, slack_id: str, form: PersonForm, source: str, basis: LawfulBasis, resume: FileAddress | None, channel: str
    ) -> int:
        """A new person; the card follows. Raises `BadInput` at the field."""
        profile = profile_of(form)
        if not source.strip():
            raise BadInput("Say where you have them from.", {"source": "For example: met at a conference."})
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            self._refuse_known(session, profile, but=0)
            row = self.people.store(session, profile, source.strip(), basis, by_id=by.id)
            self.desk.note(session, "added", "candidate", row.id, by=by.id, candidate=row.id, reason=source)
            self._hand_over(session, row, resume, by)
            self.candidates.show(session, row.id, slack_id, channel)
            return row.id

    @once_more
    def save(
        self, slack_id: str, candidate_id: int, version: int, form: PersonForm, resume: FileAddress | None, channel: str
    ) -> None:
        """Correct a person; the card follows. Raises `OutOfDate` when somebody else changed them meanwhile."""
        profile = profile_of(form)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            row = session.get(Candidate, candidate_id)
            if row is None or row.version != version:
                raise OutOfDate("Somebody changed this person meanwhile. Copy what you wrote, and open them anew.")
            self._refuse_known(session, profile, but=row.id)
            _write(row, profile)
            session.flush()
            if row.opted_out_at is None and self.people.suppressions.blocks(session, row):
                row.opted_out_at, row.opted_out_words = clock.now(), "An address of theirs is on the do-not-mail list."
            self.desk.note(session, "corrected", "candidate", row.id, by=by.id, candidate=row.id)
            self._hand_over(session, row, resume, by)
            session.flush()
            self.desk.refresh(session, Thing.CANDIDATE, row.id, clock.now().timestamp())
            self.candidates.show(session, row.id, slack_id, channel)

    def _refuse_known(self, session: Session, profile: Profile, but: int) -> None:
        """Raises `BadInput` at the field that belongs to somebody else."""
        slug = linkedin_slug(profile.linkedin_url)
        same = [("email", other) for other in candidate.by_emails(session, list(map(normalise_email, profile.emails)))]
        if slug and (other := candidate.by_slug(session, slug)):
            same.append(("linkedin", other))
        for field, other in same:
            if other.id != but:
                raise BadInput("We know this person already.", {field: f"Belongs to {other.name}: open them instead."})

    # Résumés

    def _hand_over(self, session: Session, row: Candidate, resume: FileAddress | None, by: Member) -> None:
        if resume is None:
            return
        waiting = ResumeToFetch(candidate_id=row.id, filename=resume[0][:200], url=resume[1], by_id=by.id)
        self._promise(session, session.merge(waiting))

    def _promise(self, session: Session, waiting: ResumeToFetch) -> bool:
        which = hashlib.sha256(waiting.url.encode()).hexdigest()[:16]
        by = session.get(Member, waiting.by_id) if waiting.by_id else None
        args = {"candidate": waiting.candidate_id, "by": by.slack_id if by else ""}
        return self.desk.engine.promise(session, "resume.fetch", f"resume:{waiting.candidate_id}:{which}", args)

    def owed(self, session: Session) -> int:
        """Résumés to fetch that have no promise any more, promised again."""
        return sum(self._promise(session, waiting) for waiting in candidate.resumes_to_fetch(session))

    def _fetch(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            waiting = session.get(ResumeToFetch, args["candidate"])
            if waiting is None:
                raise Done
            filename, url = waiting.filename, waiting.url
        try:
            content = self.desk.world.chat.download(url, MOST_BYTES)
            check_resume(filename, content)
        except ForPerson as problem:
            self._not_fetched(args, str(problem))
            raise Done from problem
        with self.desk.store.begin() as session:
            row = session.get_one(Candidate, args["candidate"])
            row.resume = ResumeRow(filename=filename, content=content)
            self.desk.note(session, "kept a résumé", "candidate", row.id, candidate=row.id)
            session.flush()
            self.desk.refresh(session, Thing.CANDIDATE, row.id, clock.now().timestamp())

    def _tell(self, args: Args) -> None:
        self._finish(args, "✅ The résumé of {name} is kept.")

    def _not_fetched(self, args: Args, words: str) -> None:
        self._finish(args, f"⚠️ The résumé of {{name}} was not kept. {words} Use Edit… on their card to add it again.")

    def _finish(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            row = session.get(Candidate, args["candidate"])
            waiting = session.get(ResumeToFetch, args["candidate"])
            name = row.name if row else "somebody whose data was deleted"
        if args["by"]:
            self.desk.world.chat.post(args["by"], words.replace("{name}", name), [])
        with self.desk.store.begin() as session:
            if waiting is not None:
                session.delete(waiting)


def _write(row: Candidate, profile: Profile) -> None:
    """What the form says replaces what we had; addresses that stay keep what we know of them."""
    fresh = row_of(profile, row.source, row.lawful_basis, by_id=None)
    for field in ("first_name", "last_name", "title", "company", "city", "state", "country", "skills"):
        setattr(row, field, getattr(fresh, field))
    row.linkedin_slug = linkedin_slug(profile.linkedin_url) or None
    kept = {email.normalised: email for email in row.emails}
    row.emails = [
        kept.get(email.normalised) or CandidateEmail(address=email.address, normalised=email.normalised)
        for email in fresh.emails
    ]
    flag_modified(row, "links")  # a new version, also when only addresses changed
    row.phones = [CandidatePhone(number=phone.number, normalised=phone.normalised) for phone in fresh.phones]
