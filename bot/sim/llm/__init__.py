"""A language-model endpoint for tests: OpenAI's wire format on loopback, well-behaved or bad on demand."""

from bot.sim.llm.control import Asked, Behaviour, Llm
from bot.sim.llm.server import Running, start

__all__ = ["Asked", "Behaviour", "Llm", "Running", "start"]
