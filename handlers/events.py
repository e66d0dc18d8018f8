"""What happens in the workspace: mentions, direct messages, the Home tab, channels and tokens that go away."""

import re
from typing import Any

from slack_bolt.context.say.async_say import AsyncSay

from bot.pin import Pin
from handlers.edge import Edge
from handlers.listening import Surface

_MENTION = re.compile(r"<@[UW][A-Z0-9]+>")
HINT = (
    "Tell me how to change the draft in the thread of a reply, for example “@pin shorter, offer Tuesday”. "
    "Everything else is behind `/pin`."
)


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.event("app_mention")(given(mentioned))
    app.event("message")(given(written))
    for quiet in ("app_uninstalled", "tokens_revoked", "channel_archive", "member_joined_channel"):
        app.event(quiet)(given(noticed))


def _is_new(pin: Pin, body: dict[str, Any]) -> bool:
    event = body["event"]
    natural = ":".join(str(event.get(key, "")) for key in ("type", "channel", "user", "ts", "event_ts"))
    return pin.house.is_new_event(str(body.get("event_id", natural)), natural)


async def mentioned(body: dict[str, Any], event: dict[str, Any], edge: Edge, pin: Pin, say: AsyncSay) -> None:
    """R18: in the thread of a reply, the words change the draft; the answer comes in that thread."""
    if not await edge.call(_is_new, pin, body):
        return
    thread = event.get("thread_ts") or event["ts"]
    words = _MENTION.sub("", event.get("text", "")).strip()
    await edge.call(pin.house.greet, event["user"])
    reply = await edge.call(pin.editing.open_in_thread, event["channel"], thread)
    if not reply or not words:
        await say(text=HINT, thread_ts=thread)
        return
    await say(text=await edge.call(pin.corrections.instruct, reply, event["user"], words), thread_ts=thread)


async def written(body: dict[str, Any], event: dict[str, Any], edge: Edge, pin: Pin, say: AsyncSay) -> None:
    """A direct message of a person; our own messages and edits are not meant."""
    if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
        return
    if await edge.call(_is_new, pin, body):
        await edge.call(pin.house.greet, event["user"])
        await say(text=HINT, thread_ts=event.get("thread_ts"))


async def noticed(body: dict[str, Any], edge: Edge, pin: Pin) -> None:
    """Kept in the record; what cannot be posted any more goes to an admin by direct message (B16)."""
    await edge.call(_is_new, pin, body)
