"""What Slack says, turned into one call on Pin."""

from handlers import (
    candidate_forms,
    candidates,
    commands,
    enrolling,
    events,
    exports,
    greenhouse,
    home,
    imports,
    inbox,
    jobs,
    menus,
    pausing,
    sequences,
    settings,
    shortcuts,
    suggestions,
    tellings,
    triggers,
)
from handlers.listening import Surface

ROOMS = (
    candidate_forms,
    candidates,
    commands,
    enrolling,
    events,
    home,
    exports,
    greenhouse,
    imports,
    inbox,
    jobs,
    menus,
    pausing,
    sequences,
    settings,
    shortcuts,
    suggestions,
    tellings,
    triggers,
)


def register_all(surface: Surface) -> None:
    for room in ROOMS:
        room.register(surface)
