"""Collecting what is wrong with blocks, as JSON pointer and words, and the small checks everything is made of."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from bot.sim.slack.wire import Json

PLAIN = ("plain_text",)
EITHER = ("plain_text", "mrkdwn")


@dataclass(frozen=True, slots=True)
class Finding:
    """`pointer` leads to the fault in what was sent."""

    pointer: str
    words: str

    def __str__(self) -> str:
        return f"{self.words} [json-pointer:{self.pointer}]"


@dataclass(slots=True)
class Findings:
    """One check's findings, with the ids seen so far (they must be unique)."""

    found: list[Finding] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    action_ids: set[tuple[str, str]] = field(default_factory=set)

    def add(self, pointer: str, words: str) -> None:
        self.found.append(Finding(pointer, words))

    def is_object(self, value: Any, pointer: str) -> TypeGuard[Json]:
        if isinstance(value, dict):
            return True
        self.add(pointer, "must be an object")
        return False

    def properties(self, thing: Json, pointer: str, shape: tuple[frozenset[str], frozenset[str]], own: str) -> None:
        """Nothing required is missing, nothing unknown is there; `type` and `own` are always known."""
        required, optional = shape
        for name in sorted(required - thing.keys()):
            self.add(pointer, f"missing required field: {name}")
        for name in thing.keys() - required - optional - {"type", own}:
            self.add(f"{pointer}/{name}", f"invalid additional property: {name}")

    def string(self, value: Any, pointer: str, longest: int, shortest: int = 0) -> None:
        """Lengths in characters."""
        if not isinstance(value, str):
            self.add(pointer, "must provide a string")
        elif len(value) > longest:
            self.add(pointer, f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            self.add(pointer, f"must be more than {shortest - 1} characters")

    def text(self, value: Any, pointer: str, longest: int, kinds: Collection[str] = EITHER) -> None:
        """A text object of one of the kinds, not empty."""
        if not isinstance(value, dict) or value.get("type") not in kinds:
            self.add(pointer, f"must provide an object of type {' or '.join(kinds)}")
            return
        self.string(value.get("text"), f"{pointer}/text", longest, 1)
        known = {"type", "text", "emoji" if value["type"] == "plain_text" else "verbatim"}
        for name in value.keys() - known:
            self.add(f"{pointer}/{name}", f"invalid additional property: {name}")

    def items(self, value: Any, pointer: str, most: int, fewest: int = 1) -> list[Any]:
        """The items of an array, empty when there is nothing sound to look into."""
        if not isinstance(value, list):
            self.add(pointer, "must be an array")
            return []
        if len(value) < fewest:
            self.add(pointer, f"must have at least {fewest} item(s)")
        if len(value) > most:
            self.add(pointer, f"no more than {most} items allowed")
        return value

    def one_of(self, value: Any, pointer: str, allowed: Collection[Any]) -> None:
        if value not in allowed:
            self.add(pointer, f"must be one of {', '.join(map(str, sorted(allowed)))}")
