"""The steps of one hand-over: match, person, history, résumé, note, done. Each looks before it leaps."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.domain.ats import ApplicationStatus, NewApplication
from bot.domain.candidates import Profile
from bot.domain.identity import linkedin_slug
from bot.domain.matching import Conflict, Create, Decision, Found, Gone, Link, NoAccess, Suggest, decide
from bot.domain.syncing import SyncOutcome, SyncState
from bot.engine import Args, Done
from bot.errors import OutcomeUnknown, Refused, TryAgain
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from bot.ports import Ats
from models import sync
from models.candidate import Candidate
from models.member import Member
from models.posted import Thing
from models.sync import AtsLink
from models.sync import Sync as SyncRow

NOTICE_EVERY = timedelta(minutes=5)
RESUME_PREFIX = "Pin - "
_S = SyncState


class Handover:
    def __init__(self, desk: Desk, ats: AtsDesk) -> None:
        self.desk = desk
        self.ats = ats
        desk.engine.keep(
            "sync", self._match, self._person, self._history, self._resume, self._note, self._finish,
            queue="ats", gave_up=self._failed,
        )  # fmt: skip

    def _load(self, session: Session, args: Args) -> tuple[SyncRow, Candidate]:
        row = session.get(SyncRow, args["sync"])
        if row is None or row.state is not _S.WAITING:
            raise Done
        return row, session.get_one(Candidate, row.candidate_id)

    def _match(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            if person.opted_out_at is not None and row.by_id is None:
                self._hold(session, row, "They asked not to be contacted: a person decides whether they go over.")
                return
            profile, link, chosen = person.profile(), sync.link_of(session, person.id), row.chosen_person_id
            known = sync.people_with_key(session, f"linkedin:{person.linkedin_slug}") if person.linkedin_slug else []
            ats = self.ats.opened(session)
            own = link.person_id if link and not link.gone else ""
        decision = self.look(ats, profile, args_tag(person.id), chosen or own, known)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            self._remember(session, ats, row, decision)

    def look(self, ats: Ats, profile: Profile, tag: str, own: str, known: list[str]) -> Decision:
        """Search over there by our link, every e-mail, LinkedIn address and our own tag (O1)."""
        linked = ats.person(own) if own else None
        if linked is not None:
            return decide(Found(own, linked))
        by_email = [found for email in profile.emails for found in ats.find_by_email(email)]
        by_slug = [found for person_id in known if (found := ats.person(person_id))]
        slug = linkedin_slug(profile.linkedin_url)
        by_slug = [found for found in by_slug if slug in {linkedin_slug(link) for link in found.links}]
        by_email += ats.find_by_tag(tag)
        return decide(Found(own, None, tuple(by_email), tuple(by_slug)))

    def _remember(self, session: Session, ats: Ats, row: SyncRow, decision: Decision) -> None:
        match decision:
            case Link(hit):
                self._keep_link(session, row.candidate_id, hit.person.id, ats.person_url(hit.person.id))
            case Create() | Suggest():
                return
            case Conflict(hits):
                row.remarks = [hit.person.id for hit in hits]
                self._hold(session, row, "Several people over there match: choose one on the card.", _S.DECIDING)
            case NoAccess():
                self._hold(session, row, "They exist over there as a private profile that we may not touch.")
            case Gone():
                self._hold(
                    session, row, "Their profile over there was deleted or hidden. It is not made again by itself."
                )

    @staticmethod
    def _keep_link(session: Session, candidate_id: int, person_id: str, url: str, *, ours: bool = False) -> None:
        link = sync.link_of(session, candidate_id)
        if link is None:
            link = AtsLink(candidate_id=candidate_id, linked_at=clock.now(), made_by_us=ours)
            session.add(link)
        link.person_id, link.url, link.gone = person_id, url, False

    def _hold(self, session: Session, row: SyncRow, words: str, state: SyncState = _S.HELD) -> None:
        row.state, row.problem = state, words
        self.desk.note(session, "held the sync", "sync", row.id, candidate=row.candidate_id, reason=words)
        self.desk.engine.promise(session, "card.sync", f"card.sync:{row.id}:{row.attempt}", {"sync": row.id})

    def _person(self, args: Args) -> None:
        """Create the person, or link and add the application; nothing that is there already is made again."""
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            if row.application_id:
                return
            link, ats, profile = sync.link_of(session, person.id), self.ats.opened(session), person.profile()
            connection = sync.connection(session)
            wanted = NewApplication(row.ats_job_id, row.prospect, connection.source_id if connection else "")
        if link is None:
            self._create(ats, args, profile, wanted)
        else:
            self._join(ats, args, link.person_id, profile, wanted)

    def _create(self, ats: Ats, args: Args, profile: Profile, wanted: NewApplication) -> None:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            tag = args_tag(person.id)
        try:
            made = ats.create_person(profile, wanted, ("pin", tag))
        except OutcomeUnknown as unsure:
            # The next attempt searches by e-mail and by our tag before it creates anything.
            raise TryAgain(str(unsure), 15) from unsure
        application = made.application_id or ats.add_application(made.person_id, wanted)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            self._keep_link(session, person.id, made.person_id, ats.person_url(made.person_id), ours=True)
            row.application_id, row.outcome = application, SyncOutcome.CREATED

    def _join(self, ats: Ats, args: Args, person_id: str, profile: Profile, wanted: NewApplication) -> None:
        existing = [a for a in ats.applications(person_id) if a.job_id == wanted.job_id]
        active = next((a for a in existing if a.status is ApplicationStatus.ACTIVE), None)
        ended = next((a for a in existing if a.status in {ApplicationStatus.REJECTED, ApplicationStatus.HIRED}), None)
        written = ats.fill_blanks(person_id, profile)
        application = active.id if active else ended.id if ended else ats.add_application(person_id, wanted)
        with self.desk.store.begin() as session:
            row, _person = self._load(session, args)
            row.application_id = application
            if row.outcome is None:
                row.outcome = SyncOutcome.UPDATED if active and written else SyncOutcome.LINKED
            if ended and not active:
                since = f" since {ended.rejected_at:%Y-%m-%d}" if ended.rejected_at else ""
                row.remarks = [*row.remarks, f"Already {ended.status} for this job{since}: no second application."]

    def _history(self, args: Args) -> None:
        ats, person_id, profile, _ = self._there(args)
        there = ats.history(person_id)
        jobs = {(e.company.casefold(), e.title.casefold()) for e in there.employments}
        schools = {e.school.casefold() for e in there.educations}
        left_out: list[str] = []
        for employment in profile.employments:
            if (employment.company.casefold(), employment.title.casefold()) not in jobs:
                left_out += _try(partial(ats.add_employment, person_id, employment), employment.company)
        for education in profile.educations:
            if education.school.casefold() not in schools:
                left_out += _try(partial(ats.add_education, person_id, education), education.school)
        with self.desk.store.begin() as session:
            row, _person = self._load(session, args)
            row.remarks = [*row.remarks, *left_out]

    def _resume(self, args: Args) -> None:
        """The person's own file, or one made from the profile; never a second one of ours."""
        ats, person_id, profile, application = self._there(args)
        ours = profile.resume or self.desk.world.resumes.render(profile, clock.now().date())
        name = RESUME_PREFIX + ours.filename
        if any(there.startswith(RESUME_PREFIX) for there in ats.resume_names(person_id)):
            return
        try:
            ats.attach_resume(application, type(ours)(name, ours.content))
        except Refused as refused:
            with self.desk.store.begin() as session:
                row, _person = self._load(session, args)
                row.remarks = [*row.remarks, f"The résumé was not taken: {refused}"]

    def _note(self, args: Args) -> None:
        ats, person_id, _, application = self._there(args)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            by = session.get(Member, row.by_id) if row.by_id else None
            body = note_text(row, person, by)
        if not any(marker(args["sync"]) in text for text in ats.notes(person_id)):
            ats.add_note(person_id, application, f"{body}\n{marker(args['sync'])}")

    def _there(self, args: Args) -> tuple[Ats, str, Profile, str]:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            link = sync.link_of(session, person.id)
            if link is None:
                raise TryAgain("The profile over there is not known yet.", 5)
            return self.ats.opened(session), link.person_id, person.profile(), row.application_id

    def _finish(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            row.state, row.done_at = _S.DONE, clock.now()
            row.outcome = row.outcome or SyncOutcome.LINKED
            self.desk.note(
                session, f"synced: {row.outcome}", "sync", row.id, by=row.by_id, candidate=person.id, reason=row.cause
            )
            self._promise_notice(session, row)
            self.desk.refresh(session, Thing.CANDIDATE, person.id, f"sync{row.id}")
            self.desk.engine.promise(
                session, "card.refresh_all", f"refresh_all:sync:{row.id}", {"candidate": person.id}
            )

    def _promise_notice(self, session: Session, row: SyncRow) -> None:
        """At most one message per job in five minutes: later ones wait and go together (R25)."""
        last = session.scalar(
            select(SyncRow.done_at)
            .where(SyncRow.job_id == row.job_id, SyncRow.announced_ts != "")
            .order_by(SyncRow.done_at.desc())
            .limit(1)
        )
        due = last + NOTICE_EVERY if last else None
        key = f"announce:{row.job_id}:{row.id}"
        self.desk.engine.promise(session, "sync.announce", key, {"job": row.job_id, "sync": row.id}, due)

    def _failed(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            row = session.get(SyncRow, args["sync"])
            if row is not None and row.state is _S.WAITING:
                self._hold(session, row, words, _S.FAILED)


def args_tag(candidate_id: int) -> str:
    """The tag that finds a person we made again when the answer to the creation was lost."""
    return f"pin:{candidate_id}"


def marker(sync_id: int) -> str:
    """Stands at the end of our note, so that a repeat recognises it."""
    return f"(pin sync {sync_id})"


def note_text(row: SyncRow, person: Candidate, by: Member | None) -> str:
    """Why the person is here: for the private note over there."""
    who = f" by {by.name}" if by and by.name else ""
    remarks = "".join(f"\n- {remark}" for remark in row.remarks)
    return f"Sourced with Pin{who} on {row.asked_at:%Y-%m-%d}. Why: {row.cause}. Found: {person.source}.{remarks}"


def _try(act: Callable[[], None], what: str) -> list[str]:
    """Run one write that the other side may refuse for good; the words for the note when it does."""
    try:
        act()
    except Refused as refused:
        return [f"{what} was left out: {refused}"]
    return []
