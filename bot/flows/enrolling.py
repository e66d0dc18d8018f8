"""Enrolling people through Slack: the form, the preview with every mail and every refusal, the result (R35)."""

from collections.abc import Sequence as Several
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import clock
from bot.cards.enrol_form import EnrolFormView
from bot.cards.enrol_result import EnrolResultView
from bot.cards.forms import Choice
from bot.cards.text import plural
from bot.domain.access import Deed
from bot.domain.jobs import JobState
from bot.domain.sequences import step_due
from bot.engine import Args
from bot.errors import BadInput
from bot.flows.desk import Desk
from bot.flows.outreach import Enrolled, Outreach
from bot.flows.people import People
from models import candidate, job, mailbox, sequence
from models.candidate import Candidate
from models.job import Job
from models.mailbox import MailboxState
from models.member import Member
from models.sequence import Sequence

AT_ONCE = 100
"""How many people one modal takes; more of an import follow in the background."""
CHUNK = 50
OFFERED = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form chose; `import_id` 0 for nobody but the people named."""

    job: int
    sequence: int
    mailbox: int
    people: tuple[int, ...]
    import_id: int = 0

    def packed(self) -> str:
        numbers = f"{self.job}:{self.sequence}:{self.mailbox}:{self.import_id}"
        return f"{numbers}:{','.join(map(str, self.people))}"


def unpacked(extra: str) -> Wish:
    """What `Wish.packed` wrote; `BadInput` for anything else."""
    parts = extra.split(":")
    ids = parts[4].split(",") if len(parts) == 5 and parts[4] else []
    if len(parts) != 5 or not all(part.isdecimal() for part in [*parts[:4], *ids]):
        raise BadInput("This window is too old to read. Start again with /pin enrol.")
    return Wish(int(parts[0]), int(parts[1]), int(parts[2]), tuple(map(int, ids)), int(parts[3]))


class Enrolling:
    def __init__(self, desk: Desk, people: People, outreach: Outreach) -> None:
        self.desk = desk
        self.people = people
        self.outreach = outreach
        desk.engine.keep("enrol.more", self._more)

    # The form

    def form(self, slack_id: str, words: str, channel: str, job_id: int = 0, candidate_id: int = 0) -> EnrolFormView:
        """`words` are names of people, with commas between."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            person = session.get(Candidate, candidate_id)
            found, problem = ([person], "") if person else self._named(session, words)
            if not self.desk.company(session).postal_address:
                problem = "The postal address is missing: an admin sets it in /pin settings before anybody is enrolled."
            jobs = [row for row in job.open_jobs(session) if row.state is JobState.OPEN]
            chosen = job_id or _only([row for row in jobs if row.channel_id == channel]) or _only(jobs)
            plans = [plan for plan in sequence.for_job(session, chosen or None) if plan.steps]
            boxes = [box for box in mailbox.every(session) if box.state is MailboxState.CONNECTED]
            boxes.sort(key=lambda box: box.owner_id != by.id)
            return EnrolFormView(
                people=tuple(map(_choice, found)), jobs=tuple((str(row.id), row.name) for row in jobs),
                sequences=tuple((str(plan.id), _titled(session, plan, chosen)) for plan in plans),
                mailboxes=tuple((str(box.id), box.address) for box in boxes),
                job=str(chosen or ""), sequence=str(plans[0].id) if plans else "",
                mailbox=str(boxes[0].id) if boxes else "", from_channel=channel, problem=problem,
                last_import=_last_import(session),
            )  # fmt: skip

    def _named(self, session: Session, words: str) -> tuple[list[Candidate], str]:
        """People meant by the words, and what could not be told apart."""
        found: list[Candidate] = []
        unclear: list[str] = []
        for name in [part.strip() for part in words.split(",") if part.strip()][:AT_ONCE]:
            people = self.people.find(session, name)
            if len(people) == 1:
                found += people
            else:
                unclear.append(f"“{name}” fits {len(people) or 'nobody'}")
        return found, f"{'; '.join(unclear)}. Choose below." if unclear else ""

    def choices(self, words: str) -> tuple[Choice, ...]:
        """People to offer while somebody types."""
        with self.desk.store.begin() as session:
            return tuple(_choice(row) for row in self.people.find(session, words, OFFERED))

    # The deed

    def wish(
        self, session: Session, people: Several[int], job_id: int, sequence_id: int, mailbox_id: int, with_import: bool
    ) -> Wish:
        newest = candidate.newest_import(session) if with_import else None
        if len(people) > AT_ONCE:
            raise BadInput("Too many at once.", {"candidates": f"At most {AT_ONCE} people at once."})
        if not people and newest is None:
            raise BadInput("Nobody was chosen.", {"candidates": "Choose at least one person."})
        return Wish(job_id, sequence_id, mailbox_id, tuple(people), newest[0] if newest else 0)

    def people_of(self, session: Session, wish: Wish) -> list[int]:
        """The first hundred of the wish; what an import has beyond them follows by itself."""
        more = candidate.of_import(session, wish.import_id, 0, AT_ONCE) if wish.import_id else []
        return list(dict.fromkeys([*wish.people, *more]))

    def enrol(self, slack_id: str, extra: str, channel: str) -> EnrolResultView:
        wish = unpacked(extra)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            plan = self.outreach.startable(session, wish.sequence, wish.job, wish.mailbox)
            row = session.get_one(Job, wish.job)
            came = self.outreach.add(session, self.people_of(session, wish), row, plan, wish.mailbox, by)
            if wish.import_id:
                self._follow_up(session, wish, by, channel)
            company = self.desk.company(session)
            first = step_due(clock.now(), plan.steps[0].delay_hours, company.window(row.time_zone))
            return EnrolResultView(row.name, plan.name, came.enrolled, came.refused, first)

    def _follow_up(self, session: Session, wish: Wish, by: Member, channel: str) -> None:
        """The rest of a long import, in the background."""
        first = candidate.of_import(session, wish.import_id, 0, AT_ONCE)
        if len(first) < AT_ONCE:
            return
        line = self.desk.note(session, "enrols the rest of an import", "import", wish.import_id, by=by.id)
        session.flush()
        args = {
            "line": line.id, "job": wish.job, "sequence": wish.sequence, "mailbox": wish.mailbox, "by": by.id,
            "import": wish.import_id, "after": first[-1], "enrolled": 0, "refused": 0, "channel": channel,
        }  # fmt: skip
        self.desk.engine.promise(session, "enrol.more", f"enrol:{line.id}:{first[-1]}", args)

    def _more(self, args: Args) -> None:
        """Fifty more; the next fifty are promised with them."""
        with self.desk.store.begin() as session:
            by = session.get_one(Member, args["by"])
            ids = candidate.of_import(session, args["import"], args["after"], CHUNK)
            came, problem = self._added(session, args, ids, by)
            args = {
                **args, "enrolled": args["enrolled"] + came.enrolled, "refused": args["refused"] + len(came.refused),
                "after": ids[-1] if ids else args["after"],
            }  # fmt: skip
            if ids and not problem:
                self.desk.engine.promise(session, "enrol.more", f"enrol:{args['line']}:{args['after']}", args)
                return
        words = f"The rest of the import: {args['enrolled']} enrolled, {args['refused']} left out. {problem}".strip()
        chat = self.desk.world.chat
        if args["channel"]:
            chat.whisper(args["channel"], by.slack_id, words, [])
        else:
            chat.post(by.slack_id, words, [])

    def _added(self, session: Session, args: Args, ids: list[int], by: Member) -> tuple[Enrolled, str]:
        try:
            plan = self.outreach.startable(session, args["sequence"], args["job"], args["mailbox"])
        except BadInput as problem:
            return Enrolled(0, ()), f"{problem} Enrol the rest with /pin enrol afterwards."
        return self.outreach.add(session, ids, session.get_one(Job, args["job"]), plan, args["mailbox"], by), ""


def _only(jobs: list[Job]) -> int:
    """The id of the one job there is to choose, else 0."""
    return jobs[0].id if len(jobs) == 1 else 0


def _last_import(session: Session) -> str:
    """ "people.csv, 12 people"."""
    newest = candidate.newest_import(session)
    return f"{newest[1]}, {plural(newest[2], 'person', 'people')}" if newest else ""


def _choice(row: Candidate) -> Choice:
    work = " at ".join(part for part in (row.title, row.company) if part)
    return str(row.id), f"{row.name} · {work}" if work else row.name


def _titled(session: Session, plan: Sequence, chosen: int) -> str:
    """With its job's name where several jobs are to choose from."""
    if chosen or plan.job_id is None:
        return plan.name
    return f"{plan.name} ({session.get_one(Job, plan.job_id).name})"
