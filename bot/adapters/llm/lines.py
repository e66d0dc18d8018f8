"""JSON lines in, JSON lines out: what `app.py classify` and `app.py strip` do. A bad line is answered, never fatal."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.domain.replies import Reading
from bot.domain.stripping import reply_of
from bot.errors import BadInput
from bot.ports import Reader


def classify_lines(lines: Iterable[str], reader: Reader) -> Iterator[str]:
    """`{"id","text"}` -> `{"id","label","p","auto_sync","flags","evidence"}`; quoted mail in the text never decides."""
    return _answers(lines, lambda text: _reading(reader.read(reply_of(text))))


def strip_lines(lines: Iterable[str]) -> Iterator[str]:
    """`{"id","text"}` -> `{"id","reply"}`."""
    return _answers(lines, lambda text: {"reply": reply_of(text)})


def _answers(lines: Iterable[str], answer: Callable[[str], Mapping[str, Any]]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _asked(line, number)
            found: Mapping[str, Any] = {"id": asked["id"], **answer(asked["text"])}
        except BadInput as problem:
            found = {"id": None, "error": str(problem)}
        yield json.dumps(found, ensure_ascii=False)


def _asked(line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadInput(f'Line {number} is not JSON. Write one object a line: {{"id": "1", "text": "…"}}.') from problem
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str) or "id" not in asked:
        raise BadInput(f'Line {number} needs "id" and "text" (a string).')
    # A lone surrogate is legal in JSON but no text: it could not be written back as UTF-8.
    return {"id": asked["id"], "text": asked["text"].encode("utf-8", "replace").decode("utf-8")}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "label": reading.label.value,
        "p": round(reading.p, 4),
        "auto_sync": reading.auto_sync,
        "flags": sorted(flag.value for flag in reading.flags),
        "evidence": reading.evidence,
    }
