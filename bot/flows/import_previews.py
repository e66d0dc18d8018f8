"""A file of people that somebody handed over: fetched, read, and shown as a preview before anything is stored."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.importing import ImportState
from bot.domain.people_csv import People as PeopleInFile
from bot.domain.people_csv import preview, read_people
from bot.domain.sheets import MOST_BYTES, Sheet, read_sheet
from bot.engine import Args, Done
from bot.errors import ForPerson
from bot.flows import imports_view
from bot.flows.desk import Desk
from bot.flows.people import People
from models import posted
from models.candidate import ImportBatch
from models.member import Member
from models.posted import Thing

FORGOTTEN_AFTER = timedelta(days=7)
SHOWN_PROBLEMS = 10


class ImportPreviews:
    def __init__(self, desk: Desk, people: People) -> None:
        self.desk = desk
        self.people = people
        desk.engine.keep("import.fetch", self._fetch, self._show, gave_up=self._not_fetched)
        desk.engine.keep("import.forget", self._forget)

    def fill(self, session: Session, batch: ImportBatch, sheet: Sheet, found: PeopleInFile) -> None:
        """What importing would do, counted, and as much of the file as a person needs to see that it is read right."""
        counted = self.people.count(session, [row.profile for row in found.rows])
        refused = [problem for problem in found.problems if problem.refused]
        twice = {problem.row for problem in refused if problem.twin}
        look = preview(sheet)
        batch.counts = {
            "total": look.total, "new": counted.new, "known": counted.known, "blocked": counted.blocked,
            "in_ats": counted.in_ats, "twice": len(twice), "bad": len({one.row for one in refused} - twice),
            "remarks": len(found.problems),
        }  # fmt: skip
        batch.preview = {
            "columns": [[header, str(column or "")] for header, column in look.columns],
            "rows": [list(row) for row in look.first_rows],
            "problems": [[one.row, one.column, one.words] for one in found.problems[:SHOWN_PROBLEMS]],
            "guessed": look.encoding if look.guessed else "",
        }

    def _fetch(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            if batch.state is not ImportState.FETCHING:
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
            self.fill(session, batch, sheet, found)
            batch.move(ImportState.PREVIEW)
            batch.url, batch.content = "", content
            due = clock.now() + FORGOTTEN_AFTER
            self.desk.engine.promise(session, "import.forget", f"import.forget:{batch.id}", args, due=due)

    def _refuse(self, import_id: int, words: str) -> None:
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, import_id)
            batch.move(ImportState.REFUSED)
            batch.forget_file()
            batch.problem = words

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
        with self.desk.store.begin() as session:
            is_waiting = session.get_one(ImportBatch, args["import"]).state is ImportState.FETCHING
        if is_waiting:
            self._refuse(args["import"], f"The file could not be fetched. {words}")
            self._show(args)

    def _forget(self, args: Args) -> None:
        """A preview that nobody decided: the file is people's data, so it does not lie around."""
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, args["import"])
            if batch.state is ImportState.PREVIEW:
                batch.move(ImportState.CANCELLED)
                batch.problem = "Nobody decided within 7 days."
                batch.forget_file()
                session.flush()
                self.desk.refresh(session, Thing.IMPORT, batch.id, batch.version)
