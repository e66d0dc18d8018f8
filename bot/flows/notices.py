"""What Pin posts in Slack: cards, their refreshes, and notices of syncs. Every copy is known and drawn again."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.cards import conversation, suggestion, sync_notice
from bot.cards.blocks import Drawing
from bot.cards.conversation import ConversationView
from bot.cards.sync_notice import Outcome, Synced, SyncNoticeView
from bot.domain.access import Role
from bot.domain.suggestions import OPEN, SuggestionState
from bot.domain.syncing import SyncOutcome
from bot.engine import Args, Done
from bot.errors import Refused
from bot.flows import views
from bot.flows.desk import Desk
from bot.flows.sync import promise_notice
from bot.ports import Posted
from models import member, posted, sequence, sync
from models import suggestion as suggestions
from models.candidate import Candidate
from models.job import Job
from models.member import Member
from models.posted import CardCopy, Conversation, Thing
from models.suggestion import Suggestion
from models.sync import Connection
from models.sync import Sync as SyncRow

Draw = Callable[[Session, int], Drawing | None]
_OUTCOMES = {
    SyncOutcome.CREATED: Outcome.CREATED,
    SyncOutcome.LINKED: Outcome.LINKED,
    SyncOutcome.UPDATED: Outcome.UPDATED,
}
_NOW = {
    SuggestionState.NEEDS_REVIEW: "✉️ replied: is the label right?",
    SuggestionState.NEEDS_WRITING: "✉️ replied: a person must write the answer",
    SuggestionState.WAITING: "✉️ replied, waiting for you",
    SuggestionState.SENDING: "⏳ answer on its way",
    SuggestionState.UNSURE: "⚠️ answer probably not sent",
    SuggestionState.FAILED: "⚠️ answer not sent",
    SuggestionState.SENT: "✅ answered",
    SuggestionState.DISMISSED: "dismissed, nothing sent",
}


class Notices:
    """Posting is at least once: after a crash between post and save a second copy may appear, and works as well."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.draw: dict[Thing, Draw] = {Thing.SUGGESTION: self._suggestion}
        desk.engine.keep("card.post", self._root, self._post)
        desk.engine.keep("card.refresh", self._refresh)
        desk.engine.keep("card.refresh_all", self._refresh_all)
        desk.engine.keep("sync.announce", self._announce)

    # Posting a suggestion: its conversation's root first, then the card in the thread

    def _root(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            reply = session.get(Suggestion, args["id"])
            if reply is None or reply.state not in OPEN:
                raise Done
            talk = posted.conversation(session, reply.candidate_id, reply.job_id)
            if talk.thread_ts:
                self.desk.refresh(session, Thing.CANDIDATE, talk.candidate_id, f"reply{reply.id}")
                return
            talk_id, channel = talk.id, self.channel(session, reply.job_id)
            drawing = self.conversation_drawing(session, talk)
        where = self.post_or_tell(channel, drawing)
        with self.desk.store.begin() as session:
            talk = session.get_one(Conversation, talk_id)
            talk.channel_id, talk.thread_ts = where.channel, where.ts
            posted.adopt(session, Thing.CANDIDATE, talk.candidate_id, where.channel, where.ts, clock.now())

    def _post(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            reply = session.get_one(Suggestion, args["id"])
            if posted.copies(session, Thing.SUGGESTION, reply.id):
                raise Done
            talk = posted.conversation(session, reply.candidate_id, reply.job_id)
            channel, thread = talk.channel_id, talk.thread_ts
            drawing = self._suggestion(session, reply.id)
            version = reply.version
        assert drawing is not None, "the row was just read"
        where = self.post_or_tell(channel, drawing, thread)
        with self.desk.store.begin() as session:
            if copy := posted.adopt(session, Thing.SUGGESTION, args["id"], where.channel, where.ts, clock.now()):
                self.desk.ask_link(session, copy)
            if session.get_one(Suggestion, args["id"]).version != version:
                self.desk.refresh(session, Thing.SUGGESTION, args["id"], f"posted{where.ts}")

    def post_or_tell(self, channel: str, drawing: Drawing, thread: str = "") -> Posted:
        """Post; where the channel is gone or closed to us, tell an admin by direct message instead (B16)."""
        try:
            return self.desk.world.chat.post(channel, drawing.text, drawing.blocks, thread)
        except Refused as refused:
            with self.desk.store.begin() as session:
                reader = self.keeper(session)
            if not reader:
                raise
            words = f"This belongs into <#{channel}>, but: {refused}"
            return self.desk.world.chat.post(
                reader,
                drawing.text,
                [{"type": "context", "elements": [{"type": "mrkdwn", "text": words}]}, *drawing.blocks],
            )

    @staticmethod
    def keeper(session: Session) -> str:
        """Who hears of what cannot be posted: the first admin."""
        admins = member.with_role(session, Role.ADMIN)
        return admins[0].slack_id if admins else ""

    def channel(self, session: Session, job_id: int) -> str:
        """Where a job is talked about; else its owner, else an admin, by direct message."""
        job = session.get_one(Job, job_id)
        owner = session.get(Member, job.owner_id) if job.owner_id else None
        return job.channel_id or (owner.slack_id if owner else self.keeper(session))

    # Drawing

    def _suggestion(self, session: Session, suggestion_id: int) -> Drawing | None:
        reply = session.get(Suggestion, suggestion_id)
        if reply is None:
            return None
        company = self.desk.company(session)
        return suggestion.card(views.suggestion_view(session, reply, company.emoji, company.undo_seconds))

    def conversation_drawing(self, session: Session, talk: Conversation) -> Drawing:
        person = session.get_one(Candidate, talk.candidate_id)
        newest = suggestions.newest_of(session, talk.candidate_id, talk.job_id)
        enrolment = sequence.between(session, talk.candidate_id, talk.job_id)
        now = _NOW.get(newest.state, "") if newest else ""
        if person.opted_out_at is not None:
            now = "🚫 asked not to be contacted: nothing more is sent"
        return conversation.card(
            ConversationView(
                candidate_id=person.id, candidate_version=person.version,
                person=views.person(session, person, self.desk.company(session).emoji),
                job=session.get_one(Job, talk.job_id).name, now=now,
                outreach=views.outreach_words(session, enrolment) if enrolment else "",
            )
        )  # fmt: skip

    def clicked(self, thing: Thing, thing_id: int, channel: str, ts: str, *, stale: bool) -> None:
        """A click came from this copy: adopt it when we do not know it, draw it again when it was out of date."""
        if not channel or not ts:
            return
        with self.desk.store.begin() as session:
            now = clock.now()
            if posted.adopt(session, thing, thing_id, channel, ts, now) or stale:
                session.flush()
                self.desk.refresh(session, thing, thing_id, f"click{now.timestamp()}")

    def clicked_suggestion(self, suggestion_id: int, channel: str, ts: str, *, stale: bool) -> None:
        self.clicked(Thing.SUGGESTION, suggestion_id, channel, ts, stale=stale)

    def clicked_import(self, import_id: int, channel: str, ts: str, *, stale: bool) -> None:
        self.clicked(Thing.IMPORT, import_id, channel, ts, stale=stale)

    def clicked_candidate(self, candidate_id: int, channel: str, ts: str) -> None:
        self.clicked(Thing.CANDIDATE, candidate_id, channel, ts, stale=True)

    # Drawing again

    def _refresh(self, args: Args) -> None:
        """Every copy of the thing, wherever it was posted."""
        thing = Thing(args["thing"])
        with self.desk.store.begin() as session:
            copies = [
                (copy.channel_id, copy.ts, self._drawing_of(session, copy))
                for copy in posted.copies(session, thing, args["id"])
            ]
        for channel, ts, drawing in copies:
            if drawing is not None:
                self._update(channel, ts, drawing)

    def _drawing_of(self, session: Session, copy: CardCopy) -> Drawing | None:
        if copy.thing is Thing.CANDIDATE:
            talk = posted.in_thread(session, copy.channel_id, copy.ts)
            if talk is not None:
                return self.conversation_drawing(session, talk)
        draw = self.draw.get(copy.thing)
        return draw(session, copy.thing_id) if draw else None

    def _update(self, channel: str, ts: str, drawing: Drawing) -> None:
        try:
            self.desk.world.chat.update(channel, ts, drawing.text, drawing.blocks)
        except Refused as refused:
            if refused.code not in {"message_not_found", "channel_not_found", "is_archived", "cant_update_message"}:
                raise
            with self.desk.store.begin() as session:
                if gone := posted.shown_at(session, channel, ts):
                    session.delete(gone)

    def _refresh_all(self, args: Args) -> None:
        """Everything that shows this person: the mark of the ATS appears on each."""
        with self.desk.store.begin() as session:
            stamp = clock.now().timestamp()
            self.desk.refresh(session, Thing.CANDIDATE, args["candidate"], stamp)
            for reply in suggestions.of_candidate(session, args["candidate"]):
                self.desk.refresh(session, Thing.SUGGESTION, reply.id, stamp)

    # Telling of syncs

    def _announce(self, args: Args) -> None:
        """One message for all who were synced for the job since the last one (R25)."""
        with self.desk.store.begin() as session:
            rows = sync.unannounced(session, job_id=args["job"])
            if not rows:
                raise Done
            drawing = sync_notice.card(self._notice(session, rows))
            job = session.get_one(Job, args["job"])
            channel = job.notify_channel_id or self.channel(session, job.id)
            ids = [row.id for row in rows]
        where = self.post_or_tell(channel, drawing)
        with self.desk.store.begin() as session:
            for sync_id in ids:
                row = session.get_one(SyncRow, sync_id)
                row.announced_ts, row.announced_at = where.ts, clock.now()
            session.flush()
            if missed := sync.unannounced(session, job_id=args["job"]):  # done while we were posting
                promise_notice(self.desk, session, missed[0])

    def _notice(self, session: Session, rows: list[SyncRow]) -> SyncNoticeView:
        mark = self.desk.company(session).emoji
        connection = session.scalar(select(Connection))
        people = tuple(
            Synced(
                views.person(session, session.get_one(Candidate, row.candidate_id), mark), _OUTCOMES[row.outcome],
                next((remark for remark in row.remarks if remark.startswith("Already ")), ""),
            )
            for row in rows
            if row.outcome in _OUTCOMES
        )  # fmt: skip
        by = session.get(Member, rows[0].by_id) if rows[0].by_id else None
        return SyncNoticeView(
            people=people, job=rows[0].ats_job_name, source=connection.source_name if connection else "",
            cause=rows[0].cause, by=by.slack_id if by else "",
        )  # fmt: skip
