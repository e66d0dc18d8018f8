"""A person says what a reply really means, or how the draft should change: triggers and draft follow (R8, R18)."""

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.replies import NO_DRAFT, Label
from bot.domain.suggestions import SuggestionState, check_move
from bot.domain.triggers import Change, after_correction
from bot.engine import Args, Done
from bot.errors import OutOfDate
from bot.flows.desk import Desk
from bot.flows.reading import Readings, state_for
from models.member import Member
from models.message import Message
from models.record import Line
from models.store import once_more
from models.suggestion import Suggestion

_S = SuggestionState
_REDRAFTED = frozenset({_S.NEEDS_REVIEW, _S.NEEDS_WRITING, _S.WAITING})


class Corrections:
    def __init__(self, desk: Desk, readings: Readings) -> None:
        self.desk = desk
        self.readings = readings
        desk.engine.keep("draft.again", self._draft_again, queue="read")

    @once_more
    def relabel(self, suggestion_id: int, version: int, slack_id: str, label: Label) -> str:
        """Confirm or correct the label. The same label confirms it; another one is kept for evaluation (T3, T4)."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._open(session, suggestion_id, version)
            mail = session.get_one(Message, reply.message_id)
            before = mail.label or label
            self._write_label(session, mail, before, label, by)
            if after_correction(before, label) is Change.ADD_NOTE and mail.candidate_id:
                self.readings.sync.note_change(session, mail.candidate_id, f"The label was corrected to {label}.")
            self.readings.follow(session, mail, sure=True, by=by)
            session.refresh(reply)
            if reply.state in _REDRAFTED:
                self._redraft(session, reply, label)
        return "Thank you, noted. The card follows."

    def confirm(self, suggestion_id: int, version: int, slack_id: str) -> str:
        """ "Yes, that label is right." """
        with self.desk.store.begin() as session:
            reply = self._open(session, suggestion_id, version)
            label = session.get_one(Message, reply.message_id).label or Label.QUESTION
        return self.relabel(suggestion_id, version, slack_id, label)

    def _write_label(self, session: Session, mail: Message, before: Label, label: Label, by: Member) -> None:
        mail.label, mail.needs_review = label, False
        mail.corrected_by_id, mail.corrected_at = by.id, clock.now()
        self.desk.note(
            session, "confirmed the label" if before is label else "corrected the label", "message", mail.id,
            by=by.id, candidate=mail.candidate_id, reason=f"{before} -> {label}", words=mail.deciding_words,
        )  # fmt: skip
        session.flush()

    def _redraft(self, session: Session, reply: Suggestion, label: Label) -> None:
        if label in NO_DRAFT:
            reply.state, reply.acted_at = _S.DISMISSED, clock.now()
            reply.remark = "No answer is due for this kind of mail."
        elif reply.edited_by_id is None:
            key = f"draft:{reply.id}:{reply.version}"
            self.desk.engine.promise(session, "draft.again", key, {"suggestion": reply.id, "line": 0})
        else:
            reply.state = _S.WAITING
        session.flush()
        self.desk.refresh_reply(session, reply)

    @once_more
    def instruct(self, suggestion_id: int, slack_id: str, words: str) -> str:
        """ "@pin shorter, offer Tuesday" in the thread: a new draft, the old one replaced (R18)."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = session.get(Suggestion, suggestion_id)
            if reply is None or reply.state not in _REDRAFTED:
                raise OutOfDate("There is no open draft in this thread to change.")
            key = f"draft:{reply.id}:{reply.version}:{clock.now().timestamp()}"
            line = self.desk.note(session, "asked for a change", "suggestion", reply.id, words=words)
            session.flush()
            self.desk.engine.promise(session, "draft.again", key, {"suggestion": reply.id, "line": line.id})
        return "Working on it: the new draft comes in this thread."

    def _draft_again(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            reply = session.get(Suggestion, args["suggestion"])
            if reply is None or reply.state not in _REDRAFTED:
                raise Done
            mail, previous, version = session.get_one(Message, reply.message_id), reply.draft, reply.version
            line = session.get(Line, args["line"])
            request = self.readings.request(session, mail, line.words if line else "", previous)
        draft = self.desk.world.writer.draft(request)
        with self.desk.store.begin() as session:
            reply = session.get_one(Suggestion, args["suggestion"])
            if reply.version != version or reply.state not in _REDRAFTED:
                raise Done
            mail = session.get_one(Message, reply.message_id)
            if args["line"]:
                self.readings.suggest(session, mail, draft)
                return
            reply.state, reply.draft, reply.writer = state_for(mail, draft), draft.body, draft.writer
            reply.remark, reply.sources = draft.remark, [list(pair) for pair in draft.sources.items()]
            session.flush()
            self.desk.refresh_reply(session, reply)

    @staticmethod
    def _open(session: Session, suggestion_id: int, version: int) -> Suggestion:
        reply = session.get(Suggestion, suggestion_id)
        if reply is None or reply.version != version:
            raise OutOfDate("Somebody was quicker: the card shows how it stands now.")
        if reply.state not in _REDRAFTED:
            check_move(reply.state, _S.NEEDS_REVIEW)
        return reply
