"""Every action, block and callback id of our cards, and what button values look like."""

import re
from enum import StrEnum
from typing import NamedTuple

from bot.errors import BadInput


class Action(StrEnum):
    """What a click asks for. The value of each button is a stamp unless said otherwise."""

    APPROVE = "suggestion.approve"
    EDIT_DRAFT = "suggestion.edit"
    DISMISS = "suggestion.dismiss"
    UNDO = "suggestion.undo"
    RETRY_SEND = "suggestion.retry"
    SEND_AGAIN = "suggestion.send_again"
    MARK_SENT = "suggestion.mark_sent"
    CONFIRM_LABEL = "suggestion.confirm_label"
    CHANGE_LABEL = "suggestion.change_label"
    SUGGESTION_MORE = "suggestion.more"  # overflow; values are `choice(...)`
    OPT_OUT = "candidate.opt_out"
    OPEN_CANDIDATE = "candidate.open"
    ENROL = "candidate.enrol"
    EXPORT = "candidate.export"
    PAUSE_PERSON = "candidate.pause"
    RESUME_PERSON = "candidate.resume"
    NEW_CANDIDATE = "candidate.new"
    EDIT_CANDIDATE = "candidate.edit"
    SAME_PERSON = "mail.same_person"
    OTHER_PERSON = "mail.other_person"
    MAIL_AGAIN = "mail.again"
    MAIL_LEFT = "mail.left"
    IMPORT = "import.start"
    IMPORT_CONFIRM = "import.confirm"
    IMPORT_CANCEL = "import.cancel"
    OPEN_JOB = "job.open"
    NEW_JOB = "job.new"
    EDIT_JOB = "job.edit"
    SHOW_JOB = "job.show"  # post its card into its channel
    JOB_MORE = "job.more"  # overflow; values are `choice(...)` of the three below
    PAUSE_JOB = "job.pause"
    REOPEN_JOB = "job.reopen"
    CLOSE_JOB = "job.close"
    JOB_TRIGGER = "job.trigger"
    JOB_ENROL = "job.enrol"
    JOB_EXPORT = "job.export"
    JOB_SEQUENCE = "sequence.open"
    NEW_SEQUENCE = "sequence.new"  # value: stamp of the job
    PAUSE_SEQUENCE = "sequence.pause"
    RESUME_SEQUENCE = "sequence.resume"
    LINK_PERSON = "sync.link_person"  # value: `pair(stamp, person id)`
    KEEP_SEPARATE = "sync.keep_separate"
    SKIP_SYNC = "sync.skip"
    RETRY_SYNC = "sync.retry"
    JOBS = "home.jobs"
    INBOX = "home.inbox"
    INBOX_JOB = "inbox.job"  # the value of these four: see `bot.cards.inbox.Shown`
    INBOX_LABEL = "inbox.label"
    INBOX_BACK = "inbox.back"
    INBOX_PAGE = "inbox.page"
    HELP = "home.help"
    SETTINGS = "home.settings"
    FIND_CANDIDATE = "home.candidate"
    START_ENROL = "home.enrol"
    START_EXPORT = "home.export"
    START_TRIGGER = "home.trigger"
    PAUSE = "home.pause"
    RESUME = "home.resume"
    PAUSE_ALL = "home.pause_all"
    RESUME_ALL = "home.resume_all"
    CHECK_GREENHOUSE = "settings.check_greenhouse"
    EDIT_GREENHOUSE = "settings.greenhouse"
    GREENHOUSE_KIND = "greenhouse.kind"  # value: an `AtsKind`
    EDIT_MAILBOX = "settings.mailbox"
    EDIT_MEMBER = "settings.member"
    EDIT_WORKSPACE = "settings.workspace"
    RUN_COMMAND = "help.run"  # value: the command's name, such as "jobs"
    OPEN_LINK = "open.link"  # a link button: only to be acknowledged
    PICK_CANDIDATE = "pick.candidate"  # the rest are searched while typing
    PICK_CANDIDATES = "pick.candidates"
    PICK_JOB = "pick.job"
    PICK_ATS_JOB = "pick.ats_job"
    PICK_SEQUENCE = "pick.sequence"


class Block(StrEnum):
    """Inputs of our modals: the key under which the answer stands, and where a field error is shown."""

    SUBJECT = "subject"
    BODY = "body"
    LABEL = "label"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    TITLE = "title"
    COMPANY = "company"
    CITY = "city"
    STATE = "state"
    COUNTRY = "country"
    SKILLS = "skills"
    RESUME = "resume"
    SOURCE = "source"
    BASIS = "basis"
    FILE = "file"
    NAME = "name"
    CHANNEL = "channel"
    PAY = "pay"
    LOCATION = "location"
    REMOTE = "remote"
    PROCESS = "process"
    PITCH = "pitch"
    LINK = "link"
    JOB = "job"
    ATS_JOB = "ats_job"
    TRIGGER = "trigger"
    STAGE = "stage"
    BACKFILL = "backfill"
    CANDIDATE = "candidate"
    CANDIDATES = "candidates"
    LAST_IMPORT = "last_import"
    SEQUENCE = "sequence"
    SENDER = "sender"
    START = "start"
    REASON = "reason"
    CONFIRM = "confirm"
    CLIENT_ID = "client_id"
    CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a field
    API_KEY = "api_key"
    ATS_USER = "ats_user"
    ADDRESS = "address"
    LOGIN = "login"
    SECRET = "secret"  # noqa: S105 - the name of a field
    IMAP = "imap"
    SMTP = "smtp"
    MEMBER = "member"
    ROLE = "role"
    POSTAL_ADDRESS = "postal_address"
    UNDO_SECONDS = "undo_seconds"
    EMOJI = "emoji"
    DAYS = "days"
    WINDOW_START = "window_start"
    WINDOW_END = "window_end"
    DAILY_CAP = "daily_cap"
    STEP_DELAY = "step_delay"  # followed by the step's number: see `numbered`
    STEP_SUBJECT = "step_subject"
    STEP_BODY = "step_body"


class Callback(StrEnum):
    """Which view was submitted or closed, and the shortcuts of the manifest."""

    LOADING = "loading"
    EDIT_DRAFT = "edit_draft"
    LABEL = "label"
    CANDIDATE_FORM = "candidate_form"
    CANDIDATE_FIND = "candidate_find"
    IMPORT = "import"
    IMPORT_PREVIEW = "import_preview"
    JOB_FORM = "job_form"
    TRIGGER = "trigger"
    TRIGGER_CONFIRM = "trigger_confirm"
    EXPORT = "export"
    EXPORT_CONFIRM = "export_confirm"
    EXPORT_RESULT = "export_result"
    ENROL = "enrol"
    ENROL_CONFIRM = "enrol_confirm"
    SEQUENCE_FORM = "sequence_form"
    SEQUENCE_SAVED = "sequence_saved"
    SETTINGS = "settings"
    GREENHOUSE_FORM = "greenhouse_form"
    MAILBOX_FORM = "mailbox_form"
    MEMBER_FORM = "member_form"
    WORKSPACE_FORM = "workspace_form"
    HOME = "home"
    SHORTCUT_NEW_CANDIDATE = "new_candidate"
    SHORTCUT_ADD_TO_PIN = "add_to_pin"
    SHORTCUT_EXPORT = "export_to_greenhouse"
    SHORTCUT_DRAFT_REPLY = "draft_a_reply"


class Carried(NamedTuple):
    """What a modal remembers: the thing it is about and where the person came from."""

    id: int = 0
    version: int = 0
    channel: str = ""
    thread: str = ""
    extra: str = ""


_STAMP = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")
_FOREIGN = "This button is not one of ours or too old to read. Open the thing anew, for example from the App Home."


def stamp(thing: int, version: int) -> str:
    """The value of a button: which thing, and which version of it the person saw."""
    return f"{thing}:{version}"


def unstamp(value: str) -> tuple[int, int]:
    """(id, version) of a stamp; `BadInput` for anything else."""
    found = _STAMP.fullmatch(value)
    if not found:
        raise BadInput(_FOREIGN)
    return int(found[1]), int(found[2])


def choice(action: Action, thing: int, version: int) -> str:
    """The value of a menu entry: what to do, with which thing."""
    return f"{action.value} {stamp(thing, version)}"


def chosen(value: str) -> tuple[Action, int, int]:
    """(action, id, version) of a menu entry; `BadInput` for anything else."""
    name, _, rest = value.partition(" ")
    if name not in frozenset(Action):
        raise BadInput(_FOREIGN)
    return Action(name), *unstamp(rest)


def pair(stamped: str, other: str) -> str:
    """A stamp and the foreign id of the thing it is to be joined with."""
    return f"{stamped} {other}"


def unpair(value: str) -> tuple[int, int, str]:
    """(id, version, foreign id); `BadInput` for anything else."""
    stamped, _, other = value.partition(" ")
    return *unstamp(stamped), other


def numbered(block: Block, number: int) -> str:
    """The block id of the `number`-th of several equal inputs."""
    return f"{block.value}.{number}"


def carry(thing: int = 0, version: int = 0, channel: str = "", thread: str = "", extra: str = "") -> str:
    """The private metadata of a modal, at most 3,000 characters; `extra` (2,800) is for what an earlier step chose."""
    return f"{thing}:{version}:{channel[:30]}:{thread[:30]}\n{extra[:2800]}"


def carried(metadata: str) -> Carried:
    """What `carry` wrote; `BadInput` for anything else."""
    first, _, extra = metadata.partition("\n")
    parts = first.split(":")
    if len(parts) != 4:
        raise BadInput(_FOREIGN)
    return Carried(*unstamp(":".join(parts[:2])), parts[2], parts[3], extra)
