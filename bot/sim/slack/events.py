"""Events API: what happened, wrapped as Slack wraps it, told to the app if its manifest asks and its scopes allow."""

from bot.sim.slack.books import Channel, Kind
from bot.sim.slack.contract import EVENT_SCOPES
from bot.sim.slack.delivery.send import send_event
from bot.sim.slack.wire import Json, copied, new_id
from bot.sim.slack.world import World

KEPT = 500
_MESSAGE_EVENT = {Kind.PUBLIC: "message.channels", Kind.PRIVATE: "message.groups", Kind.IM: "message.im"}
_CHANNEL_TYPE = {Kind.PUBLIC: "channel", Kind.PRIVATE: "group", Kind.IM: "im"}


def emit(world: World, event: Json, channel: Channel | None = None) -> None:
    """Tell the app, unless it is not subscribed, lacks the scope or is not in the channel where it happened."""
    if channel is not None and world.app.bot_user not in channel.members:
        return
    subscription = event["type"]
    if subscription == "message" and channel is not None:
        subscription = _MESSAGE_EVENT[channel.kind]
        event = {**event, "channel_type": _CHANNEL_TYPE[channel.kind]}
    if not _wanted(world, subscription):
        return
    envelope = _envelope(world, {"event_ts": world.clock.ts(), **event})
    world.envelopes.append(envelope)
    del world.envelopes[:-KEPT]
    world.spawn(send_event(world, envelope))


def _wanted(world: World, subscription: str) -> bool:
    needed = EVENT_SCOPES.get(subscription, ())
    return subscription in world.app.events and (not needed or bool(world.app.scopes.intersection(needed)))


def _envelope(world: World, event: Json) -> Json:
    team = world.seed.team_id
    return {
        "token": "local-verification",
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": world.app.id,
        "event": copied(event),
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(world.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": world.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{new_id('', 12)}",
    }
