"""Tables, one file per aggregate, and the named questions we ask of them."""

from models import (
    candidate,
    job,
    mailbox,
    member,
    message,
    outbox,
    posted,
    record,
    sequence,
    suggestion,
    suppression,
    sync,
)
from models.base import Base

__all__ = [
    "Base",
    "candidate",
    "job",
    "mailbox",
    "member",
    "message",
    "outbox",
    "posted",
    "record",
    "sequence",
    "suggestion",
    "suppression",
    "sync",
]

for _table in Base.metadata.tables.values():
    # Ids are never given out twice, not even after a deletion: the engine's keys are made of them.
    _table.dialect_options["sqlite"]["autoincrement"] = True
