"""How the company stands, in lines: jobs, sequences, mailboxes, and whoever did not get into Greenhouse."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.home import SyncLine
from bot.cards.lines import JobLine, MailboxLine, SequenceLine
from bot.domain.syncing import SyncState
from bot.flows.job_lines import job_line, sequence_line
from bot.flows.queue import Queue, by_id, links_of, named
from models import job, mailbox, outbox, sequence, sync
from models.candidate import Candidate
from models.posted import Thing

STOPPED = (SyncState.FAILED, SyncState.DECIDING, SyncState.HELD)


def job_lines(session: Session) -> tuple[JobLine, ...]:
    """Every job that is not closed."""
    return tuple(job_line(session, row) for row in job.open_jobs(session))


def sequence_lines(session: Session) -> tuple[SequenceLine, ...]:
    """Every sequence in use, with how many people stand where."""
    return tuple(sequence_line(session, row) for row in sequence.for_job(session, None))


def mailbox_lines(session: Session, now: datetime) -> tuple[MailboxLine, ...]:
    return tuple(
        MailboxLine(
            box.id, box.version, box.address, outbox.left_since(session, box.id, now), box.daily_cap, box.problem,
            box.synced_at,
        )
        for box in mailbox.every(session)
    )  # fmt: skip


def sync_lines(session: Session, queue: Queue, mark: str, limit: int) -> tuple[tuple[SyncLine, ...], int]:
    """The newest hand-overs that stopped, and how many there are in all."""
    rows = sync.in_state(session, *STOPPED)[::-1]
    shown = rows[:limit]
    people = by_id(session, Candidate, {row.candidate_id for row in shown})
    links = links_of(session, list(people))
    copies = queue.copies(session, Thing.SYNC, [row.id for row in shown])
    lines = (
        SyncLine(
            row.id, row.version, named(people[row.candidate_id], links, mark), row.problem or "Several people match.",
            row.state is not SyncState.DECIDING, copies[row.id].permalink if row.id in copies else "",
        )
        for row in shown
    )  # fmt: skip
    return tuple(lines), len(rows)
