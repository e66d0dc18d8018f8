"""A confirmed import: people stored a few rows at a time, so that a crash repeats nothing and forgets nothing."""

import time
from collections import Counter
from itertools import islice

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.importing import ImportState
from bot.domain.people_csv import People as PeopleInFile
from bot.domain.people_csv import Row, problems_csv, read_people
from bot.domain.sheets import read_sheet
from bot.engine import Args, Done
from bot.errors import TryAgain
from bot.flows.desk import Desk
from bot.flows.people import People, Standing, row_of
from models import posted
from models.candidate import ImportBatch
from models.posted import Thing

CHUNK = 20
"""Rows in one transaction, so that nobody waits longer than 50 ms for the database."""
REDRAW_SECONDS = 1.5
ERROR_FILE = "rows-to-mend.csv"


class ImportRuns:
    def __init__(self, desk: Desk, people: People) -> None:
        self.desk = desk
        self.people = people
        desk.engine.keep("import.run", self._run, self._report)

    def _run(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            content = session.get_one(ImportBatch, args["import"]).content
        if content is None:
            raise Done
        self.store(args["import"], read_people(read_sheet(content)))

    def store(self, import_id: int, found: PeopleInFile) -> None:
        """Every row that is not done yet."""
        with self.desk.store.begin() as session:
            first = session.get_one(ImportBatch, import_id).next_row
        left = iter([row for row in found.rows if row.number >= first])
        drawn = time.monotonic()
        while chunk := list(islice(left, CHUNK)):
            is_due = time.monotonic() - drawn > REDRAW_SECONDS
            self._store_chunk(import_id, chunk, redraw=is_due)
            drawn = time.monotonic() if is_due else drawn
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, import_id)
            if batch.state is ImportState.RUNNING:
                batch.move(ImportState.DONE)
                self._redraw(session, batch)

    def _store_chunk(self, import_id: int, chunk: list[Row], *, redraw: bool) -> None:
        """People and the mark "done up to here" in one transaction."""
        try:
            with self.desk.store.begin() as session:
                batch = session.get_one(ImportBatch, import_id)
                standings = self.people.standings(session, [row.profile for row in chunk])
                for row, standing in zip(chunk, standings, strict=True):
                    if standing in {Standing.NEW, Standing.IN_ATS}:
                        self._add(session, batch, row)
                came = Counter(f"did_{standing}" for standing in standings)
                done = {name: batch.counts.get(name, 0) + count for name, count in came.items()}
                batch.counts = {**batch.counts, **done}
                batch.next_row = chunk[-1].number + 1
                if redraw:
                    self._redraw(session, batch)
        except IntegrityError as meanwhile:
            raise TryAgain("Somebody added the same person at this very moment.", 0.1) from meanwhile

    def _add(self, session: Session, batch: ImportBatch, row: Row) -> None:
        person = row_of(row.profile, batch.source, batch.lawful_basis, by_id=batch.by_id, import_id=batch.id)
        session.add(person)
        if row.notes:
            session.flush()
            self.desk.note(
                session, "noted in the file", "candidate", person.id, by=batch.by_id, candidate=person.id,
                words=row.notes,
            )  # fmt: skip

    def _report(self, args: Args) -> None:
        """The rows to mend as a file under the card; then the file of people is forgotten."""
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            content, copies = batch.content, posted.copies(session, Thing.IMPORT, batch.id)
        if content is None:
            raise Done
        sheet = read_sheet(content)
        problems = read_people(sheet).problems
        if problems and copies:
            self.desk.world.chat.upload(
                copies[0].channel_id, ERROR_FILE, problems_csv(sheet, problems),
                "These rows need a look: mend them, save, and import this file with /pin import.", copies[0].ts,
            )  # fmt: skip
        with self.desk.store.begin() as session:
            session.get_one(ImportBatch, args["import"]).forget_file()

    def _redraw(self, session: Session, batch: ImportBatch) -> None:
        session.flush()
        self.desk.refresh(session, Thing.IMPORT, batch.id, batch.version)
