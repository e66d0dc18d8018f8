"""What enrolling would do, shown before it happens: mails as they will be read, refusals, warnings, the start (R35)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.cards.enrol_preview import EnrolPreviewView, MailPreview
from bot.cards.text import plural
from bot.domain.access import Deed
from bot.domain.sequences import last_first_mail, step_due
from bot.flows.desk import Desk
from bot.flows.enrolling import AT_ONCE, Enrolling, Wish
from bot.flows.letters import render, signed
from bot.flows.outreach import ALL_PAUSED, Outreach
from models import candidate, outbox
from models.candidate import Candidate
from models.job import Job
from models.mailbox import Mailbox
from models.member import Member
from models.sequence import Sequence

SHOWN = 3


class Forecasts:
    def __init__(self, desk: Desk, enrolling: Enrolling, outreach: Outreach) -> None:
        self.desk = desk
        self.enrolling = enrolling
        self.outreach = outreach

    def preview(
        self, slack_id: str, people: list[int], job_id: int, sequence_id: int, mailbox_id: int, channel: str,
        *, with_import: bool = False,
    ) -> EnrolPreviewView:  # fmt: skip
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.WORK)
            wish = self.enrolling.wish(session, people, job_id, sequence_id, mailbox_id, with_import)
            plan = self.outreach.startable(session, sequence_id, job_id, mailbox_id)
            row, box = session.get_one(Job, job_id), session.get_one(Mailbox, mailbox_id)
            ids = self.enrolling.people_of(session, wish)
            able, left_out = self.outreach.admission(session, row, plan, mailbox_id).sorted(session, ids)
            return EnrolPreviewView(
                job=row.name, sequence=plan.name, sender=box.address, count=len(able), example="they",
                mails=self._mails(session, able, plan, row, box), left_out=tuple(left_out),
                warnings=self._warnings(session, wish, able, plan, row, box),
                first_at=self._first_at(session, plan, row) if able else None,
                extra=wish.packed(), from_channel=channel,
                problem="" if able else "Nobody of these can be enrolled: see below.",
            )  # fmt: skip

    def _mails(
        self, session: Session, able: list[Candidate], plan: Sequence, row: Job, box: Mailbox
    ) -> tuple[MailPreview, ...]:
        """The first mail for three people, and what follows for the first of them."""
        company = self.desk.company(session)
        wanted = [(person, plan.steps[0]) for person in able[:SHOWN]]
        wanted += [(person, step) for person in able[:1] for step in plan.steps[1:]]
        mails = []
        for person, step in wanted:
            subject, body = render(step, person, row, company.name, box.sender_name)
            when = f"{person.name}, {wait_words(step.delay_hours)}"
            mails.append(MailPreview(when, subject, signed(body, company.postal_address)))
        return tuple(mails)

    def _first_at(self, session: Session, plan: Sequence, row: Job) -> datetime:
        window = self.desk.company(session).window(row.time_zone)
        return step_due(clock.now(), plan.steps[0].delay_hours, window)

    def _warnings(
        self, session: Session, wish: Wish, able: list[Candidate], plan: Sequence, row: Job, box: Mailbox
    ) -> tuple[str, ...]:
        """What one should know although nobody is left out for it."""
        warnings = [
            f"{count} of them had mail before, last from {_name(session, by)} {_ago(clock.now() - last)}."
            for by, last, count in outbox.contacted(session, [person.id for person in able])[:2]
        ]
        company = self.desk.company(session)
        start = self._first_at(session, plan, row)
        last = last_first_mail(len(able), start, company.window(row.time_zone), box.daily_cap, box.gap_seconds)
        if last - start > timedelta(days=1):
            cap = f"{box.address} sends {box.daily_cap} mails a day"
            warnings.append(f"{cap}, so the last first mail leaves about {last:%A, %d %B}.")
        if company.sending_paused:
            warnings.append(f"{ALL_PAUSED} The first mails leave when an admin resumes it with /pin resume.")
        if wish.import_id and len(candidate.of_import(session, wish.import_id, 0, AT_ONCE + 1)) > AT_ONCE:
            warnings.append(f"These are the first {AT_ONCE} of the import: the rest follows, each checked like these.")
        return tuple(warnings)


def wait_words(hours: float) -> str:
    """ "at once", "6 hours later", "3 days later"."""
    if hours < 1:
        return "at once"
    days, rest = divmod(hours, 24)
    return f"{plural(int(hours), 'hour')} later" if rest or not days else f"{plural(int(days), 'day')} later"


def _ago(gone: timedelta) -> str:
    return f"{plural(gone.days, 'day')} ago" if gone.days else "today"


def _name(session: Session, member_id: int | None) -> str:
    found = session.get(Member, member_id) if member_id else None
    return found.name or "a colleague" if found else "us"
