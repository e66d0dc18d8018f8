"""When a candidate goes to the tracking system by itself (S5, T1-T7). A new trigger is one entry in `Trigger`."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.replies import MACHINE_LABELS, Flag, Label


class Moment(StrEnum):
    """What can happen to a person on a job."""

    ENROLLED = "enrolled"
    CONTACT_FOUND = "contact_found"
    FIRST_MESSAGE = "first_message"
    REPLIED = "replied"
    INTERESTED = "interested"
    EXPORTED = "exported"
    """A person asked for it."""


class Trigger(StrEnum):
    """The setting of a job: stored value, words for the menu, the moments that fire it, other names for it."""

    words: str
    moments: frozenset[Moment]
    aliases: tuple[str, ...]

    def __new__(cls, value: str, words: str, moments: Iterable[Moment] = (), aliases: Iterable[str] = ()) -> "Trigger":
        trigger = str.__new__(cls, value)
        trigger._value_ = value
        trigger.words = words
        trigger.moments = frozenset(moments)
        trigger.aliases = tuple(aliases)
        return trigger

    NEVER = "never", "Never", (), ("off", "none", "no", "disabled")
    ADDED_TO_SEQUENCE = (
        "added_to_sequence", "They are added to an outreach sequence", {Moment.ENROLLED},
        ("added", "sequence", "enrolled", "added to an outreach sequence", "added to outreach"),
    )  # fmt: skip
    CONTACT_FOUND = (
        "contact_found", "Contact information is found", {Moment.CONTACT_FOUND},
        ("contact", "contact information found", "contact info found"),
    )  # fmt: skip
    FIRST_MESSAGE = (
        "first_message", "They receive their first message", {Moment.FIRST_MESSAGE},
        ("message", "contacted", "first message sent", "receive their first message"),
    )  # fmt: skip
    REPLIED = (
        "replied", "They reply to an email", {Moment.REPLIED, Moment.INTERESTED},
        ("reply", "replies", "they reply"),
    )  # fmt: skip
    INTERESTED = (
        "interested", "They reply to an email and are interested", {Moment.INTERESTED},
        ("replied and interested", "reply and interested", "replied_and_interested"),
    )  # fmt: skip


class Verdict(StrEnum):
    """What a moment means for the sync."""

    FIRES = "fires"
    NOT_NOW = "not now"
    HELD = "held for a person"
    ALREADY = "already synced"


class Change(StrEnum):
    """What follows from a person correcting a label."""

    FIRE_INTERESTED = "fire interested"
    ADD_NOTE = "add a note"
    NOTHING = "nothing"


def trigger_named(text: str) -> Trigger | None:
    """The trigger by its value, its words or an alias, whatever the case; None when nobody knows it."""
    wanted = _plain(text)
    for trigger in Trigger:
        if wanted in map(_plain, (trigger.value, trigger.words, *trigger.aliases)):
            return trigger
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def verdict(trigger: Trigger, happened: Iterable[Moment], *, opted_out: bool, synced: bool) -> Verdict:
    """Whether what happened syncs the person to the job.

    T6: an export by hand wins over trigger and opt-out. T7: one sync for each person and job. An opt-out or objection
    never syncs by trigger. T5: give all moments so far to count who already qualifies.
    """
    moments = frozenset(happened)
    by_hand = Moment.EXPORTED in moments
    if not by_hand and not moments & trigger.moments:
        return Verdict.NOT_NOW
    if synced:
        return Verdict.ALREADY
    return Verdict.HELD if opted_out and not by_hand else Verdict.FIRES


def moments_of_reply(label: Label, flags: frozenset[Flag], *, sure: bool) -> frozenset[Moment]:
    """T1: machines do not reply. T2: interested is a reply too. `sure`: the gate is open or a person confirmed it."""
    if label in MACHINE_LABELS or Flag.AUTO_REPLY in flags:
        return frozenset()
    return frozenset({Moment.REPLIED, Moment.INTERESTED} if label is Label.INTERESTED and sure else {Moment.REPLIED})


def is_objection(label: Label, flags: frozenset[Flag]) -> bool:
    """The person told us to stop: never synced by trigger, held for a person."""
    return label is Label.UNSUBSCRIBE or Flag.HOSTILE in flags


def after_correction(before: Label, now: Label) -> Change:
    """T3: a correction to interested fires at that moment. T4: one away from it deletes nothing, it adds a note."""
    if now is Label.INTERESTED:
        return Change.FIRE_INTERESTED
    return Change.ADD_NOTE if before is Label.INTERESTED else Change.NOTHING
