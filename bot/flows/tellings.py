"""Short notes and questions in the job's channel: what happened by itself, what may not have left, what waits."""

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import happened, held_sync, mail_review
from bot.cards.blocks import Drawing
from bot.cards.happened import HappenedView
from bot.cards.held_sync import HeldSyncView, Lookalike
from bot.cards.mail_review import MailReviewView
from bot.domain.access import Deed
from bot.domain.outbox import OutboxState
from bot.domain.replies import Label
from bot.domain.sequences import EnrolmentState
from bot.domain.syncing import SyncState
from bot.engine import Args, Done
from bot.errors import OutOfDate
from bot.flows import views
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from bot.flows.notices import Notices
from bot.flows.outbox import Outbox
from models import posted
from models.candidate import Candidate
from models.mailbox import Mailbox
from models.member import Member
from models.message import Message
from models.outbox import OutgoingMail
from models.posted import Thing
from models.sequence import Enrolment
from models.store import once_more
from models.sync import Sync as SyncRow

_OPEN = frozenset({SyncState.DECIDING, SyncState.HELD, SyncState.FAILED})


class Tellings:
    def __init__(self, desk: Desk, notices: Notices, outbox: Outbox, ats: AtsDesk) -> None:
        self.desk = desk
        self.notices = notices
        self.outbox = outbox
        self.ats = ats
        notices.draw[Thing.MESSAGE] = self._happened
        notices.draw[Thing.MAIL] = self._review
        notices.draw[Thing.SYNC] = self._held
        desk.engine.keep("card.note", self._tell_message)
        desk.engine.keep("card.review", self._tell_mail)
        desk.engine.keep("card.sync", self._look_at_them, self._tell_sync)

    # What happened by itself

    def _tell_message(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(Message, args["message"])
            if mail is None or mail.candidate_id is None or mail.job_id is None:
                raise Done
            where = self._where(session, mail.candidate_id, mail.job_id)
        self._post(Thing.MESSAGE, args["message"], where)

    def _happened(self, session: Session, message_id: int) -> Drawing | None:
        mail = session.get(Message, message_id)
        if mail is None:
            return None
        who = views.person(session, session.get_one(Candidate, mail.candidate_id), self.desk.company(session).emoji)
        return happened.card(HappenedView(who, mail.label or Label.QUESTION, mail.deciding_words, mail.problem))

    # What may not have left

    def _tell_mail(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(OutgoingMail, args["mail"])
            if mail is None or mail.state is not OutboxState.REVIEW:
                raise Done
            where = self._where(session, mail.candidate_id, mail.job_id)
        self._post(Thing.MAIL, args["mail"], where)

    def _review(self, session: Session, mail_id: int) -> Drawing | None:
        mail = session.get(OutgoingMail, mail_id)
        if mail is None:
            return None
        who = views.person(session, session.get_one(Candidate, mail.candidate_id), self.desk.company(session).emoji)
        box = session.get_one(Mailbox, mail.mailbox_id)
        decided = "" if mail.state is OutboxState.REVIEW else f"Decided: {mail.problem or mail.state}"
        return mail_review.card(MailReviewView(mail.id, mail.version, who, mail.subject, box.address, decided))

    @once_more
    def decide_mail(self, mail_id: int, version: int, slack_id: str, *, left: bool) -> str:
        """A person looked into the Sent folder: it left, or it did not and goes again with the same bytes."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.APPROVE)
            mail = session.get(OutgoingMail, mail_id)
            if mail is None or mail.version != version or mail.state is not OutboxState.REVIEW:
                raise OutOfDate("Somebody decided this already: the card shows how it stands now.")
            _go_on(session, mail)
            self.outbox.settle_by_hand(session, mail, left=left)
            deed = "said it was sent" if left else "asked to send again"
            self.desk.note(session, deed, "mail", mail.id, by=by.id, candidate=mail.candidate_id)
            session.flush()
            self.desk.refresh(session, Thing.MAIL, mail.id, mail.version)
        return "Noted: it was sent." if left else "Sending it again, the same mail."

    # What waits for Greenhouse

    def _look_at_them(self, args: Args) -> None:
        """Names of the people over there, kept for the card; private ones stay unnamed (O5)."""
        with self.desk.store.begin() as session:
            row = session.get(SyncRow, args["sync"])
            if row is None or row.state is not SyncState.DECIDING:
                return
            known, ats = list(row.lookalikes), self.ats.opened(session)
        rows = []
        for line in known:
            person_id, found_by = line.split("\t")[0], line.split("\t")[-1]
            found = ats.person(person_id)
            if found is not None:
                work = " at ".join(part for part in (found.title, found.company) if part)
                name = "A private profile" if found.private else f"{found.first_name} {found.last_name}"
                told = (found.id, name, "" if found.private else work, ats.person_url(found.id), found_by)
                rows.append("\t".join(" ".join(part.split()) for part in told))
        with self.desk.store.begin() as session:
            session.get_one(SyncRow, args["sync"]).lookalikes = rows

    def _tell_sync(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row = session.get(SyncRow, args["sync"])
            if row is None or row.state not in _OPEN:
                raise Done
            if posted.copies(session, Thing.SYNC, row.id):
                self.desk.refresh(session, Thing.SYNC, row.id, row.version)
                raise Done
            by = session.get(Member, row.by_id) if row.by_id else None
            asker = by.slack_id if by else self.notices.keeper(session)
            where = (self.notices.channel(session, row.job_id) if row.job_id else asker, "")
        self._post(Thing.SYNC, args["sync"], where)

    def _held(self, session: Session, sync_id: int) -> Drawing | None:
        row = session.get(SyncRow, sync_id)
        if row is None:
            return None
        who = views.person(session, session.get_one(Candidate, row.candidate_id), self.desk.company(session).emoji)
        alike = tuple(Lookalike(*line.split("\t")) for line in row.lookalikes if line.count("\t") == 4)
        decided = "" if row.state in _OPEN else self._decided(session, row)
        return held_sync.card(
            HeldSyncView(row.id, row.version, who, row.ats_job_name, row.state, row.problem, alike, decided)
        )

    @staticmethod
    def _decided(session: Session, row: SyncRow) -> str:
        by = session.get(Member, row.by_id) if row.by_id else None
        who = f" by {by.name}" if by and by.name else ""
        return {SyncState.SKIPPED: f"Skipped{who}: nothing was written.", SyncState.DONE: f"Synced{who}."}.get(
            row.state, f"On its way{who}."
        )

    # Common

    def _where(self, session: Session, candidate_id: int, job_id: int) -> tuple[str, str]:
        """The conversation's thread when there is one, else the job's channel."""
        talk = posted.conversation(session, candidate_id, job_id)
        return (talk.channel_id, talk.thread_ts) if talk.thread_ts else (self.notices.channel(session, job_id), "")

    def _post(self, thing: Thing, thing_id: int, where: tuple[str, str]) -> None:
        with self.desk.store.begin() as session:
            if posted.copies(session, thing, thing_id):
                return
            drawing = self.notices.draw[thing](session, thing_id)
        assert drawing is not None, "the row was just read"
        sent = self.notices.post_or_tell(where[0], drawing, where[1])
        with self.desk.store.begin() as session:
            posted.adopt(session, thing, thing_id, sent.channel, sent.ts, clock.now())


def _go_on(session: Session, mail: OutgoingMail) -> None:
    """The sequence paused because of the doubt about this mail: it goes on where it stood."""
    enrolment = session.get(Enrolment, mail.enrolment_id) if mail.enrolment_id else None
    if enrolment is not None and enrolment.state is EnrolmentState.PAUSED:
        enrolment.state, enrolment.reason, enrolment.stopped_at = EnrolmentState.ACTIVE, "", None
