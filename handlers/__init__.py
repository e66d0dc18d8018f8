"""What Slack says, turned into one call on Pin."""

from handlers import commands, suggestions
from handlers.listening import Surface


def register_all(surface: Surface) -> None:
    commands.register(surface)
    suggestions.register(surface)
