"""The company's own settings: names, defaults, and what each means."""

import re
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


LEAST_UNDO, MOST_UNDO = 5, 300
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
_EMOJI = re.compile(r":[a-z0-9_+'-]{1,100}:")


def refusals(values: dict[str, Any]) -> dict[str, str]:
    """Setting -> what is wrong with its new value; empty when all can be kept."""
    wrong = {}
    if "undo_seconds" in values and not LEAST_UNDO <= int(values["undo_seconds"]) <= MOST_UNDO:
        wrong["undo_seconds"] = f"Between {LEAST_UNDO} and {MOST_UNDO} seconds."
    if "emoji" in values and not _is_mark(values["emoji"]):
        wrong["emoji"] = "One emoji, or the name of your own between colons, such as :greenhouse:."
    for name in ("window_start", "window_end"):
        if name in values and not _TIME.fullmatch(values[name]):
            wrong[name] = "A time of the day with two digits each, such as 09:00."
    if not wrong and values.get("window_end", "99") <= values.get("window_start", ""):
        wrong["window_end"] = "The end must be later than the start, on the same day."
    if "window_days" in values and not values["window_days"]:
        wrong["window_days"] = "Choose at least one day, or nothing ever leaves. To stop all mail, pause sending."
    return wrong


def _is_mark(text: str) -> bool:
    return bool(_EMOJI.fullmatch(text)) or (0 < len(text) <= 8 and not re.search(r"[\w\s<>&|:*`]", text))
