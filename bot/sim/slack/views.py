"""Making views: checked, completed with ids and hash, put on a person's stack of modals."""

from typing import Any

from bot.sim.slack.blockkit.check import check_view, refuse, too_large
from bot.sim.slack.content import fill_ids
from bot.sim.slack.inputs import initial_state
from bot.sim.slack.screens import STACK_LIMIT
from bot.sim.slack.wire import ApiError, Json, copied, new_id
from bot.sim.slack.world import World


def make_view(world: World, wanted: Any, surface: str, *, instead_of: Json | None = None) -> Json:
    """A new view of the surface ("modal" or "home"), or the next state of one that is open.

    Raises:
        ApiError: invalid_arguments with Block Kit errors, view_too_large, duplicate_external_id.
    """
    refuse("invalid_arguments", check_view(wanted))
    if wanted["type"] != surface:
        raise ApiError("invalid_arguments", extra={"response_metadata": {"messages": [f"[ERROR] not a {surface}"]}})
    if too_large(wanted):
        raise ApiError("view_too_large")
    view = _completed(world, copied(wanted))
    if instead_of is not None:
        view |= {name: instead_of[name] for name in ("id", "root_view_id", "previous_view_id")}
    _check_external_id(world, view)
    return view


def show_first(world: World, user: str, view: Json) -> None:
    """Open a modal; what was open before is gone."""
    world.screens.stacks[user] = [view]
    world.changes.announce("views", [user])


def show_next(world: World, user: str, view: Json) -> None:
    """Push a modal onto the stack.

    Raises:
        ApiError: push_limit_reached with three views open, not_found without any.
    """
    stack = world.screens.stack(user)
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise ApiError("push_limit_reached")
    view |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(view)
    world.changes.announce("views", [user])


def show_instead(world: World, user: str, view: Json) -> None:
    """Put the next state of an open modal in its place."""
    stack = world.screens.stack(user)
    stack[:] = [view if one["id"] == view["id"] else one for one in stack]
    world.changes.announce("views", [user])


def publish_home(world: World, user: str, view: Json) -> None:
    world.books.homes[user] = view
    world.changes.announce("home", [user])


def _completed(world: World, view: Json) -> Json:
    view_id = new_id("V")
    fill_ids(view["blocks"])
    unset: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
    unset |= {"clear_on_close": False, "notify_on_close": False}
    unset |= {"title": {"type": "plain_text", "text": world.app.name}}
    return {
        **unset,
        **view,
        "id": view_id,
        "team_id": world.seed.team_id,
        "app_id": world.app.id,
        "app_installed_team_id": world.seed.team_id,
        "bot_id": world.app.bot_id,
        "hash": f"{int(world.clock.now())}.{new_id('', 8)}",
        "state": {"values": initial_state(view["blocks"])},
        "root_view_id": view_id,
        "previous_view_id": None,
    }


def _check_external_id(world: World, view: Json) -> None:
    twin = world.screens.by_external_id(view["external_id"])
    if twin is not None and twin[1]["id"] != view["id"]:
        raise ApiError("duplicate_external_id")
