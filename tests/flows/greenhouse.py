"""What stories about Greenhouse share: a job with a trigger, and what is found over there afterwards."""

from typing import Any

from bot.domain.triggers import Trigger
from tests.office import Office

BACKEND = "Staff Backend Engineer"


def set_trigger(office: Office, trigger: Trigger, ats_job: str = BACKEND, *, prospect: bool = False) -> None:
    """Connect Greenhouse and enable a trigger; `ats_job` empty: no job."""
    office.connect_greenhouse()
    there = office.greenhouse_job(ats_job) if ats_job else ("", "")
    office.pin.house.set_trigger(
        office.people["rae"], office.job, trigger, there, prospect=prospect, notify_channel="", backfill=False
    )


def enrol(office: Office, *people: int) -> None:
    enrolled = office.pin.outreach.enrol(
        list(people), office.job, office.sequence, office.mailbox, office.people["rae"]
    )
    assert enrolled.refused == ()


def write_to(office: Office, *people: int) -> None:
    """Enrol, and let the first mail leave."""
    enrol(office, *people)
    office.collect()
    assert office.tick() == len(people)
    office.settle()


def reply(office: Office, address: str, words: str) -> None:
    office.answers(office.letter_to(address), words)
    office.collect()
    office.settle()


def people_named(office: Office, last: str) -> list[dict[str, Any]]:
    return [row for row in office.greenhouse.people() if row["last_name"] == last]


def person_named(office: Office, last: str) -> dict[str, Any]:
    (row,) = people_named(office, last)
    return row


def of_person(office: Office, table: str, person: dict[str, Any]) -> list[dict[str, Any]]:
    return office.greenhouse.rows(table, candidate_id=person["id"])


def added_files(office: Office, person: dict[str, Any]) -> list[str]:
    """Names of the files that we attached."""
    names = [str(row["filename"]) for row in of_person(office, "attachments", person)]
    return [name for name in names if name.startswith("Pin - ")]


def our_notes(office: Office, person: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in of_person(office, "notes", person) if "(pin " in str(row["body"])]


def notices(office: Office, channel: str = "hiring-platform") -> list[dict[str, Any]]:
    """What the channel was told of syncs."""
    return [card for card in office.cards(channel) if "🌱" in card["text"] and "not in Greenhouse" not in card["text"]]


def held(office: Office, channel: str = "hiring-platform") -> list[dict[str, Any]]:
    """Cards that ask a person to decide."""
    return [card for card in office.cards(channel) if "is not in Greenhouse yet" in card["text"]]


def calls(office: Office, method: str, path: str) -> int:
    """How often Greenhouse did something for us."""
    asked = [call for call in office.greenhouse.calls if call.method == method and call.path.endswith(path)]
    return sum(call.status < 300 for call in asked)


def relabel(office: Office, card: dict[str, Any], label: str) -> None:
    """A person says what the reply means, in the label's modal."""
    rae = office.people["rae"]
    if office.values(card, "suggestion.change_label"):
        office.slack.click(card, "suggestion.change_label", by=rae)
    else:
        office.slack.click(card, "suggestion.more", by=rae, choice=office.entry(card, "Change label"))
    view = office.slack.views(rae)[-1]
    options = next(block["element"]["options"] for block in view["blocks"] if block.get("block_id") == "label")
    chosen = next(option for option in options if option["value"] == label)
    office.slack.submit(office.answer(label={"selected_option": chosen}), by=rae)
    office.settle()
