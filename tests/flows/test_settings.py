"""The settings panel: looked at by all, changed by admins; mailboxes tried at once; the first day (F1)."""

from typing import Any

import pytest

from bot.cards.ids import Action
from bot.domain.access import Role
from tests.office import Office


def panel(office: Office, by: str = "ada") -> dict[str, Any]:
    office.slack.command("hiring-platform", "/pin settings", by=office.people[by])
    return office.slack.views(office.people[by])[-1]


def buttons(view: dict[str, Any]) -> set[str]:
    elements = [e for b in view["blocks"] for e in [*b.get("elements", []), b.get("accessory") or {}]]
    return {element["action_id"] for element in elements if element.get("type") == "button"}


def press_labelled(office: Office, view: dict[str, Any], label: str, by: str = "ada") -> dict[str, Any]:
    """Press the button with these words; the modal that opens."""
    pairs = [(b, e) for b in view["blocks"] for e in [*b.get("elements", []), b.get("accessory") or {}]]
    block, found = next((b, e) for b, e in pairs if e.get("type") == "button" and e["text"]["text"].startswith(label))
    office.slack.click(view, found["action_id"], by=office.people[by], block_id=block["block_id"])
    return office.slack.views(office.people[by])[-1]


def told(office: Office, name: str) -> str:
    """All that Pin wrote to the person directly."""
    room = office.slack.open_im(by=office.people[name])
    return "".join(office.words(message) for message in office.slack.messages(room, by=office.people[name]))


ADDRESS = "ada@acme.test"


def account(office: Office, **changed: str) -> dict[str, Any]:
    """The form for a mailbox of Ada's, filled in."""
    office.post.set_password(ADDRESS, "right-password")
    mail = office.outside.mail.describe()
    filled = {
        "address": ADDRESS, "name": "Ada Admin", "login": "", "secret": "right-password",
        "imap": mail["imap"], "smtp": mail["smtp"], "daily_cap": "20",
    }  # fmt: skip
    return office.answer(**{**filled, **changed})


def test_everybody_may_look_and_only_admins_see_buttons(office: Office) -> None:
    view = panel(office, "vic")
    assert "ask <@" in office.words(view)
    assert "Acme" in office.words(view)
    assert buttons(view) == set()
    assert Action.EDIT_WORKSPACE.value in buttons(panel(office, "ada"))


def test_a_mailbox_is_tried_at_once_and_the_open_modal_says_so(office: Office) -> None:
    form = press_labelled(office, panel(office), "Connect a mailbox")
    office.slack.submit(account(office), by=office.people["ada"], view=form)
    office.settle()
    below, result = office.slack.views(office.people["ada"])
    assert "is connected" in office.words(result)
    assert ADDRESS in office.words(below)
    assert "is connected" in told(office, "ada")


def test_a_refused_password_brings_the_form_back_with_everything_but_the_password(office: Office) -> None:
    form = press_labelled(office, panel(office), "Connect a mailbox")
    office.slack.submit(account(office, secret="not-the-password"), by=office.people["ada"], view=form)
    office.settle()
    view = office.slack.views(office.people["ada"])[-1]
    words = office.words(view)
    assert "⚠️" in words
    assert ADDRESS in words
    assert "not-the-password" not in words + told(office, "ada")
    office.slack.submit(account(office), by=office.people["ada"], view=view)
    office.settle()
    assert "is connected" in office.words(office.slack.views(office.people["ada"])[-1])


def test_closing_the_modal_loses_nothing_the_result_comes_by_direct_message(office: Office) -> None:
    form = press_labelled(office, panel(office), "Connect a mailbox")
    office.slack.submit(account(office), by=office.people["ada"], view=form)
    office.slack.close(by=office.people["ada"], everything=True)
    office.settle()
    assert "is connected" in told(office, "ada")


@pytest.mark.parametrize(
    ("field", "typed"), [("address", "ana"), ("imap", "imap.acme.test"), ("smtp", "http://x:1"), ("secret", " ")]
)
def test_what_cannot_be_tried_is_refused_at_its_field(office: Office, field: str, typed: str) -> None:
    form = press_labelled(office, panel(office), "Connect a mailbox")
    refused = office.slack.submit(account(office, **{field: typed}), by=office.people["ada"], view=form)
    assert set(refused.errors or {}) == {field}


def test_a_stored_password_is_kept_for_its_servers_and_never_sent_to_others(office: Office) -> None:
    form = press_labelled(office, panel(office), "Change…")
    answers = office.answer(secret="", daily_cap="33")
    office.slack.submit(answers, by=office.people["ada"], view=form)
    office.settle()
    assert "is connected" in office.words(office.slack.views(office.people["ada"])[-1])
    office.slack.close(by=office.people["ada"], everything=True)
    assert "of 33 mails" in office.words(panel(office))
    form = press_labelled(office, panel(office), "Change…")
    refused = office.slack.submit(
        office.answer(secret="", imap="imap.elsewhere.test:993"), by=office.people["ada"], view=form
    )
    assert set(refused.errors or {}) == {"secret"}


def test_a_role_given_shows_in_the_panel_below_and_works_at_once(office: Office) -> None:
    form = press_labelled(office, panel(office), "Give somebody a role")
    vic = office.people["vic"]
    answers = office.answer(member={"selected_user": vic}, role={"selected_option": {"value": "approver"}})
    office.slack.submit(answers, by=office.people["ada"], view=form)
    office.settle()
    (below,) = office.slack.views(office.people["ada"])
    assert f"<@{vic}> is approver" in office.words(below)
    assert office.pin.house.greet(vic).role is Role.APPROVER


def test_greenhouse_connected_from_the_panel_shows_there_when_it_was_checked(office: Office) -> None:
    form = press_labelled(office, panel(office), "Connect Greenhouse")
    known = office.outside.greenhouse.describe()
    answers = office.answer(
        client_id=known["client_id"], client_secret=known["client_secret"], ats_user=str(known["user_id"])
    )
    office.slack.submit(answers, by=office.people["ada"], view=form)
    office.settle()
    office.hurry()
    (below,) = office.slack.views(office.people["ada"])
    assert "✅ Greenhouse is connected" in office.words(below)
    assert known["client_secret"] not in office.words(below)


def test_somebody_must_stay_admin(office: Office) -> None:
    view = panel(office)
    ada = next(b for b in view["blocks"] if f"<@{office.people['ada']}> is admin" in str(b.get("text")))
    office.slack.click(view, Action.EDIT_MEMBER.value, by=office.people["ada"], block_id=ada["block_id"])
    form = office.slack.views(office.people["ada"])[-1]
    assert "Role of" in office.words(form)
    answers = office.answer(role={"selected_option": {"value": "viewer"}})
    refused = office.slack.submit(answers, by=office.people["ada"], view=form)
    assert refused.errors == {"role": "Make another person admin first."}


def test_the_companys_rules_are_checked_at_the_field_and_kept(office: Office) -> None:
    form = press_labelled(office, panel(office), "Change company settings")
    wrong = office.answer(window_start="9", emoji="greenhouse", window_end="17:00")
    refused = office.slack.submit(wrong, by=office.people["ada"], view=form)
    assert set(refused.errors or {}) == {"window_start", "emoji"}
    right = office.answer(
        name="Acme & Sons", window_start="08:30", window_end="16:00", emoji=":greenhouse:", undo_seconds="45"
    )
    office.slack.submit(right, by=office.people["ada"], view=form)
    office.settle()
    words = office.words(office.slack.views(office.people["ada"])[-1])
    assert "Acme &amp; Sons" in words
    assert "08:30 to 16:00" in words
    assert "45 seconds" in words
    assert ":greenhouse:" in words


def test_an_old_form_of_somebody_who_is_no_admin_any_more_is_refused(office: Office) -> None:
    ada, rae = office.people["ada"], office.people["rae"]
    form = press_labelled(office, panel(office), "Change company settings")
    office.pin.house.give_role(ada, rae, Role.ADMIN)
    office.pin.house.give_role(rae, ada, Role.VIEWER)
    office.slack.submit(office.answer(name="Mine", window_start="09:00", window_end="17:00"), by=ada, view=form)
    assert f"Ask <@{rae}>" in office.words(office.slack.views(ada)[-1])
    assert "Mine" not in office.words(panel(office, "rae"))


# The first day


def test_f1_the_very_first_person_becomes_admin_and_is_told_once_with_three_next_steps(open_office: Office) -> None:
    office = open_office
    office.reset()
    office.slack.command("general", "/pin", by=office.people["ada"])
    office.settle()
    words = told(office, "ada")
    assert words.count("you are Pin's admin") == 1
    for action in (Action.EDIT_WORKSPACE, Action.EDIT_MAILBOX, Action.EDIT_GREENHOUSE):
        assert action.value in words
    office.slack.command("general", "/pin", by=office.people["ada"])
    office.slack.command("general", "/pin", by=office.people["rae"])
    office.settle()
    assert told(office, "ada") == words
    assert "Before Pin can work" in office.whispers("ada")[-1]
    assert "Before Pin can work" not in office.whispers("rae")[-1]
    assert "admin" not in told(office, "rae")


def test_f1_a_step_of_the_first_day_opens_its_form_from_the_message(open_office: Office) -> None:
    office = open_office
    office.reset()
    ada = office.people["ada"]
    office.slack.command("general", "/pin", by=ada)
    office.settle()
    room = office.slack.open_im(by=ada)
    message = office.slack.messages(room, by=ada)[-1]
    office.slack.click(message, Action.EDIT_WORKSPACE.value, by=ada)
    answers = office.answer(name="Acme", postal_address="1 Example Street, Berlin")
    office.slack.submit(answers, by=ada)
    assert office.slack.views(ada) == []
    office.slack.wait_for(lambda: "Saved." in told(office, "ada"))
    office.slack.command("general", "/pin help", by=ada)
    assert "postal address" not in office.whispers("ada")[-1]
    assert "mailbox" in office.whispers("ada")[-1]
