"""What the modals about a suggested reply show, and the threads people talk to Pin in."""

from sqlalchemy.orm import Session

from bot.cards.edit_draft import EditDraftView
from bot.cards.label import LabelView
from bot.domain.access import Deed
from bot.domain.replies import Label
from bot.domain.suggestions import OPEN
from bot.errors import OutOfDate
from bot.flows import views
from bot.flows.desk import Desk
from models import posted, suggestion
from models.candidate import Candidate
from models.message import Message
from models.posted import Conversation
from models.suggestion import Suggestion


class Editing:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def edit_view(self, suggestion_id: int, version: int, slack_id: str) -> EditDraftView:
        """Raises `OutOfDate` when the card the person looked at is not the present one."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._current(session, suggestion_id, version)
            who = session.get_one(Candidate, reply.candidate_id)
            talk = posted.conversation(session, reply.candidate_id, reply.job_id)
            return EditDraftView(
                id=reply.id, version=reply.version, recipient=f"{who.name} <{who.email}>", subject=reply.subject,
                body=reply.draft, conversation=views.said(session, who, reply.job_id, reply.message_id),
                channel=talk.channel_id, thread=talk.thread_ts,
            )  # fmt: skip

    def label_view(self, suggestion_id: int, version: int, slack_id: str) -> LabelView:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._current(session, suggestion_id, version)
            mail = session.get_one(Message, reply.message_id)
            who = views.person(session, session.get_one(Candidate, reply.candidate_id), "")
            return LabelView(reply.id, reply.version, who, mail.label or Label.QUESTION, mail.reply)

    @staticmethod
    def _current(session: Session, suggestion_id: int, version: int) -> Suggestion:
        reply = session.get(Suggestion, suggestion_id)
        if reply is None or reply.version != version or reply.state not in OPEN:
            raise OutOfDate("The card changed meanwhile: look at it again, then choose.")
        return reply

    def open_in_thread(self, channel: str, thread_ts: str) -> int:
        """The suggestion that waits in a thread; 0 when there is none."""
        with self.desk.store.begin() as session:
            talk = posted.in_thread(session, channel, thread_ts)
            waiting = suggestion.open_for(session, talk.candidate_id, talk.job_id) if talk else []
            return waiting[-1].id if waiting else 0

    def candidate_in_thread(self, channel: str, ts: str) -> int:
        """The candidate a message or thread of ours is about; 0 when it is about nobody."""
        with self.desk.store.begin() as session:
            talk: Conversation | None = posted.in_thread(session, channel, ts)
            if talk is not None:
                return talk.candidate_id
            copy = posted.shown_at(session, channel, ts)
            if copy is None or copy.thing is not posted.Thing.SUGGESTION:
                return 0
            return session.get_one(Suggestion, copy.thing_id).candidate_id
