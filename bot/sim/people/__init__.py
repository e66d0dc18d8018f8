"""Simulated candidates who read their mail and answer it, and a page on which a visitor answers for them."""

from bot.sim.people.cast import CAST, Manner, Person, cast_csv
from bot.sim.people.running import Running, start

__all__ = ["CAST", "Manner", "Person", "Running", "cast_csv", "start"]
