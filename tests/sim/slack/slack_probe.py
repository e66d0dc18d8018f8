"""A small, unchanged Bolt app that exercises what Slack offers, and notes what it got."""

import asyncio
import re
import threading
from collections.abc import Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp, AsyncAssistant
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sim.loopback import serve
from bot.sim.slack import Running

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def ask(block_id: str, element: Json, *, optional: bool = True) -> Json:
    element = {"action_id": "v", **element}
    return {"type": "input", "block_id": block_id, "optional": optional, "label": plain(block_id), "element": element}


def card(state: str = "waiting") -> list[Json]:
    return [
        section(f"Reply to Kim, {state}"),
        {
            "type": "actions",
            "block_id": "act",
            "elements": [
                {"type": "button", "action_id": "approve", "text": plain("Approve & send"), "value": "7:1"},
                {"type": "static_select", "action_id": "stage", "options": [option("Onsite"), option("Offer")]},
                {"type": "external_select", "action_id": "candidate", "min_query_length": 0},
            ],
        },
    ]


def modal(title: str = "Edit reply") -> Json:
    return {
        "type": "modal",
        "callback_id": "edit",
        "notify_on_close": True,
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": [
            ask("subject", {"type": "plain_text_input", "initial_value": "Re: hi"}),
            ask("body", {"type": "plain_text_input", "multiline": True}, optional=False),
            ask("owner", {"type": "users_select"}),
            ask("tags", {"type": "multi_static_select", "options": [option("A"), option("B")]}),
            ask("day", {"type": "datepicker"}),
            ask("years", {"type": "number_input", "is_decimal_allowed": False}),
            ask("who", {"type": "external_select", "action_id": "candidate", "min_query_length": 0}),
            ask("cv", {"type": "file_input", "filetypes": ["csv"], "max_files": 1}),
        ],
    }


class Notebook:
    """What the app saw, in order; tests wait for entries."""

    def __init__(self) -> None:
        self._written = threading.Condition()
        self._entries: list[tuple[str, Any]] = []
        self.release = threading.Event()

    def note(self, kind: str, what: Any = None) -> None:
        with self._written:
            self._entries.append((kind, what))
            self._written.notify_all()

    def all(self, kind: str) -> list[Any]:
        with self._written:
            return [what for name, what in self._entries if name == kind]

    def expect(self, kind: str, count: int = 1, timeout: float = 5.0) -> Any:
        """The newest note of this kind once there are `count`."""
        with self._written:
            arrived = self._written.wait_for(lambda: len(self.all_unlocked(kind)) >= count, timeout)
            assert arrived, f"the app never saw {kind}; it saw {[name for name, _ in self._entries]}"
            return self.all_unlocked(kind)[-1]

    def all_unlocked(self, kind: str) -> list[Any]:
        return [what for name, what in self._entries if name == kind]

    def clear(self) -> None:
        with self._written:
            self._entries.clear()
        self.release.clear()


def build_app(running: Running, book: Notebook) -> AsyncApp:
    aim = running.describe()
    app = AsyncApp(
        client=AsyncWebClient(token=aim["bot_token"], base_url=aim["api_url"]),
        signing_secret=aim["signing_secret"],
        process_before_response=True,
    )
    _commands(app, book)
    _clicks(app, book)
    _modals(app, book)
    _events(app, book)
    _assistant(app, book)
    return app


def _commands(app: AsyncApp, book: Notebook) -> None:
    tasks: set[Any] = set()

    async def later(command: Json, client: AsyncWebClient) -> None:
        await asyncio.to_thread(book.release.wait, 5)
        try:
            await client.views_open(trigger_id=command["trigger_id"], view=modal())
        except SlackApiError as refusal:
            book.note("late", refusal.response["error"])

    @app.command("/pin")
    async def pin(ack: Any, command: Json, respond: Any, client: AsyncWebClient) -> None:
        book.note("command", command)
        word = command.get("text", "").split(" ")[0]
        if word == "slow":
            await asyncio.to_thread(book.release.wait, 5)
            await ack("too late")
        elif word == "say":
            await ack("for you")
        else:
            await ack()
        if word == "respond":
            answers = [await respond("a note"), await respond(text="for all", response_type="in_channel")]
            book.note("respond", [answer.status_code for answer in answers])
        elif word == "respond7":
            book.note("respond7", [(await respond(f"note {n}")).status_code for n in range(7)])
        elif word == "modal":
            opened = await client.views_open(trigger_id=command["trigger_id"], view=modal())
            view = opened["view"]
            book.note("filled", await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Filled")))
        elif word == "card":
            await client.chat_postMessage(channel=command["channel_id"], text="card", blocks=card())
        elif word == "note":
            channel, user = command["channel_id"], command["user_id"]
            await client.chat_postEphemeral(channel=channel, user=user, text="note", blocks=card())
        elif word == "late":
            task = asyncio.get_running_loop().create_task(later(command, client))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


def _clicks(app: AsyncApp, book: Notebook) -> None:
    @app.action("approve")
    async def approve(ack: Any, body: Json, respond: Any, client: AsyncWebClient) -> None:
        await ack()
        if "message" in body:
            where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
            await client.chat_update(**where, text="approved", blocks=card("approved"))
            await client.chat_postEphemeral(channel=where["channel"], user=body["user"]["id"], text="done")
        answer = await respond(text="replaced", replace_original=True)
        book.note("approve", body | {"respond": answer.status_code})

    @app.action(re.compile("stage|candidate|home"))
    async def other(ack: Any, body: Json) -> None:
        await ack()
        book.note("choice", body)

    @app.options("candidate")
    async def offer(ack: Any, payload: Json, body: Json) -> None:
        book.note("suggestion", body)
        await ack(options=[option(f"Kim {payload['value']}")])

    @app.shortcut("find")
    async def find(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        book.note("shortcut", body)

    @app.shortcut("note")
    async def keep(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        book.note("message_action", body)


def _modals(app: AsyncApp, book: Notebook) -> None:
    answers: dict[str, Json] = {
        "bad": {"response_action": "errors", "errors": {"body": "Too short"}},
        "astray": {"response_action": "errors", "errors": {"nowhere": "?"}},
        "push": {"response_action": "push", "view": modal("Second")},
        "update": {"response_action": "update", "view": {"type": "modal", "title": plain("Done"), "blocks": []}},
        "clear": {"response_action": "clear"},
    }

    @app.view("edit")
    async def submitted(ack: Any, body: Json, view: Json) -> None:
        book.note("submitted", body)
        await ack(**answers.get(view["state"]["values"]["body"]["v"]["value"], {}))

    @app.view_closed("edit")
    async def closed(ack: Any, body: Json) -> None:
        await ack()
        book.note("closed", body)


def _events(app: AsyncApp, book: Notebook) -> None:
    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            button = {"type": "button", "action_id": "home", "text": plain("Go"), "value": "1"}
            blocks = [section("Home"), {"type": "actions", "elements": [button]}]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
        book.note("home", event)

    @app.event("app_mention")
    async def mention(event: Json, say: Any) -> None:
        await say(text="here", thread_ts=event["ts"])

    @app.event("link_shared")
    async def link(event: Json, client: AsyncWebClient) -> None:
        unfurls = {one["url"]: {"blocks": [section("Kim, Engineer")]} for one in event["links"]}
        await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)
        book.note("link_shared", event)

    @app.event(re.compile("reaction_added|message|member_joined_channel|file_shared"))
    async def any_other(event: Json, body: Json) -> None:
        book.note(event["type"], body)


def _assistant(app: AsyncApp, book: Notebook) -> None:
    assistant = AsyncAssistant()

    @assistant.thread_started
    async def started(set_suggested_prompts: Any) -> None:
        await set_suggested_prompts(prompts=[{"title": "Who is new?", "message": "Who is new?"}])

    @assistant.user_message
    async def asked(set_status: Any, say: Any) -> None:
        await set_status("is thinking…")
        await say("Kim is new.")

    app.use(assistant)


def run_over_http(app: AsyncApp, running: Running) -> Callable[[], None]:
    """Serve the app for signed requests; returns how to stop it."""
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    served = serve(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]))
    running.slack.point_at(f"{served.url}/slack/events")
    return served.stop


def run_over_socket(app: AsyncApp, running: Running) -> Callable[[], None]:
    """Connect the app in a loop and thread of its own; returns how to stop it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def connect() -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, running.describe()["app_token"])
        await handler.connect_async()
        return handler

    handler = asyncio.run_coroutine_threadsafe(connect(), loop).result(10)
    running.slack.wait_for(running.slack.connected)

    def stop() -> None:
        asyncio.run_coroutine_threadsafe(handler.close_async(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

    return stop
