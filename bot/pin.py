"""All that Pin can do, as attributes: `pin.approvals`, `pin.sync` … Handlers and ticks know nothing else."""

from bot.engine import Engine
from bot.flows.approvals import Approvals
from bot.flows.ats import AtsDesk
from bot.flows.candidate_forms import CandidateForms
from bot.flows.candidates import Candidates
from bot.flows.corrections import Corrections
from bot.flows.desk import Desk
from bot.flows.editing import Editing
from bot.flows.enrolling import Enrolling
from bot.flows.exports import Exports
from bot.flows.forecasts import Forecasts
from bot.flows.handover import Handover
from bot.flows.home import Home
from bot.flows.house import House
from bot.flows.imports import Imports
from bot.flows.inbox import Inbox
from bot.flows.jobs import Jobs
from bot.flows.mailboxes import Mailboxes
from bot.flows.notices import Notices
from bot.flows.outbox import Outbox
from bot.flows.outreach import Outreach
from bot.flows.pausing import Pausing
from bot.flows.people import People
from bot.flows.plans import Plans
from bot.flows.previews import Previews
from bot.flows.queue import Queue
from bot.flows.reading import Readings
from bot.flows.settings import Settings
from bot.flows.suppressions import Suppressions
from bot.flows.sync import Sync
from bot.flows.tellings import Tellings
from bot.flows.triggers import Triggers
from bot.flows.vault import Vault
from bot.ports import Mailbox as OpenMailbox
from bot.ports import World
from models import mailbox
from models.mailbox import Mailbox, MailboxState
from models.posted import Thing
from models.store import Store


class Pin:
    """One company's Pin. Make it before the engine starts: each story says how its promises are kept."""

    def __init__(self, store: Store, engine: Engine, world: World, vault: Vault) -> None:
        self.desk = Desk(store, engine, world, vault)
        self.suppressions = Suppressions(self.desk)
        self.outbox = Outbox(self.desk, self.suppressions, self.open_mailbox)
        self.ats = AtsDesk(self.desk)
        self.sync = Sync(self.desk, self.ats)
        self.handover = Handover(self.desk, self.ats)
        self.approvals = Approvals(self.desk, self.outbox, self.suppressions)
        self.readings = Readings(self.desk, self.suppressions, self.approvals, self.sync)
        self.corrections = Corrections(self.desk, self.readings)
        self.editing = Editing(self.desk)
        self.inbox = Inbox(self.desk, self.approvals, self.suppressions, self.open_mailbox)
        self.outreach = Outreach(self.desk, self.outbox, self.suppressions, self.sync)
        self.notices = Notices(self.desk)
        self.tellings = Tellings(self.desk, self.notices, self.outbox, self.ats)
        self.people = People(self.desk, self.suppressions)
        self.candidates = Candidates(self.desk, self.people, self.outreach, self.suppressions, self.sync)
        self.notices.draw[Thing.CANDIDATE] = self.candidates.drawing
        self.candidate_forms = CandidateForms(self.desk, self.people, self.candidates)
        self.imports = Imports(self.desk, self.people)
        self.notices.draw[Thing.IMPORT] = self.imports.drawing
        self.exports = Exports(self.desk, self.sync, self.people)
        self.previews = Previews(self.desk, self.ats)
        self.triggers = Triggers(self.desk, self.ats, self.sync)
        self.house = House(self.desk, self.sync)
        self.mailboxes = Mailboxes(self.desk)
        self.queue = Queue(self.desk)
        self.home = Home(self.desk, self.queue)
        self.settings = Settings(self.desk, self.ats)
        self.enrolling = Enrolling(self.desk, self.people, self.outreach)
        self.forecasts = Forecasts(self.desk, self.enrolling, self.outreach)
        self.jobs = Jobs(self.desk, self.house, self.notices)
        self.plans = Plans(self.desk, self.house)
        self.pausing = Pausing(self.desk, self.house, self.outreach, self.people)

    def open_mailbox(self, box: Mailbox) -> OpenMailbox:
        secret = self.desk.vault.unseal(box.secret)["password"]
        return self.desk.world.post.connect(box.address, box.login, secret, box.imap, box.smtp)

    def open_mailbox_by_id(self, mailbox_id: int) -> OpenMailbox:
        with self.desk.store.begin() as session:
            return self.open_mailbox(session.get_one(Mailbox, mailbox_id))

    def mailbox_ids(self) -> list[int]:
        """The mailboxes to watch."""
        with self.desk.store.begin() as session:
            return [box.id for box in mailbox.every(session) if box.state is not MailboxState.PAUSED]

    def reconcile(self) -> int:
        """Promise again what our rows still owe: the truth is in our tables, engine rows are disposable."""
        with self.desk.store.begin() as session:
            rooms = (self.readings, self.outbox, self.sync, self.imports, self.candidate_forms)
            return sum(room.owed(session) for room in rooms)
