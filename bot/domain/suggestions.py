"""The life of a suggested reply: from the candidate's mail to a sent answer, or to the reason why not."""

from enum import StrEnum

from bot.errors import OutOfDate


class SuggestionState(StrEnum):
    """Where a suggested reply stands."""

    NEEDS_REVIEW = "needs_review"
    NEEDS_WRITING = "needs_writing"
    WAITING = "waiting"
    SENDING = "sending"
    UNSURE = "unsure"
    FAILED = "failed"
    SENT = "sent"
    DISMISSED = "dismissed"
    STALE = "stale"
    SUPERSEDED = "superseded"


_S = SuggestionState
_LEFT_BEHIND = frozenset({_S.DISMISSED, _S.STALE, _S.SUPERSEDED})

MOVES: dict[SuggestionState, frozenset[SuggestionState]] = {
    # A person confirms or corrects the label first.
    _S.NEEDS_REVIEW: _LEFT_BEHIND | {_S.NEEDS_REVIEW, _S.NEEDS_WRITING, _S.WAITING},
    # No ready draft: a person writes one, which then waits for approval.
    _S.NEEDS_WRITING: _LEFT_BEHIND | {_S.NEEDS_WRITING, _S.WAITING},
    # Edits and label corrections keep it waiting under a new version.
    _S.WAITING: _LEFT_BEHIND | {_S.WAITING, _S.NEEDS_WRITING, _S.SENDING},
    # Approved; Undo goes back, a newer mail of the candidate stops it (R11).
    _S.SENDING: frozenset({_S.WAITING, _S.SENT, _S.FAILED, _S.UNSURE, _S.STALE}),
    # The connection broke while the mail left: look for a witness, or a person decides.
    _S.UNSURE: frozenset({_S.SENDING, _S.SENT, _S.DISMISSED}),
    _S.FAILED: _LEFT_BEHIND | {_S.WAITING, _S.SENDING},
    _S.STALE: frozenset({_S.SUPERSEDED}),
    _S.SENT: frozenset(),
    _S.DISMISSED: frozenset(),
    _S.SUPERSEDED: frozenset(),
}
"""The one transition table."""

CLOSED = frozenset({_S.SENT, _S.DISMISSED, _S.STALE, _S.SUPERSEDED})
"""Nobody can act on these any more: their cards carry no buttons."""

OPEN = frozenset(SuggestionState) - CLOSED
"""These belong into somebody's queue."""

_WORDS = {
    _S.NEEDS_REVIEW: "is waiting for somebody to confirm the label",
    _S.NEEDS_WRITING: "has no draft yet: somebody must write it",
    _S.WAITING: "is waiting for approval",
    _S.SENDING: "is already approved and on its way",
    _S.UNSURE: "may or may not have been sent: look at the card to decide",
    _S.FAILED: "could not be sent: press Retry on the card",
    _S.SENT: "was already sent",
    _S.DISMISSED: "was dismissed",
    _S.STALE: "was stopped because the candidate wrote again",
    _S.SUPERSEDED: "was replaced by a newer draft",
}


def check_move(now: SuggestionState, to: SuggestionState) -> None:
    """Raises `OutOfDate`, in words for the person who clicked, when a suggestion cannot go from `now` to `to`."""
    if to not in MOVES[now]:
        raise OutOfDate(f"This reply {_WORDS[now]}.")
