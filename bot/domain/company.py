"""The company's own settings: names, defaults, and what each means."""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from bot.domain.sequences import Window


@dataclass(frozen=True, slots=True)
class Company:
    """Attributes:
    undo_seconds: how long an approved reply can still be taken back.
    emoji: the mark of people who are in Greenhouse, a Slack emoji name or a character.
    postal_address: stands under each first mail (CAN-SPAM).
    sending_paused: the kill switch: nothing leaves while it is set.
    window_*: when sequence mail may leave, local time of the job; days count from Monday as 0.
    gap_seconds: between two sequence mails of one mailbox; 0 uses the mailbox's own.
    """

    name: str = ""
    undo_seconds: int = 20
    emoji: str = "🌱"
    postal_address: str = ""
    sending_paused: bool = False
    window_start: str = "09:00"
    window_end: str = "17:00"
    window_days: str = "01234"
    admin_channel: str = ""

    def window(self, zone: str) -> Window:
        return Window(
            zone=zone or "UTC",
            days=frozenset(int(day) for day in self.window_days),
            start=time.fromisoformat(self.window_start),
            end=time.fromisoformat(self.window_end),
        )


SETTING_NAMES = tuple(field.name for field in fields(Company))


def company_from(stored: dict[str, Any]) -> Company:
    """The settings, defaults where nothing is stored; unknown names are ignored."""
    return Company(**{name: value for name, value in stored.items() if name in SETTING_NAMES})
