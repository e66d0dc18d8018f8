"""Slash commands: the ones of the manifest go to the app, its answer or Slack's own words come back."""

from typing import Any

from bot.sim.slack.acts.outcome import Outcome, failure_code
from bot.sim.slack.acts.payloads import own_channel, response_url
from bot.sim.slack.acts.talk import command_text, invite
from bot.sim.slack.books import Channel, Kind
from bot.sim.slack.delivery.courier import Parcel, Post
from bot.sim.slack.delivery.send import send
from bot.sim.slack.posting import whisper
from bot.sim.slack.responses import reply
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


async def run_command(world: World, user: str, channel_id: str, line: str) -> Outcome:
    """A line like "/pin help", typed in a channel.

    Raises:
        PersonError: it is not their channel.
    """
    channel = own_channel(world, channel_id, user)
    name, _, text = line.strip().partition(" ")
    if name == "/invite":
        invite(world, user, channel_id, line)
        return Outcome(True)
    command = world.app.command(name)
    if command is None:
        return _failed(world, channel, user, f"{name} is not a valid command.", "invalid_command")
    escape = bool(command.get("should_escape"))
    payload = _payload(world, user, channel, name, command_text(world, text.strip(), escape=escape))
    receipt = await send(world, Parcel(Post.COMMAND, payload))
    if not receipt.acked:
        code = failure_code(receipt)
        return _failed(world, channel, user, f'{name} failed with the error "{code}"', code)
    return _answered(world, channel, user, name, receipt.body)


def _answered(world: World, channel: Channel, user: str, name: str, body: Any) -> Outcome:
    """What came with the ack is said at once, to this person unless it says otherwise."""
    if not body:
        return Outcome(True)
    answer: Json = body if isinstance(body, dict) else {"text": str(body)}
    try:
        reply(world, channel, user, answer)
    except ApiError as refusal:
        words = f'{name} failed with the error "{refusal.code}"'
        return _failed(world, channel, user, words, refusal.code)
    return Outcome(True, response=answer)


def _failed(world: World, channel: Channel, user: str, words: str, code: str) -> Outcome:
    whisper(world, channel, user, {"text": words}, user="USLACKBOT", bot_id=None, is_system=True)
    return Outcome(False, error=words, code=code)


def _payload(world: World, user: str, channel: Channel, name: str, text: str) -> Json:
    return {
        "token": "local-verification",
        "team_id": world.seed.team_id,
        "team_domain": world.seed.domain,
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.kind is Kind.PRIVATE else channel.wire_name,
        "user_id": user,
        "user_name": world.user(user).name,
        "command": name,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(world, channel, user),
        "trigger_id": world.grants.trigger(user),
    }
