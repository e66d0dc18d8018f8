"""The life of one hand-over to the ATS, as states and one table of moves."""

from enum import StrEnum


class SyncState(StrEnum):
    """`deciding`: several people over there match, a person chooses. `held`: an objection or missing right stops it."""

    WAITING = "waiting"
    DECIDING = "deciding"
    HELD = "held"
    FAILED = "failed"
    DONE = "done"
    SKIPPED = "skipped"


SYNC_MOVES: dict[SyncState, frozenset[SyncState]] = {
    SyncState.WAITING: frozenset(
        {SyncState.DECIDING, SyncState.HELD, SyncState.FAILED, SyncState.DONE, SyncState.SKIPPED}
    ),
    SyncState.DECIDING: frozenset({SyncState.WAITING, SyncState.SKIPPED}),
    SyncState.HELD: frozenset({SyncState.WAITING, SyncState.SKIPPED}),
    SyncState.FAILED: frozenset({SyncState.WAITING, SyncState.SKIPPED}),
    SyncState.DONE: frozenset(),
    SyncState.SKIPPED: frozenset({SyncState.WAITING}),
}


class SyncOutcome(StrEnum):
    """What the hand-over did, as the result table says it."""

    CREATED = "created"
    LINKED = "linked"
    UPDATED = "updated"
    SKIPPED = "skipped"
