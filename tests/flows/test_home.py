"""The App Home: what waits, how everything stands, a button for every command; and the first day (R47, F8)."""

import time
from typing import Any

import pytest

from bot import clock
from bot.cards.ids import Action
from bot.domain.triggers import Trigger
from bot.errors import Disconnected
from handlers.commands import COMMANDS
from tests.flows.greenhouse import enrol, set_trigger
from tests.flows.test_inbox_list import fill
from tests.office import Office

INTERESTED = "Sounds great, I would love to talk. Could you call me on Friday?"


def home(office: Office, name: str) -> dict[str, Any]:
    """The Home tab as the person sees it after opening it."""
    person = office.people[name]
    before = published(office, name)
    office.slack.open_home(by=person)
    office.slack.wait_for(lambda: published(office, name) > before)
    office.settle()
    return seen(office, name)


def published(office: Office, name: str) -> int:
    calls = office.slack.api_calls("views.publish")
    return sum(1 for call in calls if call["request"].get("user_id") == office.people[name])


def seen(office: Office, name: str) -> dict[str, Any]:
    found = office.slack.home(office.people[name])
    assert found is not None, "Home was never published"
    return found


def action_ids(view: dict[str, Any]) -> set[str]:
    return {
        element["action_id"]
        for block in view["blocks"]
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if "action_id" in element
    }


def test_f8_every_command_has_its_button_on_home(office: Office) -> None:
    shown = action_ids(home(office, "vic"))
    assert {known.button.value for known in COMMANDS.values()} <= shown
    assert len({known.button for known in COMMANDS.values()}) == len(COMMANDS)
    assert {Action.NEW_CANDIDATE.value, Action.NEW_JOB.value} <= shown


def test_r47_home_shows_the_queue_with_a_link_to_the_card(office: Office) -> None:
    card = office.reply_card("Maria", "Diaz", INTERESTED)
    home(office, "rae")
    office.settle()
    office.pin.home.tick(clock.now())
    office.settle()
    words = office.words(seen(office, "rae"))
    assert "Maria Diaz" in words
    assert "Interested" in words
    assert card["ts"].replace(".", "") in words
    assert "Platform outreach" in words
    assert "1 replied" in words
    assert "last read" in words


def test_r47_home_changes_by_itself_when_what_it_shows_changes_and_only_then(office: Office) -> None:
    home(office, "rae")
    assert "Nothing waits" in office.words(seen(office, "rae"))
    assert office.pin.home.tick(clock.now()) == 0
    office.reply_card("Maria", "Diaz", INTERESTED)
    assert office.pin.home.tick(clock.now()) == 1
    office.settle()
    assert "Maria Diaz" in office.words(seen(office, "rae"))


def test_whoever_never_opened_home_is_not_published_to(office: Office) -> None:
    office.reply_card("Maria", "Diaz", INTERESTED)
    assert office.pin.home.tick(clock.now()) == 0
    assert office.slack.api_calls("views.publish") == []


def test_r36_the_kill_switch_is_a_banner_on_everybodys_home(office: Office) -> None:
    home(office, "vic")
    office.pin.house.save_settings(office.people["ada"], {"sending_paused": True})
    office.pin.home.tick(clock.now())
    office.settle()
    assert "All sending is paused" in office.words(seen(office, "vic"))
    assert Action.RESUME_ALL.value not in action_ids(seen(office, "vic"))
    assert Action.RESUME_ALL.value in action_ids(home(office, "ada"))


def test_r47_a_stopped_sync_stands_on_home_with_retry(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    office.greenhouse.revoke_scopes("harvest:notes:create")
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    view = home(office, "rae")
    assert "harvest:notes:create" in office.words(view)
    office.greenhouse.grant_scopes("harvest:notes:create")
    office.slack.click(view, Action.RETRY_SYNC.value, by=office.people["rae"])
    office.settle()
    office.pin.home.tick(clock.now())
    office.settle()
    assert "Did not get into Greenhouse" not in office.words(seen(office, "rae"))


def test_r47_a_mailbox_that_refuses_us_says_so_and_an_admin_can_mend_it(office: Office) -> None:
    address = office.outside.mail.describe()["accounts"][0]["address"]
    office.post.set_password(address, "changed-at-the-provider")
    with pytest.raises(Disconnected):
        office.collect()
    words, view = office.words(home(office, "vic")), home(office, "ada")
    assert f"⚠️ *{address}*" in words
    assert Action.EDIT_MAILBOX.value not in words
    office.slack.click(view, Action.EDIT_MAILBOX.value, by=office.people["ada"])
    assert address in office.words(office.slack.views(office.people["ada"])[-1])


def test_r47_greenhouse_is_connected_from_home_by_an_admin_only(office: Office) -> None:
    assert Action.EDIT_GREENHOUSE.value in action_ids(home(office, "ada"))
    assert "Greenhouse*: not connected" in office.words(home(office, "vic"))
    assert Action.EDIT_GREENHOUSE.value not in action_ids(seen(office, "vic"))
    office.connect_greenhouse()
    office.pin.home.tick(clock.now())
    office.settle()
    assert "✅ *Greenhouse*: connected" in office.words(seen(office, "vic"))


def test_mine_comes_first(office: Office) -> None:
    ada = office.people["ada"]
    fill(office, 1, office.job)
    mine = office.pin.house.save_job(ada, 0, "Designer", office.channels["hiring-design"], {})
    fill(office, 1, mine, name="Mine")
    words = [str(block.get("text")) for block in home(office, "ada")["blocks"]]
    order = [text.split("*")[1] for text in words if "Test*" in text]
    assert order == ["Mine000 Test", "Person000 Test"]
    assert "for <@" in "".join(words)


def test_r47_home_is_drawn_in_well_under_a_second_when_much_waits(office: Office) -> None:
    fill(office, 200, office.job)
    rae = office.people["rae"]
    for number in range(30):
        office.pin.house.save_job(rae, 0, f"Job {number}", "", {})
    office.pin.home.opened(rae)
    started = time.perf_counter()
    office.pin.home.opened(rae)
    assert time.perf_counter() - started < 1
    office.settle()
    assert "and 190 more replies" in office.words(seen(office, "rae"))
    assert "and 19 more" in office.words(seen(office, "rae"))


def test_home_opened_twice_at_once_by_a_retry_is_published_once(office: Office) -> None:
    home(office, "rae")
    before = published(office, "rae")
    assert office.slack.redeliver()
    office.settle()
    assert published(office, "rae") == before
