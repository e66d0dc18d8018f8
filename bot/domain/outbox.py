"""Sending exactly once, as far as SMTP allows: the states a mail goes through (mail.md 3)."""

from enum import StrEnum


class OutboxState(StrEnum):
    """`data`: the DATA command may have left; what came of it is not yet known."""

    QUEUED = "queued"
    SENDING = "sending"
    DATA = "data"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REVIEW = "review"
    CANCELLED = "cancelled"


OUTBOX_MOVES: dict[OutboxState, frozenset[OutboxState]] = {
    OutboxState.QUEUED: frozenset({OutboxState.SENDING, OutboxState.CANCELLED, OutboxState.FAILED}),
    OutboxState.SENDING: frozenset({OutboxState.QUEUED, OutboxState.DATA, OutboxState.FAILED}),
    OutboxState.DATA: frozenset({OutboxState.SENT, OutboxState.QUEUED, OutboxState.FAILED, OutboxState.UNKNOWN}),
    OutboxState.UNKNOWN: frozenset({OutboxState.SENT, OutboxState.REVIEW}),
    OutboxState.REVIEW: frozenset({OutboxState.QUEUED, OutboxState.SENT, OutboxState.CANCELLED}),
    OutboxState.FAILED: frozenset({OutboxState.QUEUED, OutboxState.CANCELLED}),
    OutboxState.SENT: frozenset(),
    OutboxState.CANCELLED: frozenset({OutboxState.QUEUED}),
}
"""The one table of moves. Out of UNKNOWN only a witness or a person leads; never a blind retry."""

WITNESS_MINUTES = (0, 1, 3, 10, 30)
"""When to look for a witness after an unknown outcome."""
