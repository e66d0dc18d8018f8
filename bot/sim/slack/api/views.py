"""views.*: open, push, update and publish."""

from bot.sim.slack.api.arguments import Args, missing
from bot.sim.slack.views import make_view, publish_home, show_first, show_instead, show_next
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


def open_modal(world: World, args: Args) -> Json:
    user = world.grants.exchange(args.need("trigger_id"))
    view = make_view(world, args.get("view"), "modal")
    show_first(world, user, view)
    return {"view": view}


def push(world: World, args: Args) -> Json:
    user = world.grants.exchange(args.need("trigger_id"))
    view = make_view(world, args.get("view"), "modal")
    show_next(world, user, view)
    return {"view": view}


def update(world: World, args: Args) -> Json:
    """By view_id or external_id; with `hash` only if nobody has updated in between."""
    if not args.text("view_id") and not args.text("external_id"):
        raise missing("view_id")
    found = world.screens.modal(args.text("view_id")) or world.screens.by_external_id(args.text("external_id"))
    if found is None:
        raise ApiError("not_found")
    user, before = found
    _check_hash(args, before)
    view = make_view(world, args.get("view"), "modal", instead_of=before)
    show_instead(world, user, view)
    return {"view": view}


def publish(world: World, args: Args) -> Json:
    user = args.need("user_id")
    if not world.app.home_tab:
        raise ApiError("not_enabled")
    if user not in world.books.users:
        raise ApiError("invalid_arguments", extra={"response_metadata": {"messages": ["[ERROR] invalid user_id"]}})
    before = world.books.homes.get(user)
    if before is not None:
        _check_hash(args, before)
    view = make_view(world, args.get("view"), "home", instead_of=before)
    publish_home(world, user, view)
    return {"view": view}


def _check_hash(args: Args, before: Json) -> None:
    if args.text("hash") and args.text("hash") != before["hash"]:
        raise ApiError("hash_conflict")


METHODS = {
    "views.open": open_modal,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
