"""The labelled replies the classifier learns from; every row was invented for this project."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.domain.cleaning import clean
from bot.domain.courtesies import point_of
from bot.domain.replies import Label
from bot.domain.stripping import reply_of

REPLIES = Path(__file__).parent / "replies.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    text: str
    label: Label
    language: str
    origin: str

    @property
    def point(self) -> str:
        """What the classifier sees of it."""
        return point_of(self.text)


def load(path: Path = REPLIES) -> list[Row]:
    """Rows with the text as the reader gets it: quotes and signature stripped."""
    return [_row(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _row(fields: dict[str, str]) -> Row:
    text = clean(reply_of(fields["text"]))
    return Row(fields["id"], text, Label(fields["label"]), fields["lang"], fields.get("origin", ""))
