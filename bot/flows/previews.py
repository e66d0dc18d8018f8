"""What an export would write, looked up over there while a modal waits (R23)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import export_preview, loading
from bot.cards.blocks import View
from bot.cards.export_preview import ExportPreviewView
from bot.cards.loading import LoadingView
from bot.domain.access import Deed
from bot.domain.ats import ApplicationStatus
from bot.domain.candidates import Profile
from bot.domain.filling import additions
from bot.domain.matching import Conflict, Decision, Gone, Link, NoAccess
from bot.domain.syncing import SyncState
from bot.engine import Args
from bot.errors import Refused, TryAgain
from bot.flows import views
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from bot.flows.exports import target_in
from bot.flows.handover import RESUME_PREFIX
from bot.flows.handover_note import ended_words
from bot.flows.lookup import known_by_slug, look, tag_of
from bot.flows.sync import SEPARATE, Target
from bot.ports import Ats
from models import sync
from models.candidate import Candidate
from models.sync import Sync as SyncRow

TITLE = "Export to Greenhouse"
CLOSED = {"not_found", "view_not_found", "expired_trigger_id"}
"""Slack's words for a modal that the person has closed meanwhile."""


class Previews:
    def __init__(self, desk: Desk, ats: AtsDesk) -> None:
        self.desk = desk
        self.ats = ats
        desk.engine.keep("export.preview", self._preview, gave_up=self._failed)

    def waiting(self, slack_id: str, candidate_id: int) -> View:
        """What the modal shows meanwhile."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.SYNC)
            name = session.get_one(Candidate, candidate_id).name
        return loading.card(LoadingView(TITLE, f"Looking whether {name} is in Greenhouse already …"))

    def promise(
        self, view_id: str, candidate_id: int, job_id: int, channel: str, after: timedelta = timedelta()
    ) -> None:
        """Look, and fill the modal with what would be written; `after` lets an answer of ours reach Slack first."""
        with self.desk.store.begin() as session:
            args = {"view": view_id, "candidate": candidate_id, "job": job_id, "channel": channel}
            key = f"preview:{view_id}:{candidate_id}:{job_id}"
            self.desk.engine.promise(session, "export.preview", key, args, clock.now() + after if after else None)

    def _preview(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            person, target = session.get_one(Candidate, args["candidate"]), target_in(session, args["job"])
            row = sync.between(session, person.id, target.ats_job_id)
            view = self._start(session, person, target, args)
            profile, known = person.profile(), known_by_slug(session, person.profile())
            link, ats = sync.link_of(session, person.id), self.ats.opened(session)
            chosen = row.chosen_person_id if row and row.chosen_person_id != SEPARATE else ""
        if row is not None and (refusal := _stands(row)):
            self._show(args, export_preview.card(replace(view, refusal=refusal)))
            return
        own = chosen or (link.person_id if link and not link.gone else "")
        try:
            view = found(view, ats, profile, look(ats, profile, tag_of(args["candidate"]), own, known), target)
        except TryAgain as problem:
            self._failed(args, f"{problem} Try again in a few minutes: nothing was written.")
            return
        self._show(args, export_preview.card(view))

    def _start(self, session: Session, person: Candidate, target: Target, args: Args) -> ExportPreviewView:
        connection = sync.connection(session)
        return ExportPreviewView(
            candidate_id=person.id, candidate_version=person.version,
            person=views.person(session, person, self.desk.company(session).emoji), job=target.ats_job_name,
            ats_job=target.ats_job_name, stage="prospect" if target.prospect else "candidate in the first stage",
            source=connection.source_name if connection else "", opted_out=person.opted_out_at is not None,
            extra=str(args["job"]), from_channel=args["channel"],
        )  # fmt: skip

    def _failed(self, args: Args, words: str) -> None:
        self._show(args, loading.card(LoadingView(TITLE, problem=words)))

    def _show(self, args: Args, view: View) -> None:
        try:
            self.desk.world.chat.update_view(args["view"], view)
        except Refused as refused:
            if refused.code not in CLOSED:
                raise


def _stands(row: SyncRow) -> str:
    """Why nothing is to be done for a hand-over that was asked for before."""
    if row.state is SyncState.DONE:
        when = f" on {row.done_at:%Y-%m-%d}" if row.done_at else ""
        return f"Already exported for this job{when}: nothing is repeated."
    if row.state is SyncState.WAITING:
        return "They are on their way to Greenhouse already: the result follows."
    if row.state is SyncState.DECIDING:
        return "Several people over there match: the card in the job's channel waits for a choice."
    return ""


def found(view: ExportPreviewView, ats: Ats, profile: Profile, decision: Decision, target: Target) -> ExportPreviewView:
    """The preview with what the duplicate check found, and so with what would be written."""
    match decision:
        case Link(hit):
            by = ", ".join(sorted(hit.by))
            url, blanks = ats.person_url(hit.person.id), additions(profile, hit.person)
            there = [one for one in ats.applications(hit.person.id) if one.job_id == target.ats_job_id]
            ended = next((one for one in there if one.status is not ApplicationStatus.ACTIVE), None)
            is_open = any(one.status is ApplicationStatus.ACTIVE for one in there)
            writes = tuple((str(one.field), ", ".join(one.values)) for one in blanks)
            more = () if there else (("application", target.ats_job_name or "prospect without a job"),)
            words = f"exists: matched by {by}"
            words += f". {ended_words(ended)}" if ended and not is_open else ""
            return replace(view, finding=words, finding_url=url, writes=(*writes, *more, *_always(profile)))
        case Conflict(hits):
            return replace(view, finding=f"{len(hits)} people match: you will be asked which one it is")
        case NoAccess():
            return replace(view, refusal="They exist over there as a private profile: no access for us.")
        case Gone():
            return replace(view, refusal="Their profile over there was deleted or hidden. It is not made again.")
        case _:
            written = tuple((str(one.field), ", ".join(one.values)) for one in additions(profile))
            application = ("application", target.ats_job_name or "prospect without a job")
            return replace(view, writes=(*written, application, *_always(profile)))


def _always(profile: Profile) -> tuple[tuple[str, str], ...]:
    """What goes with everybody, unless it is there already."""
    past = [one.company for one in profile.employments] + [one.school for one in profile.educations]
    history = (("employment and education", ", ".join(past)),) if past else ()
    resume = profile.resume.filename if profile.resume else "made from the profile (PDF)"
    return (*history, ("résumé", RESUME_PREFIX + resume), ("note", "private: why they are here"))
