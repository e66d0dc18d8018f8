"""The local Slack: a faithful stand-in for one workspace, with a page for people and the real wire for the app."""

from bot.sim.slack.acts.outcome import Outcome
from bot.sim.slack.hands import Slack
from bot.sim.slack.running import Running, start
from bot.sim.slack.seed import Person, Room, Seed, acme
from bot.sim.slack.wire import PersonError

__all__ = ["Outcome", "Person", "PersonError", "Room", "Running", "Seed", "Slack", "acme", "start"]
