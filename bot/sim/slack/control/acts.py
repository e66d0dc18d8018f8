"""What the page sends: each act by its name, with who acts and what on."""

from collections.abc import Awaitable, Callable, Mapping

from bot.sim.slack.acts import clicks, commands, modals, shortcuts, talk
from bot.sim.slack.trouble import move_clock, order
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World

Act = Callable[[World, str, Json], Awaitable[Json]]


async def message(world: World, me: str, body: Json) -> Json:
    files = body.get("file_ids") or ()
    ts = talk.say(world, me, body["channel"], body.get("text") or "", body.get("thread_ts") or None, files)
    return {"ok": True, "ts": ts}


async def reaction(world: World, me: str, body: Json) -> Json:
    talk.toggle_reaction(world, me, body["channel"], body["ts"], body["name"])
    return {"ok": True}


async def read(world: World, me: str, body: Json) -> Json:
    talk.mark_read(world, me, body["channel"], body["ts"])
    return {"ok": True}


async def join(world: World, me: str, body: Json) -> Json:
    talk.join(world, me, body["channel"])
    return {"ok": True}


async def command(world: World, me: str, body: Json) -> Json:
    return (await commands.run_command(world, me, body["channel"], body["text"])).row()


async def action(world: World, me: str, body: Json) -> Json:
    outcome = await clicks.click(
        world,
        me,
        _where(body),
        body["action_id"],
        block_id=body.get("block_id"),
        choice=body.get("payload"),
        values=body.get("values"),
    )
    return outcome.row()


async def suggest(world: World, me: str, body: Json) -> Json:
    query = str(body.get("value") or "")
    offered = await clicks.suggest(world, me, _where(body), body["action_id"], query, body.get("block_id"))
    return {"ok": True, **offered}


async def submit(world: World, me: str, body: Json) -> Json:
    return (await modals.submit(world, me, body["view_id"], body.get("values") or {})).row()


async def close(world: World, me: str, body: Json) -> Json:
    await modals.close(world, me, body["view_id"], everything=bool(body.get("all")))
    return {"ok": True}


async def shortcut(world: World, me: str, body: Json) -> Json:
    return (await shortcuts.run_shortcut(world, me, body["callback_id"])).row()


async def message_action(world: World, me: str, body: Json) -> Json:
    outcome = await shortcuts.run_message_action(world, me, body["callback_id"], body["channel"], body["ts"])
    return outcome.row()


async def open_im(world: World, me: str, body: Json) -> Json:
    return {"ok": True, "channel": talk.open_im(world, me, body["user"])}


async def fault(world: World, _: str, body: Json) -> Json:
    await order(world, body["kind"], body)
    return {"ok": True}


async def fault_clear(world: World, _: str, __: Json) -> Json:
    world.faults.clear()
    world.changes.announce("fault")
    return {"ok": True}


async def clock(world: World, _: str, body: Json) -> Json:
    move_clock(world, float(body["offset_seconds"]))
    return {"ok": True}


async def reset(world: World, _: str, __: Json) -> Json:
    world.start_over()
    return {"ok": True}


def _where(body: Json) -> Json:
    """A view by id, or a message by channel and ts."""
    return {"view_id": body["view_id"]} if body.get("view_id") else body["message"]


ACTS: Mapping[str, Act] = {
    "message": message,
    "reaction": reaction,
    "read": read,
    "join": join,
    "command": command,
    "action": action,
    "suggest": suggest,
    "submit": submit,
    "close": close,
    "shortcut": shortcut,
    "message_action": message_action,
    "open_im": open_im,
    "fault": fault,
    "fault_clear": fault_clear,
    "clock": clock,
    "reset": reset,
}
