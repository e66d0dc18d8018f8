"""What Slack says, turned into one call on Pin."""

from handlers import suggestions
from handlers.listening import Surface


def register_all(surface: Surface) -> None:
    suggestions.register(surface)
