"""users.*, reactions.*, team.info, bots.info: who is here and what they feel about a message."""

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.api.paging import paged
from bot.sim.slack.books import Channel
from bot.sim.slack.events import emit
from bot.sim.slack.rooms import joined, user_on_wire
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


def info(world: World, args: Args) -> Json:
    user = world.books.users.get(args.need("user"))
    if user is None:
        raise ApiError("user_not_found")
    return {"user": user_on_wire(world, user)}


def lookup(world: World, args: Args) -> Json:
    email = args.need("email").lower()
    for user in world.books.users.values():
        if user.email.lower() == email:
            return {"user": user_on_wire(world, user)}
    raise ApiError("users_not_found")


def list_all(world: World, args: Args) -> Json:
    return paged("members", [user_on_wire(world, user) for user in world.books.users.values()], args)


def team(world: World, args: Args) -> Json:
    if args.text("team") not in {"", world.seed.team_id}:
        raise ApiError("team_not_found")
    return {"team": {"id": world.seed.team_id, "name": world.seed.workspace, "domain": world.seed.domain}}


def bot(world: World, args: Args) -> Json:
    if args.text("bot") not in {"", world.app.bot_id}:
        raise ApiError("bot_not_found")
    app = world.app
    return {
        "bot": {"id": app.bot_id, "deleted": False, "name": app.bot_name, "app_id": app.id, "user_id": app.bot_user}
    }


def react(world: World, args: Args) -> Json:
    channel, message = _item(world, args)
    if not add_reaction(world, channel, message, world.app.bot_user, args.need("name")):
        raise ApiError("already_reacted")
    return {}


def unreact(world: World, args: Args) -> Json:
    channel, message = _item(world, args)
    if not drop_reaction(world, channel, message, world.app.bot_user, args.need("name")):
        raise ApiError("no_reaction")
    return {}


def add_reaction(world: World, channel: Channel, message: Json, user: str, name: str) -> bool:
    """False if the person has already reacted like that."""
    rows = message.setdefault("reactions", [])
    row = next((one for one in rows if one["name"] == name), None)
    if row is None:
        row = {"name": name, "users": [], "count": 0}
        rows.append(row)
    if user in row["users"]:
        return False
    row["users"].append(user)
    row["count"] = len(row["users"])
    _tell(world, "reaction_added", channel, message, user, name)
    return True


def drop_reaction(world: World, channel: Channel, message: Json, user: str, name: str) -> bool:
    """False if there was no such reaction of this person."""
    row = next((one for one in message.get("reactions", []) if one["name"] == name), None)
    if row is None or user not in row["users"]:
        return False
    row["users"].remove(user)
    row["count"] = len(row["users"])
    message["reactions"] = [one for one in message["reactions"] if one["users"]]
    _tell(world, "reaction_removed", channel, message, user, name)
    return True


def _tell(world: World, kind: str, channel: Channel, message: Json, user: str, name: str) -> None:
    world.changes.announce("reaction", world.audience(channel), channel=channel.id, ts=message["ts"])
    item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
    emit(world, {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message["user"]}, channel)


def _item(world: World, args: Args) -> tuple[Channel, Json]:
    if not args.text("channel") or not args.text("timestamp"):
        raise ApiError("no_item_specified")
    channel = joined(world, args.text("channel"))
    return channel, world.message(channel, args.text("timestamp"))


METHODS = {
    "users.info": info,
    "users.lookupByEmail": lookup,
    "users.list": list_all,
    "team.info": team,
    "bots.info": bot,
    "reactions.add": react,
    "reactions.remove": unreact,
}
