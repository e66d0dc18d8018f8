"""Receiving: each mail taken in once, matched, and acted on before anybody sees a card."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.domain.identity import normalise_email
from bot.domain.mail import HUMAN_KINDS, Fetched, FolderMark, Incoming, MailKind
from bot.domain.optout import optout_words
from bot.domain.sequences import EnrolmentState
from bot.domain.threads import Issued, Match, match, token_id
from bot.errors import Disconnected, TryAgain
from bot.flows.approvals import Approvals
from bot.flows.desk import Desk
from bot.flows.suppressions import Suppressions, stop
from bot.ports import Mailbox as OpenMailbox
from models import candidate, mailbox, message, outbox, sequence, suggestion
from models.candidate import Candidate
from models.mailbox import FolderMarkRow, Mailbox, MailboxState, SeenUid
from models.message import Message, MessageState
from models.posted import Conversation
from models.store import once_more

SWEEP_EVERY = timedelta(minutes=10)
SWEEP_DAYS = 3


class Inbox:
    def __init__(
        self,
        desk: Desk,
        approvals: Approvals,
        suppressions: Suppressions,
        open_mailbox: Callable[[Mailbox], OpenMailbox],
    ) -> None:
        self.desk = desk
        self.approvals = approvals
        self.suppressions = suppressions
        self.open_mailbox = open_mailbox

    def collect(self, mailbox_id: int, connection: OpenMailbox | None = None) -> int:
        """Take in what is new, from every folder; how many mails. Called by the watcher and by a tick alike."""
        with self.desk.store.begin() as session:
            box = session.get(Mailbox, mailbox_id)
            if box is None or box.state is MailboxState.PAUSED:
                return 0
            opened = connection or self.open_mailbox(box)
        try:
            taken = sum(self._collect_folder(mailbox_id, opened, folder) for folder in opened.folders())
        except Disconnected as problem:
            self._health(mailbox_id, str(problem))
            raise
        except TryAgain:
            return 0
        finally:
            if connection is None:
                opened.close()
        self._health(mailbox_id, "")
        return taken

    def _collect_folder(self, mailbox_id: int, opened: OpenMailbox, folder: str) -> int:
        with self.desk.store.begin() as session:
            row = mailbox.mark_of(session, mailbox_id, folder)
            mark = FolderMark(folder, row.uidvalidity, row.last_uid) if row else None
        if mark is None:
            # A newly connected account holds years of mail: begin at its end; the sweep takes the last days.
            mark = opened.newest(folder)
            self._keep_mark(mailbox_id, mark)
        taken = sum(self._take(mailbox_id, mail, advance=True) for mail in opened.fetch(mark))
        if self._sweep_is_due(mailbox_id):
            seen = self._seen_in(mailbox_id, folder)
            taken += sum(self._take(mailbox_id, mail, advance=False) for mail in opened.sweep(folder, SWEEP_DAYS, seen))
        return taken

    def _keep_mark(self, mailbox_id: int, mark: FolderMark) -> None:
        with self.desk.store.begin() as session:
            session.add(
                FolderMarkRow(
                    mailbox_id=mailbox_id, folder=mark.folder, uidvalidity=mark.uidvalidity, last_uid=mark.last_uid
                )
            )

    def _sweep_is_due(self, mailbox_id: int) -> bool:
        with self.desk.store.begin() as session:
            swept = session.get_one(Mailbox, mailbox_id).swept_at
        return swept is None or clock.now() - swept > SWEEP_EVERY

    def _seen_in(self, mailbox_id: int, folder: str) -> Callable[[int, int], bool]:
        def seen(uidvalidity: int, uid: int) -> bool:
            with self.desk.store.begin() as session:
                return mailbox.was_seen(session, mailbox_id, folder, uidvalidity, uid)

        return seen

    @once_more
    def _take(self, mailbox_id: int, mail: Fetched, *, advance: bool) -> bool:
        """One mail, one transaction: the message, the seen mark and everything that follows at once."""
        incoming = self.desk.world.post.parse(mail.raw, mail.truncated)
        with self.desk.store.begin() as session:
            if mailbox.was_seen(session, mailbox_id, mail.folder, mail.uidvalidity, mail.uid):
                self._mark(session, mailbox_id, mail, advance=advance)
                return False
            session.add(SeenUid(mailbox_id=mailbox_id, folder=mail.folder, uidvalidity=mail.uidvalidity, uid=mail.uid))
            self._mark(session, mailbox_id, mail, advance=advance)
            return self.receive(session, mailbox_id, incoming, mail.raw)

    @staticmethod
    def _mark(session: Session, mailbox_id: int, mail: Fetched, *, advance: bool) -> None:
        if not advance:
            return
        row = mailbox.mark_of(session, mailbox_id, mail.folder)
        if row is None:
            row = FolderMarkRow(mailbox_id=mailbox_id, folder=mail.folder, uidvalidity=mail.uidvalidity, last_uid=0)
            session.add(row)
        row.uidvalidity, row.last_uid = mail.uidvalidity, mail.uid

    def receive(self, session: Session, mailbox_id: int, incoming: Incoming, raw: bytes) -> bool:
        """Store a mail once and let it act; True when it was new and is about one of our people."""
        if message.with_fingerprint(session, mailbox_id, incoming.fingerprint) is not None:
            return False
        found = match(incoming, self._issued(session))
        talk = session.get(Conversation, found.thread) if found.thread is not None else None
        ours = mailbox.by_address(session, incoming.sender.email) is not None
        mail = self._stored(session, mailbox_id, incoming, raw if talk is not None and not ours else b"")
        if talk is None:
            return False
        mail.candidate_id, mail.job_id = talk.candidate_id, talk.job_id
        mail.certain, mail.evidence = found.certain, found.evidence
        if ours:
            self._written_by_hand(session, talk, incoming)
            return False
        mail.state = MessageState.NEW
        session.flush()
        self._act(session, mail, incoming, found)
        self.desk.engine.promise(session, "mail.read", f"read:{mail.id}", {"message": mail.id})
        return True

    @staticmethod
    def _stored(session: Session, mailbox_id: int, incoming: Incoming, raw: bytes) -> Message:
        """Mail that is not about our people leaves only its fingerprint: other mail is not ours to keep."""
        keep = bool(raw)
        mail = Message(
            mailbox_id=mailbox_id, fingerprint=incoming.fingerprint, raw=raw, received_at=clock.now(),
            message_id=incoming.message_id if keep else "", sender=incoming.sender.email if keep else "",
            sender_name=incoming.sender.name if keep else "", subject=incoming.subject if keep else "",
            text=incoming.text if keep else "", reply=incoming.reply if keep else "", kind=incoming.kind,
            problem=incoming.problem, hard_bounce=incoming.hard_bounce,
            state=MessageState.UNMATCHED if not keep else MessageState.NEW,
        )  # fmt: skip
        session.add(mail)
        return mail

    def _issued(self, session: Session) -> Issued:
        def by_token(token: str) -> int | None:
            return token_id(token, self.desk.vault.token_key)

        def by_message_id(own_id: str) -> int | None:
            return next((by_token(mail.token) for mail in outbox.by_message_ids(session, [own_id])), None)

        def open_with(address: str) -> Sequence[int]:
            people = [person.id for person in candidate.by_emails(session, [normalise_email(address)])]
            talks = select(Conversation.id).where(Conversation.candidate_id.in_(people))
            return list(session.scalars(talks))

        return Issued(by_token, by_message_id, open_with)

    def _written_by_hand(self, session: Session, talk: Conversation, incoming: Incoming) -> None:
        """Our own address wrote in the thread: a mail of ours, or a colleague by hand, which pauses the sequence."""
        domain = incoming.sender.email.rpartition("@")[2]
        if outbox.by_message_ids(session, [incoming.message_id, *(f"<{mark}@{domain}>" for mark in incoming.marks)]):
            return
        enrolment = sequence.between(session, talk.candidate_id, talk.job_id)
        if enrolment is not None:
            stop(session, enrolment, EnrolmentState.PAUSED, "Somebody wrote to them by hand from this mailbox.")

    def _act(self, session: Session, mail: Message, incoming: Incoming, found: Match) -> None:
        """What must happen before any card appears (R7, mail.md 5): the safe error is always to pause."""
        person = session.get_one(Candidate, mail.candidate_id)
        enrolment = sequence.between(session, person.id, mail.job_id or 0)
        mail.enrolment_id = enrolment.id if enrolment else None
        if mail.kind in {MailKind.DELAYED, MailKind.NOTE}:
            return
        if mail.kind is MailKind.BOUNCE:
            self._bounced(session, person, enrolment, incoming)
            return
        words = optout_words(mail.reply) if mail.kind in HUMAN_KINDS else ""
        if mail.kind is MailKind.COMPLAINT or words or _sent_to_unsubscribe(incoming):
            wrote_from = mail.sender if mail.kind in HUMAN_KINDS else ""
            self.suppressions.suppress(
                session, person, "They asked us to stop.", words or mail.subject, sender=wrote_from
            )
        elif mail.kind is MailKind.AUTOMATIC:
            self._hold(session, person, "An automatic answer came: held for a week, or until somebody resumes it.")
        else:
            self._stop_all(session, person, "They answered.")
        for reply in suggestion.open_for(session, person.id, mail.job_id or 0):
            if mail.kind in HUMAN_KINDS:
                self.approvals.newer_mail(session, reply)

    @staticmethod
    def _stop_all(session: Session, person: Candidate, reason: str) -> None:
        """An answer to any step, from any address of theirs, stops every sequence of the person."""
        for enrolment in sequence.of_candidate(session, person.id):
            stop(session, enrolment, EnrolmentState.REPLIED, reason)

    @staticmethod
    def _hold(session: Session, person: Candidate, reason: str) -> None:
        for enrolment in sequence.of_candidate(session, person.id):
            if enrolment.state is EnrolmentState.ACTIVE and stop(session, enrolment, EnrolmentState.HELD, reason):
                enrolment.due_at = clock.now() + timedelta(days=7)

    def _bounced(
        self, session: Session, person: Candidate, enrolment: sequence.Enrolment | None, incoming: Incoming
    ) -> None:
        """A hard bounce marks the address and stops; a soft one only holds (mail.md 5)."""
        if not incoming.hard_bounce:
            self._hold(session, person, "Their mail server refused the mail for now.")
            return
        failed = {normalise_email(address) for address in incoming.failed_addresses}
        for row in person.emails:
            if row.normalised in failed or len(person.emails) == 1:
                row.bounced_at = clock.now()
        if enrolment is not None:
            stop(session, enrolment, EnrolmentState.BOUNCED, "Their address does not exist.")
        self.desk.note(session, "bounced", "candidate", person.id, candidate=person.id)

    def _health(self, mailbox_id: int, problem: str) -> None:
        """When it was last read, or why it cannot be read any more."""
        with self.desk.store.begin() as session:
            box = session.get(Mailbox, mailbox_id)
            if box is None:
                return
            if problem:
                box.state, box.problem = MailboxState.BROKEN, problem
                return
            if box.state is MailboxState.BROKEN:
                box.state, box.problem = MailboxState.CONNECTED, ""
            now = clock.now()
            if box.swept_at is None or now - box.swept_at > SWEEP_EVERY:
                box.swept_at = now
            box.synced_at = now


def _sent_to_unsubscribe(incoming: Incoming) -> bool:
    """Mail to the `+u…` address of our List-Unsubscribe header."""
    return any(f"+u{token}@" in address.lower() for address in incoming.recipients for token in incoming.tokens)
