"""What Slack says, turned into one call on Pin."""

from handlers import commands, enrolling, events, imports, menus, suggestions, tellings
from handlers.listening import Surface

ROOMS = (commands, enrolling, events, imports, menus, suggestions, tellings)


def register_all(surface: Surface) -> None:
    for room in ROOMS:
        room.register(surface)
