"""What can go wrong, in three kinds.

PinError
|-- ForPerson            shown to the person who acted, in these words
|   |-- NotAllowed       ... who may do it instead
|   |-- OutOfDate        ... the thing changed since they looked
|   `-- BadInput         ... which field, and how to mend it
|-- TryAgain             worth another try later; nothing was done
|   `-- RateLimited      ... and when
`-- NeedsHuman           a person must look before anything more happens
    |-- Refused          the other side said a clear no to this one thing
    |-- Disconnected     credentials or permissions do not let us in
    `-- OutcomeUnknown   it may or may not have happened over there
"""

from collections.abc import Mapping


class PinError(Exception):
    """Any failure we expect. `str()` is fit to be shown: it holds no secret and no raw answer of a server."""


class ForPerson(PinError):
    """Shown to the person who acted."""


class NotAllowed(ForPerson):
    """The person lacks the role; the words name who has it."""


class OutOfDate(ForPerson):
    """The thing changed since the person looked at it; a fresh card follows."""


class BadInput(ForPerson):
    """Input that the person can mend; `fields` maps a field name to the words shown beside it."""

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class TryAgain(PinError):
    """Worth another try; nothing was done yet. `after` is seconds, None lets the engine choose."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class RateLimited(TryAgain):
    """The other side told us to slow down; `after` is its own figure."""


class NeedsHuman(PinError):
    """Stop here: a person must look."""


class Refused(NeedsHuman):
    """A clear, final no to this one thing; `code` is the other side's own code when it gave one."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Disconnected(NeedsHuman):
    """The account, token or permission no longer lets us in; the words say how to mend it."""


class OutcomeUnknown(NeedsHuman):
    """The request left, no answer came: it may have happened over there. Look before trying again."""
