"""Mails to test with: made here, or read from the shared sample folder when it is there."""

import csv
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.mail import Address, Letter

SHARED = Path(__file__).parents[4] / "shared" / "testdata" / "mail"
TOKEN = "k7f3abcd2345efgh"
LETTER = Letter(
    sender=Address("rae@acme.test", "Rae Recruiter"),
    recipient=Address("ada@cand.test", "Ada Byron"),
    reply_to=f"rae+{TOKEN}@acme.test",
    subject="Senior engineer",
    body="Hi Ada,\n\nare you open to a short call?\n\nRae\n",
    message_id=f"<{TOKEN}.1@acme.test>",
    token=TOKEN,
    date=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
)


@dataclass(frozen=True)
class Sample:
    file: str
    kind: str
    expected: str

    @property
    def raw(self) -> bytes:
        return (SHARED / self.file).read_bytes()


def need_samples() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared mail samples are not beside this checkout")


def samples(folder: str) -> list[Sample]:
    need_samples()
    with (SHARED / "index.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [Sample(r["file"], r["kind"], r["expected"]) for r in rows if r["file"].startswith(folder + "/")]


def odd(name: str) -> bytes:
    need_samples()
    return (SHARED / "odd-mime" / f"own-{name}.eml").read_bytes()


def hostile() -> Iterator[tuple[str, bytes]]:
    need_samples()
    spec = importlib.util.spec_from_file_location("make_hostile", SHARED / "make_hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from module.samples()


def simple(number: int, body: str = "Sounds good.", sender: str = "ada@cand.test") -> bytes:
    """A plain mail of an outsider; `number` makes its Message-ID."""
    return (
        f"From: {sender}\r\nTo: rae@acme.test\r\nSubject: Re: Senior engineer\r\nMessage-ID: <{number}@cand.test>\r\n"
        f"Date: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\n{body}\r\n"
    ).encode()
