"""A tiny Bolt app that puts every block and input of Block Kit in front of the page."""

import re
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sim.slack import Running

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Probe"},
    "features": {
        "bot_user": {"display_name": "probe", "always_online": True},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "slash_commands": [
            {"command": "/pin", "description": "Everything", "usage_hint": "[form | find NAME | secret | help]"}
        ],
        "shortcuts": [
            {"name": "Open the form", "type": "global", "callback_id": "form", "description": "Every input"},
            {"name": "Note it", "type": "message", "callback_id": "note", "description": "Keep this message"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "chat:write",
                "commands",
                "im:history",
                "channels:history",
                "files:read",
                "im:read",
                "channels:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, note: str = "") -> Json:
    return {"text": plain(text), "value": value, **({"description": plain(note)} if note else {})}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "7:3", **more}


def field(name: str, kind: str, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.capitalize()),
        "element": {"type": kind, "action_id": "v", **element},
    }


CONFIRM = {
    "title": plain("Really?"),
    "text": mrkdwn("It cannot be *undone*."),
    "confirm": plain("Do it"),
    "deny": plain("Keep"),
}
JOBS = [option("Platform", "platform", "12 open"), option("Design", "design")]

BLOCKS: list[Json] = [
    {"type": "header", "text": plain("Every block :sparkles:")},
    {
        "type": "section",
        "text": mrkdwn(
            "*bold* _italic_ ~gone~ `code` <https://example.com|a link> <!here> :seedling: :acme-own: 1 &lt; 2\n"
            "> quoted\n• point\n```fenced```\n<!date^1700000000^{date_num}|then>"
        ),
    },
    {
        "type": "section",
        "fields": [mrkdwn("*Role*\nEngineer"), mrkdwn("*Stage*\nReplied")],
        "accessory": button("Side", "side"),
    },
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("small print")]},
    {
        "type": "actions",
        "elements": [
            button("Good", "good", style="primary"),
            button("Risky", "risky", style="danger", confirm=CONFIRM),
            {"type": "static_select", "action_id": "stage", "placeholder": plain("Stage"), "options": JOBS},
            {"type": "datepicker", "action_id": "day", "placeholder": plain("Day")},
            {"type": "overflow", "action_id": "more", "options": [option("Later", "later"), option("Never", "never")]},
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich", "style": {"bold": True}}]},
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}],
            },
        ],
    },
    {"type": "markdown", "text": "## Heading\n- one\n- **two**\n\n| A | B |\n|---|---|\n| 1 | 2 |"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "Job"}], [{"type": "raw_text", "text": "Platform"}]]},
    {
        "type": "carousel",
        "elements": [
            {"type": "card", "title": mrkdwn("Mina"), "body": mrkdwn("Staff"), "actions": [button("Accept", "accept")]}
        ],
    },
    {"type": "card", "title": mrkdwn("Ola"), "body": mrkdwn("SRE")},
    {"type": "task_card", "task_id": "1", "title": "Read the profile", "status": "complete"},
    {"type": "plan", "title": "Plan", "tasks": [{"task_id": "2", "title": "Write", "status": "in_progress"}]},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": plain("Yes"), "value": "y"},
                "negative_button": {"text": plain("No"), "value": "n"},
            }
        ],
    },
]

FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Every input"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {"type": "alert", "level": "info", "text": mrkdwn("Fill in what you like.")},
        {**field("name", "plain_text_input", min_length=2), "hint": plain("As on the profile")},
        field("story", "plain_text_input", multiline=True) | {"optional": True},
        field("email", "email_text_input"),
        field("link", "url_text_input") | {"optional": True},
        field("pay", "number_input", is_decimal_allowed=False),
        field("job", "static_select", options=JOBS),
        field("jobs", "multi_static_select", options=JOBS),
        field("person", "external_select", min_query_length=2),
        field("owner", "users_select"),
        field("approvers", "multi_users_select"),
        field("where", "channels_select"),
        field("talk", "conversations_select"),
        field("day", "datepicker", initial_date="2026-12-01"),
        field("time", "timepicker", initial_time="09:30"),
        field("at", "datetimepicker", initial_date_time=1_800_000_000),
        field("boxes", "checkboxes", options=JOBS),
        field("radio", "radio_buttons", options=JOBS),
        field("rich", "rich_text_input"),
        field("file", "file_input", filetypes=["csv"], max_files=1),
    ],
}


def layer(depth: int) -> Json:
    """A modal that pushes the next one when it is sent."""
    return {
        "type": "modal",
        "callback_id": "layer",
        "private_metadata": str(depth),
        "title": plain(f"Layer {depth}"),
        "submit": plain("Deeper"),
        "blocks": [{"type": "section", "text": mrkdwn("One more")}],
    }


def start(running: Running) -> SocketModeHandler:
    """Connect the app; `close()` of the result ends it."""
    told = running.describe()
    client = WebClient(token=told["bot_token"], base_url=told["api_url"])
    app = App(client=client, signing_secret=told["signing_secret"], token_verification_enabled=False)
    _answer_commands(app)
    _answer_forms(app)
    _answer_clicks(app)
    handler = SocketModeHandler(app, told["app_token"])
    handler.connect()
    running.slack.wait_for(running.slack.connected)
    return handler


def kitchen(running: Running) -> str:
    """Post every block in #general; the message's ts."""
    told = running.describe()
    client = WebClient(token=told["bot_token"], base_url=told["api_url"])
    posted = client.chat_postMessage(channel=told["channels"]["general"], text="Every block", blocks=BLOCKS)
    return str(posted["ts"])


def _answer_commands(app: App) -> None:
    @app.command("/pin")
    def pin(ack: Any, body: Json, client: WebClient) -> None:
        if body["text"] == "stack":
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=layer(1))
            return
        if body["text"] != "form":
            ack(text=f"You said: {body['text']}", blocks=[{"type": "section", "text": mrkdwn("*Just* for you")}])
            return
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)


def _answer_forms(app: App) -> None:
    @app.view("form")
    def saved(ack: Any, body: Json, client: WebClient) -> None:
        values = body["view"]["state"]["values"]
        if values["name"]["v"]["value"] == "Taken":
            ack(response_action="errors", errors={"name": "That name is taken."})
            return
        ack()

    @app.view("layer")
    def deeper(ack: Any, body: Json) -> None:
        ack(response_action="push", view=layer(int(body["view"]["private_metadata"]) + 1))

    @app.options("v")
    def suggested(ack: Any, body: Json) -> None:
        names = ["Mina Park", "Mino Rossi", "Ola Nordmann"]
        ack(options=[option(name, name) for name in names if name.lower().startswith(body["value"].lower())])


def _answer_clicks(app: App) -> None:
    @app.action("good")
    def good(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="Done by you")

    @app.shortcut("form")
    def opened(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.shortcut("note")
    def noted(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=body["channel"]["id"], thread_ts=body["message_ts"], text="Noted in the thread")

    @app.event("app_home_opened")
    def home(body: Json, client: WebClient) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            blocks = [
                {"type": "header", "text": plain("Good morning")},
                {"type": "actions", "elements": [button("Queue", "queue")]},
            ]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("message")
    def heard() -> None:
        """Direct messages need no answer here."""

    @app.action(re.compile("."))
    def clicked(ack: Any) -> None:
        ack()
