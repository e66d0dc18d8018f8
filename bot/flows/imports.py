"""Imports of people from a file, as people ask for and decide them (R28-R30)."""

from sqlalchemy.orm import Session

from bot import clock
from bot.cards.blocks import Drawing
from bot.domain.access import Deed, Role
from bot.domain.candidates import LawfulBasis
from bot.domain.importing import IMPORT_MOVES, ImportState
from bot.domain.people_csv import read_people
from bot.domain.sheets import read_sheet
from bot.errors import BadInput, OutOfDate
from bot.flows import imports_view
from bot.flows.desk import Desk
from bot.flows.import_previews import ImportPreviews
from bot.flows.import_runs import ImportRuns
from bot.flows.people import People
from models import candidate, member
from models.candidate import ImportBatch
from models.member import Member
from models.posted import Thing
from models.store import once_more


class Imports:
    def __init__(self, desk: Desk, people: People) -> None:
        self.desk = desk
        self.previews = ImportPreviews(desk, people)
        self.runs = ImportRuns(desk, people)

    def start(self, slack_id: str, filename: str, url: str, source: str, basis: LawfulBasis) -> str:
        """Promise to fetch a file that somebody handed over in Slack; the preview follows by direct message."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._new(session, by, filename, source, basis)
            batch.url = url
            self._promise(session, batch)
        return "Reading the file: a preview follows in a direct message. Nothing is stored before you confirm it."

    def import_file(self, filename: str, content: bytes, source: str, basis: LawfulBasis, by: str) -> str:
        """Import without Slack, at once; words for the person, a line for each row to mend.

        `by` is the Slack id of who answers for it; without one it is the first admin. Raises `BadInput` when the file
        cannot be read.
        """
        sheet = read_sheet(content)
        found = read_people(sheet)
        with self.desk.store.begin() as session:
            batch = self._new(session, self._answerable(session, by), filename, source, basis)
            self.previews.fill(session, batch, sheet, found)
            batch.state, batch_id = ImportState.RUNNING, batch.id
        self.runs.store(batch_id, found)
        with self.desk.store.begin() as session:
            batch = session.get_one(ImportBatch, batch_id)
            batch.forget_file()
            words = imports_view.result_words(batch.counts)
        return "\n".join([words, *(f"Row {problem.row}: {problem.words}" for problem in found.problems)])

    def _answerable(self, session: Session, slack_id: str) -> Member:
        if slack_id:
            return self.desk.actor(session, slack_id, Deed.WORK)
        admins = member.with_role(session, Role.ADMIN)
        if not admins:
            raise BadInput("Nobody answers for this import yet: speak to Pin in Slack first, then import.")
        return admins[0]

    def _new(self, session: Session, by: Member, filename: str, source: str, basis: LawfulBasis) -> ImportBatch:
        if not source.strip():
            raise BadInput("Say where you have them from.", {"source": "For example: conference list, spring 2026."})
        batch = ImportBatch(
            by_id=by.id, at=clock.now(), source=source.strip()[:200], lawful_basis=basis, filename=filename[:200]
        )
        session.add(batch)
        session.flush()
        self.desk.note(session, "started an import", "import", batch.id, by=by.id, reason=batch.source)
        return batch

    @once_more
    def confirm(self, import_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._moved(session, import_id, version, ImportState.RUNNING)
            self.desk.note(session, "confirmed an import", "import", batch.id, by=by.id, reason=batch.source)
            self._promise(session, batch)
        return "Importing: the card shows how far it is. Nothing is sent to anybody."

    @once_more
    def cancel(self, import_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            batch = self._moved(session, import_id, version, ImportState.CANCELLED)
            batch.forget_file()
            self.desk.note(session, "cancelled an import", "import", batch.id, by=by.id)
        return "Cancelled: nobody was imported, and the file is forgotten."

    def _moved(self, session: Session, import_id: int, version: int, to: ImportState) -> ImportBatch:
        batch = session.get(ImportBatch, import_id)
        if batch is None or batch.version != version or to not in IMPORT_MOVES[batch.state]:
            raise OutOfDate("This import was decided already: the card shows how it stands now.")
        batch.move(to)
        session.flush()
        self.desk.refresh(session, Thing.IMPORT, batch.id, batch.version)
        return batch

    def _promise(self, session: Session, batch: ImportBatch) -> bool:
        kind = "import.fetch" if batch.state is ImportState.FETCHING else "import.run"
        return self.desk.engine.promise(session, kind, f"{kind}:{batch.id}", {"import": batch.id})

    def owed(self, session: Session) -> int:
        """Imports under way that have no promise any more, promised again."""
        return sum(self._promise(session, batch) for batch in candidate.unfinished_imports(session))

    def drawing(self, session: Session, import_id: int) -> Drawing | None:
        batch = session.get(ImportBatch, import_id)
        return imports_view.drawing(session, batch) if batch else None
