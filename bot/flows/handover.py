"""The steps of one hand-over: match, person, history, résumé, note, done. Each looks before it leaps."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.ats import ApplicationStatus, NewApplication
from bot.domain.candidates import Profile
from bot.domain.matching import Conflict, Create, Decision, Gone, Link, NoAccess, Suggest
from bot.domain.syncing import SyncOutcome, SyncState
from bot.engine import Args, Done, Step
from bot.errors import OutcomeUnknown, Refused, TryAgain
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from bot.flows.handover_note import ended_words, marker, note_text
from bot.flows.lookup import known_by_slug, look, look_for_ours, tag_of
from bot.flows.sync import OPTED_OUT, SEPARATE, promise_notice, tell_asker
from bot.ports import Ats
from models import sync
from models.candidate import Candidate
from models.posted import Thing
from models.store import hold
from models.sync import AtsLink
from models.sync import Sync as SyncRow

LOST_ANSWER = 15.0
"""Seconds before we look what became of a write whose answer was lost: reads over there may lag writes."""
RESUME_PREFIX = "Pin - "
OURS = "pin"
_S = SyncState


class Handover:
    def __init__(self, desk: Desk, ats: AtsDesk) -> None:
        self.desk = desk
        self.ats = ats
        steps = (self._match, self._person, self._history, self._resume, self._note, self._finish)
        desk.engine.keep("sync", *map(patient, steps), queue="ats", gave_up=self._failed)

    def _load(self, session: Session, args: Args) -> tuple[SyncRow, Candidate]:
        """Raises `Done` when the hand-over was decided otherwise, or asked for anew since this promise."""
        row = session.get(SyncRow, args["sync"])
        if row is None or row.state is not _S.WAITING or row.attempt != args["attempt"]:
            raise Done
        return row, session.get_one(Candidate, row.candidate_id)

    # Who is it over there?

    def _match(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            if self._objected(session, row, person) or (separate(row) and not row.creating):
                return
            apart = separate(row)
            profile, link, chosen = person.profile(), sync.link_of(session, person.id), row.chosen_person_id
            known, ats = known_by_slug(session, profile), self.ats.opened(session)
            own = link.person_id if link and not link.gone else ""
        tag = tag_of(person.id)
        decision = look_for_ours(ats, tag) if apart else look(ats, profile, tag, chosen or own, known)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            self._remember(session, ats, row, decision)

    def _objected(self, session: Session, row: SyncRow, person: Candidate) -> bool:
        """An objection holds it, whenever it comes before they are over there; a person's own wish wins (T6)."""
        if person.opted_out_at is None or row.by_hand:
            return False
        self._hold(session, row, OPTED_OUT)
        return True

    def _remember(self, session: Session, ats: Ats, row: SyncRow, decision: Decision) -> None:
        match decision:
            case Link(hit):
                ours = tag_of(row.candidate_id) in hit.person.tags
                self._keep_link(session, row, hit.person.id, ats.person_url(hit.person.id), ours=ours)
            case Create() | Suggest():
                return
            case Conflict(hits):
                row.lookalikes = ["\t".join((hit.person.id, ", ".join(sorted(hit.by)))) for hit in hits]
                self._hold(session, row, "Several people over there match: choose one on the card.", _S.DECIDING)
            case NoAccess():
                self._hold(session, row, "They exist over there as a private profile: no access for us.")
            case Gone():
                self._hold(
                    session, row, "Their profile over there was deleted or hidden. It is not made again by itself."
                )

    @staticmethod
    def _keep_link(session: Session, row: SyncRow, person_id: str, url: str, *, ours: bool) -> None:
        link = sync.link_of(session, row.candidate_id)
        if link is None:
            link = AtsLink(candidate_id=row.candidate_id, linked_at=clock.now(), made_by_us=ours)
            session.add(link)
            if ours and row.creating:
                row.outcome = SyncOutcome.CREATED
        link.person_id, link.url, link.gone = person_id, url, False

    def _hold(self, session: Session, row: SyncRow, words: str, state: SyncState = _S.HELD) -> None:
        row.state, row.problem = state, words
        self.desk.note(session, "held the sync", "sync", row.id, candidate=row.candidate_id, reason=words)
        self.desk.engine.promise(session, "card.sync", f"card.sync:{row.id}:{row.attempt}", {"sync": row.id})
        tell_asker(self.desk, session, row)

    # The person and their application

    def _person(self, args: Args) -> None:
        """Create the person, or link and add the application; nothing that is there already is made again."""
        if self._may_have_made(args):
            self._match(args)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            if row.application_id or self._objected(session, row, person):
                return
            link, ats, profile = sync.link_of(session, person.id), self.ats.opened(session), person.profile()
            connection = sync.connection(session)
            wanted = NewApplication(row.ats_job_id, row.prospect, connection.source_id if connection else "")
        person_id = link.person_id if link else self._create(ats, args, profile, wanted)
        if person_id:
            self._join(ats, args, person_id, profile, wanted)

    def _may_have_made(self, args: Args) -> bool:
        """Whether an earlier attempt began to make the person and its answer was lost."""
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            return row.creating and sync.link_of(session, person.id) is None

    def _create(self, ats: Ats, args: Args, profile: Profile, wanted: NewApplication) -> str:
        """Make the person; their id when the application is still to be looked for, else ""."""
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            self._alone(session, row)
            row.creating = True
            tag = tag_of(person.id)
        made = ats.create_person(profile, wanted, (OURS, tag))
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            self._keep_link(session, row, made.person_id, ats.person_url(made.person_id), ours=True)
            row.application_id = made.application_id
        return "" if made.application_id else made.person_id

    @staticmethod
    def _alone(session: Session, row: SyncRow) -> None:
        """Hand-overs of one person to several jobs make them once. Raises `TryAgain` while another one is at it."""
        hold(session, Candidate, row.candidate_id)
        others = [one for one in sync.of_candidate(session, row.candidate_id) if one.id != row.id]
        making = [one for one in others if one.creating and one.state is _S.WAITING]
        first = all(row.creating and row.id < one.id for one in making)
        if sync.link_of(session, row.candidate_id) is not None or not first:
            raise TryAgain("Another hand-over is making this person over there right now.", 5)

    def _join(self, ats: Ats, args: Args, person_id: str, profile: Profile, wanted: NewApplication) -> None:
        existing = [a for a in ats.applications(person_id) if a.job_id == wanted.job_id]
        active = next((a for a in existing if a.status is ApplicationStatus.ACTIVE), None)
        ended = next((a for a in existing if a.status in {ApplicationStatus.REJECTED, ApplicationStatus.HIRED}), None)
        written = ats.fill_blanks(person_id, profile)
        there = active or ended
        application = there.id if there else ats.add_application(person_id, wanted)
        with self.desk.store.begin() as session:
            row, _person = self._load(session, args)
            row.application_id = application
            row.outcome = row.outcome or (SyncOutcome.UPDATED if active and written else SyncOutcome.LINKED)
            if ended and not active:
                _remark(row, ended_words(ended))

    # What goes with them

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
        self._remarks(args, left_out)

    def _resume(self, args: Args) -> None:
        """The person's own file, or one made from the profile; never a second one of ours."""
        ats, person_id, profile, application = self._there(args)
        ours = profile.resume or self.desk.world.resumes.render(profile, clock.now().date())
        if not any(there.startswith(RESUME_PREFIX) for there in ats.resume_names(person_id)):
            named = type(ours)(RESUME_PREFIX + ours.filename, ours.content)
            self._remarks(args, _try(partial(ats.attach_resume, application, named), "The résumé"))

    def _note(self, args: Args) -> None:
        ats, person_id, _, application = self._there(args)
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            body = note_text(session, row, person)
        if not any(marker(args["sync"]) in text for text in ats.notes(person_id)):
            ats.add_note(person_id, application, f"{body}\n{marker(args['sync'])}")

    def _there(self, args: Args) -> tuple[Ats, str, Profile, str]:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            link = sync.link_of(session, person.id)
            if link is None:
                raise TryAgain("The profile over there is not known yet.", 5)
            return self.ats.opened(session), link.person_id, person.profile(), row.application_id

    def _remarks(self, args: Args, words: list[str]) -> None:
        with self.desk.store.begin() as session:
            row, _person = self._load(session, args)
            for remark in words:
                _remark(row, remark)

    # The end

    def _finish(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row, person = self._load(session, args)
            row.state, row.done_at = _S.DONE, clock.now()
            row.outcome = row.outcome or SyncOutcome.CREATED
            self.desk.note(
                session, f"synced: {row.outcome}", "sync", row.id, by=row.by_id, candidate=person.id, reason=row.cause
            )
            session.flush()
            promise_notice(self.desk, session, row)
            tell_asker(self.desk, session, row)
            self.desk.refresh(session, Thing.SYNC, row.id, row.version)
            self.desk.engine.promise(
                session, "card.refresh_all", f"refresh_all:sync:{row.id}", {"candidate": person.id}
            )

    def _failed(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            row = session.get(SyncRow, args["sync"])
            if row is not None and row.state is _S.WAITING and row.attempt == args["attempt"]:
                self._hold(session, row, words, _S.FAILED)


def separate(row: SyncRow) -> bool:
    """Somebody decided that they are none of those over there (O3)."""
    return row.chosen_person_id == SEPARATE


def patient(step: Step) -> Step:
    """A write whose answer was lost is tried again later: every step here looks first what is there."""

    def kept(args: Args) -> None:
        try:
            step(args)
        except OutcomeUnknown as unsure:
            raise TryAgain(str(unsure), LOST_ANSWER) from unsure

    return kept


def _remark(row: SyncRow, words: str) -> None:
    """Once each, however often a step runs."""
    if words not in row.remarks:
        row.remarks = [*row.remarks, words]


def _try(act: Callable[[], None], what: str) -> list[str]:
    """Run one write that the other side may refuse for good; the words for the note when it does."""
    try:
        act()
    except Refused as refused:
        return [f"{what} was left out: {refused}"]
    return []
