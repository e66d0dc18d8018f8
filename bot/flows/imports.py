"""Imports of people from a file: fetched, shown as a preview, confirmed, stored in small pieces, reported."""

import time
from collections import Counter
from datetime import timedelta
from itertools import islice

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.cards.blocks import Drawing
from bot.domain.access import Deed
from bot.domain.candidates import LawfulBasis
from bot.domain.importing import IMPORT_MOVES, ImportState
from bot.domain.people_csv import People as PeopleInFile
from bot.domain.people_csv import Row, preview, problems_csv, read_people
from bot.domain.sheets import MOST_BYTES, Sheet, read_sheet
from bot.engine import Args, Done
from bot.errors import BadInput, ForPerson, OutOfDate, TryAgain
from bot.flows import imports_view
from bot.flows.desk import Desk
from bot.flows.people import People, Standing, row_of
from models import posted
from models.candidate import ImportBatch
from models.member import Member
from models.posted import Thing
from models.store import once_more

_S = ImportState
CHUNK = 20
"""Rows in one transaction, so that nobody waits longer than 50 ms for the database."""
REDRAW_SECONDS = 1.5
FORGOTTEN_AFTER = timedelta(days=7)
SHOWN_PROBLEMS = 10


class Imports:
    def __init__(self, desk: Desk, people: People) -> None:
        self.desk = desk
        self.people = people
        desk.engine.keep("import.fetch", self._fetch, self._show, gave_up=self._not_fetched)
        desk.engine.keep("import.run", self._run, self._report)
        desk.engine.keep("import.forget", self._forget)

    # A file arrives

    def start(self, slack_id: str, filename: str, url: str, source: str, basis: LawfulBasis) -> str:
        """Promise to fetch a file that somebody handed over in Slack; the preview follows by direct message."""
        if not source.strip():
            raise BadInput("Say where you have them from.", {"source": "For example: conference list, spring 2026."})
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._new(session, by, filename, source, basis)
            batch.url = url
            self.desk.engine.promise(session, "import.fetch", f"import.fetch:{batch.id}", {"import": batch.id})
        return "Reading the file: a preview follows in a direct message. Nothing is stored before you confirm it."

    def import_file(self, filename: str, content: bytes, source: str, basis: LawfulBasis, by: str) -> str:
        """Import without Slack, at once; words for the person. Raises `BadInput` when the file cannot be read."""
        sheet = read_sheet(content)
        found = read_people(sheet)
        with self.desk.store.begin() as session:
            member = self.desk.actor(session, by, Deed.WORK)
            batch = self._new(session, member, filename, source, basis)
            self._preview(session, batch, sheet, found)
            batch.state, batch.content = _S.RUNNING, content
            batch_id = batch.id
        self._store_all(batch_id, found)
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, batch_id)
            self._empty(batch)
            words = imports_view.result_words(batch.counts)
        return "\n".join([words, *(f"Row {row.row}: {row.words}" for row in found.problems)])

    def _new(self, session: Session, by: Member, filename: str, source: str, basis: LawfulBasis) -> ImportBatch:
        batch = ImportBatch(
            by_id=by.id, at=clock.now(), source=source.strip()[:200], lawful_basis=basis, filename=filename[:200]
        )
        session.add(batch)
        session.flush()
        self.desk.note(session, "started an import", "import", batch.id, by=by.id, reason=batch.source)
        return batch

    # Fetching and the preview

    def _fetch(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            if batch.state is not _S.FETCHING:
                return
            url = batch.url
        try:
            content = self.desk.world.chat.download(url, MOST_BYTES)
            sheet = read_sheet(content)
            found = read_people(sheet)
        except ForPerson as problem:
            self._refuse(args["import"], str(problem))
            return
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            self._preview(session, batch, sheet, found)
            self._move(batch, _S.PREVIEW)
            batch.url, batch.content = "", content
            due = clock.now() + FORGOTTEN_AFTER
            self.desk.engine.promise(session, "import.forget", f"import.forget:{batch.id}", args, due=due)

    def _preview(self, session: Session, batch: ImportBatch, sheet: Sheet, found: PeopleInFile) -> None:
        counted = self.people.count(session, [row.profile for row in found.rows])
        refused = [problem for problem in found.problems if problem.refused]
        twice = {problem.row for problem in refused if problem.twin}
        bad = {problem.row for problem in refused} - twice
        look = preview(sheet)
        batch.counts = {
            "total": look.total, "new": counted.new, "known": counted.known, "blocked": counted.blocked,
            "in_ats": counted.in_ats, "twice": len(twice), "bad": len(bad), "remarks": len(found.problems),
        }  # fmt: skip
        batch.preview = {
            "columns": [[header, str(column or "")] for header, column in look.columns],
            "rows": [list(row) for row in look.first_rows],
            "problems": [[one.row, one.column, one.words] for one in found.problems[:SHOWN_PROBLEMS]],
            "guessed": look.encoding if look.guessed else "",
        }

    def _refuse(self, import_id: int, words: str) -> None:
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, import_id)
            self._move(batch, _S.REFUSED)
            batch.url, batch.problem = "", words

    def _show(self, args: Args) -> None:
        """The card, by direct message to whoever brought the file."""
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            if posted.copies(session, Thing.IMPORT, batch.id):
                raise Done
            drawing, reader = imports_view.drawing(session, batch), session.get_one(Member, batch.by_id).slack_id
        where = self.desk.world.chat.post(reader, drawing.text, drawing.blocks)
        with self.desk.store.begin() as session:
            posted.adopt(session, Thing.IMPORT, args["import"], where.channel, where.ts, clock.now())

    def _not_fetched(self, args: Args, words: str) -> None:
        self._refuse(args["import"], f"The file could not be fetched. {words}")
        self._show(args)

    def drawing(self, session: Session, import_id: int) -> Drawing | None:
        batch = session.get(ImportBatch, import_id)
        return imports_view.drawing(session, batch) if batch else None

    # The person decides

    @once_more
    def confirm(self, import_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._seen(session, import_id, version, _S.RUNNING)
            self._move(batch, _S.RUNNING)
            self.desk.note(session, "confirmed an import", "import", batch.id, by=by.id, reason=batch.source)
            self.desk.engine.promise(session, "import.run", f"import.run:{batch.id}", {"import": batch.id})
            self._redraw(session, batch)
        return "Importing: the card shows how far it is. Nothing is sent to anybody."

    @once_more
    def cancel(self, import_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._seen(session, import_id, version, _S.CANCELLED)
            self._move(batch, _S.CANCELLED)
            self._empty(batch)
            self.desk.note(session, "cancelled an import", "import", batch.id, by=by.id)
            self._redraw(session, batch)
        return "Cancelled: nobody was imported, and the file is forgotten."

    @staticmethod
    def _seen(session: Session, import_id: int, version: int, to: ImportState) -> ImportBatch:
        batch = session.get(ImportBatch, import_id)
        if batch is None or batch.version != version or to not in IMPORT_MOVES[batch.state]:
            raise OutOfDate("This import was decided already: the card shows how it stands now.")
        return batch

    # Storing, a few rows at a time

    def _run(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            content = session.get_one(ImportBatch, args["import"]).content
        if content is None:
            raise Done
        self._store_all(args["import"], read_people(read_sheet(content)))

    def _store_all(self, import_id: int, found: PeopleInFile) -> None:
        with self.desk.store.begin() as session:
            first = session.get_one(ImportBatch, import_id).next_row
        left = iter([row for row in found.rows if row.number >= first])
        drawn = time.monotonic()
        while chunk := list(islice(left, CHUNK)):
            is_due = time.monotonic() - drawn > REDRAW_SECONDS
            self._store(import_id, chunk, redraw=is_due)
            drawn = time.monotonic() if is_due else drawn
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, import_id)
            if batch.state is _S.RUNNING:
                self._move(batch, _S.DONE)
                self._redraw(session, batch)

    def _store(self, import_id: int, chunk: list[Row], *, redraw: bool) -> None:
        """Rows and the mark "done up to here" in one transaction: a crash repeats nothing and forgets nothing."""
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

    # Afterwards

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
                copies[0].channel_id, "rows-to-mend.csv", problems_csv(sheet, problems),
                "These rows need a look: mend them and import this file with /pin import.", copies[0].ts,
            )  # fmt: skip
        with self.desk.store.begin() as session:
            self._empty(session.get_one(ImportBatch, args["import"]))

    def _forget(self, args: Args) -> None:
        """A preview that nobody decided: the file is people's data, so it does not lie around."""
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            if batch.state is _S.PREVIEW:
                self._move(batch, _S.CANCELLED)
                batch.problem = "Nobody decided within 7 days."
                self._empty(batch)
                self._redraw(session, batch)

    @staticmethod
    def _empty(batch: ImportBatch) -> None:
        batch.content, batch.preview, batch.url = None, {}, ""

    @staticmethod
    def _move(batch: ImportBatch, to: ImportState) -> None:
        if to not in IMPORT_MOVES[batch.state]:
            raise OutOfDate(f"This import is {batch.state} already.")
        batch.state = to

    def _redraw(self, session: Session, batch: ImportBatch) -> None:
        session.flush()
        self.desk.refresh(session, Thing.IMPORT, batch.id, batch.version)
