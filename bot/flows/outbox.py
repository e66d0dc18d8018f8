"""Sending a mail of ours at most once: claim, mark, DATA, and a witness when no answer came (mail.md 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot import clock
from bot.domain.identity import normalise_email
from bot.domain.mail import Address, Letter
from bot.domain.outbox import WITNESS_MINUTES, OutboxState
from bot.domain.threads import make_token, message_id, tagged_address
from bot.engine import Args, Done
from bot.errors import BadInput, Disconnected, OutcomeUnknown, Refused, TryAgain
from bot.flows.desk import Desk
from bot.flows.suppressions import Suppressions
from bot.ports import Mailbox as OpenMailbox
from models import outbox, posted
from models.candidate import Candidate
from models.mailbox import Mailbox, MailboxState
from models.outbox import OutgoingMail
from models.store import once_more

SYNC_AGE = timedelta(minutes=10)
"""Nothing leaves when the inbox was read longer ago than this: a "no" may lie in it."""

_S = OutboxState


class Sender(Protocol):
    """The story that made a mail: it may stop it at the last moment, and hears what came of it."""

    def may_leave(self, session: Session, mail: OutgoingMail) -> str:
        """Empty, or in words why it must not leave; called in the claiming transaction."""
        ...

    def left(self, session: Session, mail: OutgoingMail) -> None: ...

    def did_not_leave(self, session: Session, mail: OutgoingMail) -> None:
        """`mail.state` is CANCELLED, FAILED or REVIEW, `mail.problem` says why."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is needed on the wire once the database has said yes.

    `version` is the row's when we took it: another worker that takes it over, because we seem dead, changes it.
    """

    mail_id: int
    version: int
    mailbox: OpenMailbox
    sender: str
    recipients: list[str]
    content: bytes


class Outbox:
    looks: Sequence[float] = WITNESS_MINUTES
    """Minutes after an unknown outcome at which to look for a witness."""

    def __init__(self, desk: Desk, suppressions: Suppressions, open_mailbox: Callable[[Mailbox], OpenMailbox]) -> None:
        self.desk = desk
        self.suppressions = suppressions
        self.open_mailbox = open_mailbox
        self.senders: dict[str, Sender] = {}
        desk.engine.keep("mail.send", self._send, self._file, queue="mail", gave_up=self._gave_up)
        desk.engine.keep("mail.witness", self._look_for_witness, queue="mail", gave_up=self._no_witness)

    def promise(self, session: Session, mail: OutgoingMail) -> None:
        """Promise that the mail leaves at `mail.due_at`, unless something stops it before."""
        session.flush()
        token = make_token(posted.conversation(session, mail.candidate_id, mail.job_id).id, self.desk.vault.token_key)
        address = session.get_one(Mailbox, mail.mailbox_id).address
        mail.token = token
        mail.message_id = mail.message_id or message_id(token, mail.id, address.rpartition("@")[2])
        self._promise_send(session, mail)

    def owed(self, session: Session) -> int:
        """Mails that should leave, or that nobody is sure of, and have no promise any more: promised again."""
        again = 0
        for state in (_S.QUEUED, _S.SENDING, _S.DATA, _S.UNKNOWN):
            for mail in [session.get_one(OutgoingMail, mail_id) for mail_id in outbox.in_state(session, state)]:
                promise = self._promise_look if state is _S.UNKNOWN else self._promise_send
                again += promise(session, mail)
        return again

    def _promise_send(self, session: Session, mail: OutgoingMail) -> bool:
        key = f"mail:{mail.id}:{mail.round}"
        return self.desk.engine.promise(session, "mail.send", key, {"mail": mail.id}, mail.due_at)

    # The steps of "mail.send"

    def _send(self, args: Args) -> None:
        claimed = self._claim(args["mail"])
        if claimed is None:
            raise Done
        try:
            claimed.mailbox.send(claimed.sender, claimed.recipients, claimed.content, lambda: self._mark_data(claimed))
        except TryAgain as problem:
            self._settle(claimed, _S.QUEUED, str(problem))
            raise
        except OutcomeUnknown as problem:
            self._settle(claimed, _S.UNKNOWN, str(problem))
            raise Done from problem
        except (Refused, BadInput) as problem:
            self._settle(claimed, _S.FAILED, str(problem))
            raise Done from problem
        except Disconnected as problem:
            self._break(claimed, str(problem))
            raise Done from problem
        finally:
            claimed.mailbox.close()
        self._settle(claimed, _S.SENT, "")

    def _claim(self, mail_id: int) -> Claimed | None:
        """The decision to send, with everything that may forbid it checked in the same transaction."""
        with self.desk.store.begin() as session:
            mail = session.get(OutgoingMail, mail_id)
            if mail is None or mail.state not in {_S.QUEUED, _S.SENDING, _S.DATA}:
                return None
            if mail.state is _S.DATA:
                # We died after DATA: the mail may have left. Only a witness or a person decides.
                self._move(session, mail, _S.UNKNOWN, "We stopped while this mail was leaving.")
                return None
            why = self._forbidden(session, mail)
            if why:
                self._move(session, mail, _S.CANCELLED, why)
                return None
            try:
                mail.content = mail.content or self.desk.world.post.render(self._letter(session, mail))
            except BadInput as unusable:
                self._move(session, mail, _S.FAILED, str(unusable))
                return None
            mail.state = _S.SENDING
            flag_modified(mail, "state")  # a new version, also when a worker before us had taken it
            session.flush()
            return self._on_the_wire(session, mail)

    def _forbidden(self, session: Session, mail: OutgoingMail) -> str:
        """Why it must not leave at all; raises `TryAgain` when it only must not leave now."""
        box = session.get_one(Mailbox, mail.mailbox_id)
        person = session.get_one(Candidate, mail.candidate_id)
        if self.suppressions.blocks(session, person, mail.recipient):
            return "They asked not to be mailed."
        known = normalise_email(mail.recipient)
        if any(row.bounced_at and row.normalised == known for row in person.emails):
            return "Their address does not exist."
        if why := self._sender_of(mail).may_leave(session, mail):
            return why
        if self.desk.company(session).sending_paused:
            raise TryAgain("Sending is paused for the whole workspace.", 60)
        if box.state is not MailboxState.CONNECTED:
            raise TryAgain(f"The mailbox {box.address} is {box.state}.", 60)
        if box.synced_at is None or clock.now() - box.synced_at > SYNC_AGE:
            raise TryAgain("The inbox was not read in the last ten minutes, so a no could be waiting in it.", 15)
        return ""

    def _letter(self, session: Session, mail: OutgoingMail) -> Letter:
        box = session.get_one(Mailbox, mail.mailbox_id)
        person = session.get_one(Candidate, mail.candidate_id)
        assert mail.message_id, "a promised mail has its Message-ID"
        return Letter(
            sender=Address(box.address, box.sender_name),
            recipient=Address(mail.recipient, person.name),
            reply_to=tagged_address(box.address, mail.token),
            subject=mail.subject,
            body=mail.body,
            message_id=mail.message_id,
            token=mail.token,
            date=clock.now(),
            in_reply_to=mail.in_reply_to,
            references=tuple(mail.references),
            unsubscribe_mailto=tagged_address(box.address, mail.token, "u") if mail.enrolment_id else "",
        )

    def _on_the_wire(self, session: Session, mail: OutgoingMail) -> Claimed:
        box = session.get_one(Mailbox, mail.mailbox_id)
        assert mail.content is not None, "rendered when claimed"
        witness = [box.address] if box.self_copy else []
        opened = self.open_mailbox(box)
        return Claimed(mail.id, mail.version, opened, box.address, [mail.recipient, *witness], mail.content)

    def _mark_data(self, claimed: Claimed) -> None:
        """Committed before the DATA command: from here on only a definite answer or a witness says what happened.

        Connecting took its time: whatever forbids the mail by now still stops it. Raises `Done` when it may not leave.
        """
        with self.desk.store.begin() as session:
            mail = self._ours(session, claimed)
            why = self._forbidden(session, mail)
            if why:
                self._move(session, mail, _S.CANCELLED, why)
            else:
                mail.state, mail.data_at = _S.DATA, clock.now()
        if why:
            raise Done

    @staticmethod
    def _ours(session: Session, claimed: Claimed) -> OutgoingMail:
        """The mail, while it is still ours to send. Raises `Done` when another worker, or a person, went on with it."""
        mail = session.get_one(OutgoingMail, claimed.mail_id)
        if (mail.state, mail.version) not in {(_S.SENDING, claimed.version), (_S.DATA, claimed.version + 1)}:
            raise Done
        return mail

    @once_more
    def _settle(self, claimed: Claimed, state: OutboxState, problem: str) -> None:
        """Write down what came of it. That it left is true whoever else took it up meanwhile."""
        with self.desk.store.begin() as session:
            gone = state is _S.SENT
            mail = session.get_one(OutgoingMail, claimed.mail_id) if gone else self._ours(session, claimed)
            if mail.state is not _S.SENT:
                self._move(session, mail, state, problem)

    def _move(self, session: Session, mail: OutgoingMail, state: OutboxState, problem: str) -> None:
        mail.state, mail.problem = state, problem
        if state is _S.SENT:
            mail.sent_at = mail.sent_at or clock.now()
            self._sender_of(mail).left(session, mail)
        elif state is _S.UNKNOWN:
            self._promise_look(session, mail)
        elif state in {_S.CANCELLED, _S.FAILED, _S.REVIEW}:
            self._sender_of(mail).did_not_leave(session, mail)

    @once_more
    def _break(self, claimed: Claimed, problem: str) -> None:
        """The account, not the person: stop the mailbox, keep the mail for the day it is mended."""
        with self.desk.store.begin() as session:
            mail = self._ours(session, claimed)
            box = session.get_one(Mailbox, mail.mailbox_id)
            box.state, box.problem = MailboxState.BROKEN, problem
            self._move(session, mail, _S.FAILED, problem)

    def _file(self, args: Args) -> None:
        """A copy for the Sent folder, so that people find it in their mail program."""
        with self.desk.store.begin() as session:
            mail = session.get_one(OutgoingMail, args["mail"])
            if mail.state is not _S.SENT or mail.content is None or mail.message_id is None:
                raise Done
            mailbox = self.open_mailbox(session.get_one(Mailbox, mail.mailbox_id))
            content, own_id = mail.content, mail.message_id
        try:
            mailbox.file_sent(content, own_id)
        finally:
            mailbox.close()

    def _gave_up(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(OutgoingMail, args["mail"])
            if mail is not None and mail.state in {_S.QUEUED, _S.SENDING}:
                self._move(session, mail, _S.FAILED, words)

    # Looking for a witness

    def _promise_look(self, session: Session, mail: OutgoingMail, look: int = 0) -> bool:
        due = clock.now() + timedelta(minutes=self.looks[look])
        key = f"witness:{mail.id}:{mail.round}:{look}"
        return self.desk.engine.promise(session, "mail.witness", key, {"mail": mail.id, "look": look}, due)

    def _look_for_witness(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(OutgoingMail, args["mail"])
            if mail is None or mail.state is not _S.UNKNOWN:
                raise Done
            mailbox = self.open_mailbox(session.get_one(Mailbox, mail.mailbox_id))
            own_id, token = mail.message_id or "", mail.token
        try:
            found = mailbox.was_sent(own_id, token)
        finally:
            mailbox.close()
        self._after_look(args, found)

    def _after_look(self, args: Args, found: bool) -> None:
        with self.desk.store.begin() as session:
            mail = session.get_one(OutgoingMail, args["mail"])
            if mail.state is not _S.UNKNOWN:
                return
            if found:
                self._move(session, mail, _S.SENT, "")
            elif args["look"] + 1 < len(self.looks):
                self._promise_look(session, mail, args["look"] + 1)
            else:
                self._move(session, mail, _S.REVIEW, "No sign was found that it left.")

    def _no_witness(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(OutgoingMail, args["mail"])
            if mail is not None and mail.state is _S.UNKNOWN:
                self._move(session, mail, _S.REVIEW, words)

    # What a person decides about a mail that nobody is sure of

    def settle_by_hand(self, session: Session, mail: OutgoingMail, *, left: bool) -> None:
        """A person looked: it left, or it did not and is to be sent again with the same bytes."""
        if left:
            self._move(session, mail, _S.SENT, "")
            return
        mail.state, mail.problem, mail.due_at = _S.QUEUED, "", clock.now()
        mail.round += 1
        self.promise(session, mail)

    def _sender_of(self, mail: OutgoingMail) -> Sender:
        return self.senders["approval" if mail.suggestion_id else "outreach"]


def check_text(subject: str, body: str) -> None:
    """Raises `BadInput` with the field for anything that must never leave."""
    if not body.strip():
        raise BadInput("The mail is empty.", {"body": "Write the mail first: it is empty."})
    if "{{" in subject + body:
        raise BadInput("A placeholder is not filled.", {"body": "Fill or remove the {{placeholder}} first."})
    if "\n" in subject or "\r" in subject:
        raise BadInput("The subject has a line break.", {"subject": "Keep the subject on one line."})
