"""From the row of an import to its card, and its result in words."""

from typing import Any

from sqlalchemy.orm import Session

from bot.cards import people_import
from bot.cards.blocks import Drawing
from bot.cards.people_import import ImportCounts, ImportView
from bot.cards.text import plural
from models.candidate import ImportBatch
from models.member import Member


def drawing(session: Session, batch: ImportBatch) -> Drawing:
    look = batch.preview
    by = session.get(Member, batch.by_id) if batch.by_id else None
    return people_import.card(
        ImportView(
            id=batch.id, version=batch.version, state=batch.state, filename=batch.filename, source=batch.source,
            basis=batch.lawful_basis, by=by.slack_id if by else "", counts=counted(batch.counts),
            columns=tuple((name, column) for name, column in look.get("columns", [])),
            rows=tuple(tuple(row) for row in look.get("rows", [])),
            problems=tuple((row, column, words) for row, column, words in look.get("problems", [])),
            guessed=look.get("guessed", ""), problem=batch.problem,
        )
    )  # fmt: skip


def counted(counts: dict[str, Any]) -> ImportCounts:
    """What was found in the file and what was done with it so far (`did_…`)."""
    did = {name.removeprefix("did_"): count for name, count in counts.items() if name.startswith("did_")}
    found = {name: count for name, count in counts.items() if not name.startswith("did_")}
    stored = did.get("new", 0) + did.get("in_ats", 0)
    return ImportCounts(**found, stored=stored, done=sum(did.values()))


def result_words(counts: dict[str, Any]) -> str:
    """ "Imported 98 people; 12 known before, 1 blocked, 2 twice in the file, 3 to mend"."""
    found = counted(counts)
    told = plural(found.stored, "person", "people")
    rest = f"{found.known} known before, {found.blocked} blocked, {found.twice} twice in the file, {found.bad} to mend"
    return f"Imported {told}; {rest}. Nothing was sent to anybody."
