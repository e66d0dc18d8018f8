"""The life of one import of people, as states and one table of moves."""

from enum import StrEnum


class ImportState(StrEnum):
    """`fetching`: Slack still has the file. `refused`: it cannot be read; the words say why."""

    FETCHING = "fetching"
    PREVIEW = "preview"
    REFUSED = "refused"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


IMPORT_MOVES: dict[ImportState, frozenset[ImportState]] = {
    ImportState.FETCHING: frozenset({ImportState.PREVIEW, ImportState.REFUSED}),
    ImportState.PREVIEW: frozenset({ImportState.RUNNING, ImportState.CANCELLED}),
    ImportState.RUNNING: frozenset({ImportState.DONE}),
    ImportState.REFUSED: frozenset(),
    ImportState.DONE: frozenset(),
    ImportState.CANCELLED: frozenset(),
}
