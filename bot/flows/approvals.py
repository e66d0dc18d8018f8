"""Approving, editing, undoing and dismissing a suggested reply: each click decides once and answers visibly."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.outbox import OutboxState
from bot.domain.suggestions import SuggestionState, check_move
from bot.domain.threads import references, reply_subject
from bot.errors import BadInput, OutOfDate
from bot.flows.desk import Desk
from bot.flows.outbox import Outbox, check_text
from bot.flows.suppressions import Suppressions
from models import message, outbox
from models.candidate import Candidate
from models.mailbox import Mailbox, MailboxState
from models.member import Member
from models.message import Message
from models.outbox import OutgoingMail
from models.store import once_more
from models.suggestion import Suggestion

_S = SuggestionState
_PAST = {
    _S.SENDING: "approved", _S.SENT: "approved", _S.DISMISSED: "dismissed", _S.SUPERSEDED: "replaced",
    _S.WAITING: "changed", _S.FAILED: "tried", _S.STALE: "stopped", _S.UNSURE: "approved",
}  # fmt: skip


class Approvals:
    def __init__(self, desk: Desk, outbox: Outbox, suppressions: Suppressions) -> None:
        self.desk = desk
        self.outbox = outbox
        self.suppressions = suppressions
        outbox.senders["approval"] = self

    @once_more
    def approve(self, suggestion_id: int, version: int, slack_id: str) -> str:
        """Send in `undo_seconds` unless somebody takes it back; words for the person. One of several callers wins.

        Raises:
            NotAllowed: R12. OutOfDate: R10, R11. BadInput: the draft cannot leave as it is.
        """
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._at_version(session, suggestion_id, version)
            check_move(reply.state, _S.SENDING)
            if message.newest_id(session, reply.candidate_id) > reply.basis_id:
                self._went_stale(session, reply)
                late = "They wrote again after this draft was made, so it was not sent. See the newest card."
            else:
                self._queue(session, reply, by)
                late = ""
        if late:
            raise OutOfDate(late)
        return "Approved. You can undo it on the card."

    def _queue(self, session: Session, reply: Suggestion, by: Member) -> None:
        check_text(reply.subject, reply.draft)
        person = session.get_one(Candidate, reply.candidate_id)
        original = session.get_one(Message, reply.message_id)
        if self.suppressions.blocks(session, person):
            raise BadInput("They asked not to be mailed, so this cannot be sent.")
        now = clock.now()
        reply.state, reply.actor_id, reply.acted_at, reply.problem = _S.SENDING, by.id, now, ""
        reply.round += 1
        mail = OutgoingMail(
            candidate_id=person.id, job_id=reply.job_id, mailbox_id=original.mailbox_id, suggestion_id=reply.id,
            round=reply.round, by_id=by.id, recipient=self._recipient(person, original), subject=reply.subject,
            body=reply.draft, in_reply_to=original.message_id, references=self._references(session, reply, original),
            due_at=now + timedelta(seconds=self.desk.company(session).undo_seconds), queued_at=now,
        )  # fmt: skip
        session.add(mail)
        self.outbox.promise(session, mail)
        self.desk.note(
            session, "approved", "suggestion", reply.id, by=by.id, candidate=person.id, words=original.deciding_words
        )
        self._redraw(session, reply)

    @staticmethod
    def _recipient(person: Candidate, original: Message) -> str:
        """From our own record, never from Reply-To: the known address they wrote from, else the first that works."""
        known = {row.address.lower(): row.address for row in person.emails if not row.bounced_at}
        address = known.get(original.sender.lower()) or person.email
        if not address:
            raise BadInput("We have no address of theirs that works. Add one to the candidate first.")
        return address

    @staticmethod
    def _references(session: Session, reply: Suggestion, original: Message) -> list[str]:
        ours = outbox.of_conversation(session, reply.candidate_id, reply.job_id)
        ids = [mail.message_id for mail in ours if mail.message_id]
        return list(references([*ids, original.message_id] if original.message_id else ids))

    @once_more
    def undo(self, suggestion_id: int, version: int, slack_id: str) -> str:
        """Anyone who may approve may stop it, until the mail starts to leave (idea 18)."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._known(session, suggestion_id)
            mail = outbox.of_suggestion(session, reply.id)
            if reply.state is not _S.SENDING or mail is None or mail.state is not OutboxState.QUEUED:
                raise OutOfDate(f"Too late to undo: {self._story(session, reply)}")
            mail.state, mail.problem = OutboxState.CANCELLED, "Undone by a person."
            reply.state, reply.problem = _S.WAITING, f"Undone by <@{by.slack_id}>, nothing was sent."
            reply.actor_id, reply.acted_at = by.id, clock.now()
            self.desk.note(session, "undid", "suggestion", reply.id, by=by.id, candidate=reply.candidate_id)
            self._redraw(session, reply)
        return "Taken back. Nothing was sent."

    @once_more
    def dismiss(self, suggestion_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._at_version(session, suggestion_id, version)
            check_move(reply.state, _S.DISMISSED)
            reply.state, reply.actor_id, reply.acted_at, reply.problem = _S.DISMISSED, by.id, clock.now(), ""
            self.desk.note(session, "dismissed", "suggestion", reply.id, by=by.id, candidate=reply.candidate_id)
            self._redraw(session, reply)
        return "Dismissed. Nothing was sent."

    @once_more
    def save_draft(self, suggestion_id: int, version: int, slack_id: str, subject: str, body: str) -> str:
        """Keep an edited draft (R17); it then waits for approval. Raises `BadInput` with the field to mend (R16)."""
        check_text(subject, body)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._at_version(session, suggestion_id, version)
            check_move(reply.state, _S.WAITING)
            reply.state, reply.subject, reply.draft = _S.WAITING, subject.strip(), body.strip()
            reply.edited_by_id, reply.sources, reply.problem = by.id, [], ""
            self.desk.note(session, "edited the draft", "suggestion", reply.id, by=by.id, candidate=reply.candidate_id)
            self._redraw(session, reply)
        return "Saved. Approve it on the card when it is right."

    @once_more
    def retry(self, suggestion_id: int, version: int, slack_id: str) -> str:
        """Send a reply again that certainly did not leave (R14)."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._at_version(session, suggestion_id, version)
            if reply.state is not _S.FAILED:
                raise OutOfDate(self._story(session, reply))
            original = session.get_one(Message, reply.message_id)
            box = session.get_one(Mailbox, original.mailbox_id)
            if box.state is MailboxState.BROKEN:
                raise BadInput(
                    f"The mailbox {box.address} is still not connected: {box.problem} Mend it in /pin settings."
                )
            reply.state = _S.WAITING
            session.flush()
            fresh = reply.version
        return self.approve(suggestion_id, fresh, slack_id)

    @once_more
    def decide(self, suggestion_id: int, version: int, slack_id: str, *, left: bool) -> str:
        """After "probably not sent": a person says what happened."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            reply = self._at_version(session, suggestion_id, version)
            mail = outbox.of_suggestion(session, reply.id)
            if reply.state is not _S.UNSURE or mail is None or mail.state is not OutboxState.REVIEW:
                raise OutOfDate(self._story(session, reply))
            reply.state, reply.actor_id, reply.acted_at = _S.SENDING, by.id, clock.now()
            session.flush()
            self.outbox.settle_by_hand(session, mail, left=left)
            reply.round = mail.round
            deed = "said it was sent" if left else "asked to send again"
            self.desk.note(session, deed, "suggestion", reply.id, by=by.id, candidate=reply.candidate_id)
            self._redraw(session, reply)
        return "Noted: it was sent." if left else "Sending it again, the same mail."

    # What the outbox asks and tells

    def may_leave(self, session: Session, mail: OutgoingMail) -> str:
        reply = session.get(Suggestion, mail.suggestion_id) if mail.suggestion_id else None
        if reply is None or reply.state is not _S.SENDING or reply.round != mail.round:
            return "The approval was taken back."
        if message.newest_id(session, reply.candidate_id) > reply.basis_id:
            return "They wrote again before it left."
        return ""

    def left(self, session: Session, mail: OutgoingMail) -> None:
        reply = session.get_one(Suggestion, mail.suggestion_id)
        reply.state, reply.problem = _S.SENT, ""
        reply.acted_at = mail.sent_at
        self.desk.note(session, "sent", "suggestion", reply.id, by=reply.actor_id, candidate=reply.candidate_id)
        self._redraw(session, reply)

    def did_not_leave(self, session: Session, mail: OutgoingMail) -> None:
        reply = session.get_one(Suggestion, mail.suggestion_id)
        if reply.state is not _S.SENDING:
            return
        unsure = mail.state is OutboxState.REVIEW
        if not unsure and message.newest_id(session, reply.candidate_id) > reply.basis_id:
            self._went_stale(session, reply)
            return
        reply.problem = mail.problem
        if not unsure and self.suppressions.blocks(session, session.get_one(Candidate, reply.candidate_id)):
            self._went_stale(session, reply, "stopped: they asked not to be mailed")
            return
        reply.state = _S.UNSURE if unsure else _S.FAILED
        self._redraw(session, reply)

    def newer_mail(self, session: Session, reply: Suggestion) -> None:
        """The candidate wrote again: stop what is in its undo window, replace what waits (R11, B9)."""
        if reply.state is _S.SENDING:
            mail = outbox.of_suggestion(session, reply.id)
            if mail is not None and mail.state is OutboxState.QUEUED:
                mail.state, mail.problem = OutboxState.CANCELLED, "They wrote again before it left."
                self._went_stale(session, reply)
        elif reply.state is not _S.UNSURE:
            reply.state, reply.acted_at = _S.SUPERSEDED, clock.now()
            self._redraw(session, reply)

    def _went_stale(self, session: Session, reply: Suggestion, deed: str = "stopped: a newer mail") -> None:
        reply.state, reply.acted_at = _S.STALE, clock.now()
        self.desk.note(session, deed, "suggestion", reply.id, candidate=reply.candidate_id)
        self._redraw(session, reply)

    # Common to all clicks

    def _known(self, session: Session, suggestion_id: int) -> Suggestion:
        reply = session.get(Suggestion, suggestion_id)
        if reply is None:
            raise OutOfDate("This reply no longer exists: its candidate was removed.")
        return reply

    def _at_version(self, session: Session, suggestion_id: int, version: int) -> Suggestion:
        """The suggestion as the person saw it. Raises `OutOfDate` and has the card drawn afresh otherwise (R10)."""
        reply = self._known(session, suggestion_id)
        if reply.version != version:
            raise OutOfDate(self._story(session, reply))
        return reply

    def _story(self, session: Session, reply: Suggestion) -> str:
        """ "Already approved by @ana at 09:14." """
        did = _PAST.get(reply.state, "changed")
        who = session.get(Member, reply.actor_id or reply.edited_by_id or 0)
        by = f" by <@{who.slack_id}>" if who else ""
        at = f" at {_when(reply.acted_at)}" if reply.acted_at else ""
        return f"Already {did}{by}{at}. The card shows how it stands now."

    def _redraw(self, session: Session, reply: Suggestion) -> None:
        session.flush()
        self.desk.refresh_reply(session, reply)


def _when(at: datetime) -> str:
    return f"<!date^{int(at.timestamp())}^{{time}}|{at:%H:%M} UTC>"


def subject_for(original: Message, first_subject: str) -> str:
    """The subject of our answer: the thread's own, so that mail programs keep it together."""
    return reply_subject(first_subject or original.subject.strip() or "Your reply")
