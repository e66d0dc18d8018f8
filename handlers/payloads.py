"""What Slack says, parsed into small frozen types. `dict[str, Any]` ends here."""

from dataclasses import dataclass
from typing import Any

from bot.cards.ids import Carried, carried, chosen, unstamp
from bot.errors import BadInput

Body = dict[str, Any]
Answer = str | list[str] | None
FILES = "files"


@dataclass(frozen=True, slots=True)
class Click:
    """A click or a choice, on a message, a modal or the Home tab.

    Attributes:
        value: the button's value, or of a menu the chosen entry's.
        channel, ts: the message it was on; empty on modals and Home. `thread_ts` when that message is in a thread.
        response_url: answers only the person for 30 minutes; empty on modals and Home.
        is_ephemeral: only they see the message it was on, so it may be replaced by an answer.
        metadata: what the modal remembers.
    """

    user: str
    action: str
    value: str
    trigger_id: str
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    response_url: str = ""
    view_id: str = ""
    is_home: bool = False
    is_ephemeral: bool = False
    metadata: str = ""

    @property
    def stamped(self) -> tuple[int, int]:
        """(id, version). Raises `BadInput` for a value that is not ours."""
        return unstamp(self.value)

    @property
    def entry(self) -> tuple[str, int, int]:
        """(action, id, version) of a menu's entry."""
        return chosen(self.value)


def click(body: Body) -> Click:
    action = body["actions"][0]
    container, message, view = body.get("container", {}), body.get("message") or {}, body.get("view") or {}
    return Click(
        user=body["user"]["id"],
        action=action["action_id"],
        value=_chosen_value(action),
        trigger_id=body.get("trigger_id", ""),
        channel=(body.get("channel") or {}).get("id", "") or container.get("channel_id", ""),
        ts=container.get("message_ts", ""),
        thread_ts=message.get("thread_ts", "") or container.get("thread_ts", ""),
        response_url=body.get("response_url", ""),
        view_id=view.get("id", ""),
        is_home=view.get("type") == "home",
        is_ephemeral=bool(container.get("is_ephemeral")),
        metadata=view.get("private_metadata") or "",
    )


def _chosen_value(action: Body) -> str:
    option = action.get("selected_option")
    if option:
        return str(option["value"])
    for name in ("value", "selected_user", "selected_channel", "selected_conversation", "selected_date"):
        if action.get(name):
            return str(action[name])
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """`/pin word rest`; `here` is the channel it was typed in."""

    user: str
    channel: str
    text: str
    trigger_id: str
    response_url: str

    @property
    def word(self) -> str:
        return self.text.split(maxsplit=1)[0].lower() if self.text else ""

    @property
    def rest(self) -> str:
        return self.text.split(maxsplit=1)[1].strip() if len(self.text.split(maxsplit=1)) > 1 else ""


def command(body: Body) -> Command:
    return Command(
        user=body["user_id"],
        channel=body.get("channel_id", ""),
        text=(body.get("text") or "").strip(),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: answers by block id, each a string, a list of strings or None when left empty.

    `below` is the id of the modal under it, which is seen again when this one goes.
    """

    user: str
    callback: str
    view_id: str
    metadata: str
    answers: dict[str, Answer]
    files: dict[str, tuple["SharedFile", ...]]
    trigger_id: str = ""
    below: str = ""

    @property
    def about(self) -> Carried:
        """What the modal was opened for."""
        return carried(self.metadata)

    def text(self, block: str) -> str:
        answer = self.answers.get(block)
        return answer.strip() if isinstance(answer, str) else ""

    def several(self, block: str) -> list[str]:
        answer = self.answers.get(block)
        return answer if isinstance(answer, list) else [answer] if answer else []

    def number(self, block: str) -> int:
        """An id chosen from a select. Raises `BadInput` at the field when nothing was chosen."""
        answer = self.text(block)
        if not answer.isdecimal():
            raise BadInput("Something is missing.", {block: "Please choose one."})
        return int(answer)


@dataclass(frozen=True, slots=True)
class SharedFile:
    name: str
    url: str
    size: int


def submission(body: Body) -> Submission:
    view = body["view"]
    values = view.get("state", {}).get("values", {})
    answers: dict[str, Answer] = {}
    files: dict[str, tuple[SharedFile, ...]] = {}
    for block, actions in values.items():
        for state in actions.values():
            if state.get("type") == "file_input":
                files[block] = tuple(_file(one) for one in state.get(FILES) or [])
            else:
                answers[block] = _answer(state)
    return Submission(
        user=body["user"]["id"], callback=view.get("callback_id", ""), view_id=view["id"],
        metadata=view.get("private_metadata", ""), answers=answers, files=files, trigger_id=body.get("trigger_id", ""),
        below=view.get("previous_view_id") or "",
    )  # fmt: skip


def _file(shared: Body) -> SharedFile:
    return SharedFile(str(shared.get("name", "")), str(shared.get("url_private", "")), int(shared.get("size") or 0))


def _answer(state: Body) -> Answer:
    """The typed answer of one element of a view's state (slack.md 3)."""
    if isinstance(state.get("selected_option"), dict):
        return str(state["selected_option"]["value"])
    if isinstance(state.get("selected_options"), list):
        return [str(option["value"]) for option in state["selected_options"]]
    for name in ("selected_users", "selected_channels", "selected_conversations"):
        if isinstance(state.get(name), list):
            return [str(item) for item in state[name]]
    for name in (
        "value",
        "selected_user",
        "selected_channel",
        "selected_conversation",
        "selected_date",
        "selected_time",
    ):
        if state.get(name) not in (None, ""):
            return str(state[name])
    return None


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody types into a select whose entries we find."""

    user: str
    action: str
    value: str
    metadata: str


def search(body: Body) -> Search:
    view = body.get("view") or {}
    return Search(body["user"]["id"], body["action_id"], body.get("value", ""), view.get("private_metadata", ""))


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global shortcut, or one on a message (then with its channel, ts and text)."""

    user: str
    callback: str
    trigger_id: str
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    text: str = ""


def shortcut(body: Body) -> Shortcut:
    message = body.get("message") or {}
    return Shortcut(
        user=body["user"]["id"], callback=body["callback_id"], trigger_id=body.get("trigger_id", ""),
        channel=(body.get("channel") or {}).get("id", ""), ts=body.get("message_ts", "") or message.get("ts", ""),
        thread_ts=message.get("thread_ts", ""), text=message.get("text", ""),
    )  # fmt: skip
