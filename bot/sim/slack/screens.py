"""What is open on people's screens right now: stacks of modals, status lines, suggested prompts."""

from dataclasses import dataclass, field

from bot.sim.slack.wire import Json

STACK_LIMIT = 3


@dataclass(slots=True)
class Screens:
    """`stacks`: user -> open modals, the last is on top; `statuses` and `prompts` by channel (and thread)."""

    stacks: dict[str, list[Json]] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Json] = field(default_factory=dict)
    prompts: dict[str, list[Json]] = field(default_factory=dict)

    def stack(self, user: str) -> list[Json]:
        return self.stacks.setdefault(user, [])

    def modal(self, view_id: str) -> tuple[str, Json] | None:
        """Who has this modal open, and the modal."""
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == view_id:
                    return user, view
        return None

    def by_external_id(self, external_id: str) -> tuple[str, Json] | None:
        for user, stack in self.stacks.items():
            for view in stack:
                if external_id and view["external_id"] == external_id:
                    return user, view
        return None

    def clear(self) -> None:
        self.stacks.clear()
        self.statuses.clear()
        self.prompts.clear()
