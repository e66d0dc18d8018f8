"""What Slack says, turned into one call on Pin."""

from handlers import candidate_forms, candidates, commands, enrolling, events, imports, menus, suggestions, tellings
from handlers.listening import Surface

ROOMS = (candidate_forms, candidates, commands, enrolling, events, imports, menus, suggestions, tellings)


def register_all(surface: Surface) -> None:
    for room in ROOMS:
        room.register(surface)
