"""The words that go with somebody to the ATS: why they are here, and what was left out."""

from sqlalchemy.orm import Session

from bot.domain.ats import AtsApplication
from models import record
from models.candidate import Candidate
from models.member import Member
from models.sync import Sync as SyncRow


def marker(sync_id: int) -> str:
    """Stands at the end of our note, so that a repeat recognises it."""
    return f"(pin sync {sync_id})"


def ended_words(application: AtsApplication) -> str:
    """O4: rejected or hired on that job already."""
    since = f" on {application.rejected_at:%Y-%m-%d}" if application.rejected_at else ""
    return f"Already {application.status} for this job{since}: no second application."


def note_text(session: Session, row: SyncRow, person: Candidate) -> str:
    """Why the person is here: for the private note over there."""
    by = session.get(Member, row.by_id) if row.by_id else None
    who = f" by {by.name}" if by and by.name else ""
    lines = [f"Sourced with Pin{who} on {row.asked_at:%Y-%m-%d}. Why: {row.cause}. Found: {person.source}."]
    if words := record.deciding_words(session, "sync", row.id):
        lines.append(f"They wrote: “{words}”")
    if person.opted_out_at is not None:
        decided = "a person decided to hand them over all the same" if row.by_hand else "that came after they were made"
        lines.append(f"They asked not to be contacted; {decided}.")
    return "\n".join([*lines, *(f"- {remark}" for remark in row.remarks)])
