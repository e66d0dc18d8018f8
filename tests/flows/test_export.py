"""/pin export: whom, for which job, what would be written, the deed, and what came of it (R22-R24)."""

from typing import Any

import pytest

from bot.domain.access import Role
from bot.domain.triggers import Trigger
from tests.flows.greenhouse import (
    BACKEND,
    held,
    notices,
    of_person,
    our_notes,
    people_named,
    person_named,
    reply,
    set_trigger,
    write_to,
)
from tests.office import Office

NEVER = Trigger.NEVER


def rae(office: Office) -> str:
    return str(office.people["rae"])


def export(office: Office, words: str, channel: str = "hiring-platform") -> None:
    office.slack.command(channel, f"/pin export {words}".strip(), by=rae(office))
    office.settle()


def modal(office: Office) -> dict[str, Any]:
    return office.slack.views(rae(office))[-1]


def confirm(office: Office, **fields: Any) -> None:
    office.slack.submit(office.answer(**fields), by=rae(office))
    office.settle()


def pick(office: Office, action: str, query: str, block: str) -> dict[str, Any]:
    """What the person chooses from a list that is searched while typing, as the modal's value."""
    found = office.slack.suggest(modal(office), action, query, by=rae(office))["options"]
    return {block: {action: {"selected_option": found[-1]}}}


@pytest.mark.parametrize("words", ["Maria Diaz", "maria.diaz@cand.test", "https://www.linkedin.com/in/maria-d-7"])
def test_a_name_an_e_mail_or_a_linkedin_address_leads_straight_to_the_preview_r22_r23(
    office: Office, words: str
) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz", title="Engineer", linkedin_url="https://linkedin.com/in/maria-d-7")
    export(office, words)
    shown = office.words(modal(office))
    assert BACKEND in shown and "candidate in the first stage" in shown
    assert "Maria Diaz" in shown and "maria.diaz@cand.test" in shown and "Pin - " in shown
    assert "a new profile" in shown
    assert people_named(office, "Diaz") == []
    confirm(office)
    assert office.slack.views(rae(office)) == []
    person = person_named(office, "Diaz")
    asked, done = office.whispers("rae")[-2:]
    assert "on its way" in asked
    assert "created" in done and f"/people/{person['id']}" in done
    assert "exported by hand" in office.words(notices(office)[0])
    assert "exported by hand" in our_notes(office, person)[0]["body"]


def test_the_job_can_be_named_after_the_person_r22(office: Office) -> None:
    set_trigger(office, NEVER)
    office.pin.house.save_job(rae(office), 0, "Gardener", "", {})
    office.add("Maria", "Diaz")
    export(office, "Maria Diaz platform engineer")
    assert BACKEND in office.words(modal(office))


def test_without_words_a_form_asks_and_offers_people_while_typing_r22(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    office.add("Ben", "Okoro")
    export(office, "")
    who = pick(office, "pick.candidate", "okor", "candidate")
    office.slack.submit({**who, **office.answer(job={"selected_option": {"value": "0"}})}, by=rae(office))
    office.settle()
    office.hurry()
    assert "Ben Okoro" in office.words(modal(office)) and "no job (prospect)" in office.words(modal(office))
    confirm(office)
    (application,) = of_person(office, "applications", person_named(office, "Okoro"))
    assert application["prospect"]


@pytest.mark.parametrize(("words", "said"), [("Maria", "fits 2"), ("Nobody Like This", "fits nobody")])
def test_unclear_words_are_asked_about_in_the_form(office: Office, words: str, said: str) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    office.add("Maria", "Lopez")
    export(office, words)
    assert said in office.words(modal(office))


def test_somebody_there_already_shows_the_match_and_only_the_blanks_r23(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Grace", "Okafor", email="grace.okafor@mail.example", title="CTO", phones=("+1 512 555 0199",))
    export(office, "Grace Okafor")
    shown = office.words(modal(office))
    assert "exists: matched by e-mail" in shown and "+1 512 555 0199" in shown
    assert "Only these blanks would be filled" in shown and "*title*" not in shown
    assert f"*application*: {BACKEND}" in shown
    confirm(office)
    assert "linked to their existing profile" in office.whispers("rae")[-1]
    assert len(people_named(office, "Okafor")) == 1


def test_o1_somebody_we_linked_before_is_known_by_that_link_for_another_job(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Grace", "Okafor", email="grace.okafor@mail.example")
    export(office, "Grace Okafor")
    confirm(office)
    export(office, "")
    who = pick(office, "pick.candidate", "okaf", "candidate")
    office.slack.submit({**who, **office.answer(job={"selected_option": {"value": "0"}})}, by=rae(office))
    office.settle()
    office.hurry()
    shown = office.words(modal(office))
    assert "matched by our link" in shown and "*application*: prospect without a job" in shown


def test_an_export_that_was_done_is_said_with_its_link_and_not_repeated_r24(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    export(office, "Maria Diaz")
    kept = modal(office)
    confirm(office)
    export(office, "Maria Diaz")
    shown = modal(office)
    assert "Already exported for this job" in office.words(shown) and shown["submit"] is None
    assert "In Greenhouse" in office.words(shown)
    assert kept["callback_id"] == "export_confirm"
    person = person_named(office, "Diaz")
    assert len(of_person(office, "applications", person)) == len(our_notes(office, person)) == 1


def test_two_confirmations_of_the_same_export_write_once_b1(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    for name in ("rae", "ada"):
        office.slack.command("hiring-platform", "/pin export Maria Diaz", by=office.people[name])
    office.settle()
    for name in ("rae", "ada"):
        office.slack.submit({}, by=office.people[name])
        office.settle()
    assert "already there for this job, nothing was repeated" in office.whispers("ada")[-1]
    assert len(of_person(office, "applications", person_named(office, "Diaz"))) == 1


def test_by_hand_wins_over_an_opt_out_but_only_after_it_is_confirmed_t6(office: Office) -> None:
    set_trigger(office, NEVER)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, "maria.diaz@cand.test", "Please remove me from your list and do not contact me again.")
    export(office, "Maria Diaz")
    assert "They asked not to be contacted" in office.words(modal(office))
    assert "confirm" in office.slack.submit({}, by=rae(office)).errors
    confirm(office, confirm={"selected_options": [{"value": "yes"}]})
    assert "asked not to be contacted" in our_notes(office, person_named(office, "Diaz"))[0]["body"]


def test_a_private_profile_cannot_be_exported_and_nothing_of_it_is_told_o5(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("J", "W", email="jonas.weber@mail.example")
    export(office, "jonas.weber@mail.example")
    shown = modal(office)
    assert "no access" in office.words(shown) and "Kieswerk" not in office.words(shown) and shown["submit"] is None


def test_several_matches_need_a_decision_and_the_result_says_so_r24_o3(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Priya", "Third", email="priya.raman@mail.example")
    export(office, "Priya Third")
    assert "2 people match" in office.words(modal(office))
    confirm(office)
    assert "needs a decision" in office.whispers("rae")[-1]
    (card,) = held(office)
    chosen = office.values(card, "sync.link_person")[0]
    office.press(card, "sync.link_person", chosen)
    office.settle()
    assert "linked to their existing profile" in office.whispers("rae")[-1]


def test_somebody_rejected_for_the_job_is_named_before_anything_is_written_o4(office: Office) -> None:
    set_trigger(office, NEVER, "Product Designer")
    office.add("Aiko", "Tanaka", email="aiko.tanaka@mail.example")
    export(office, "Aiko Tanaka")
    assert "Already rejected for this job on 20" in office.words(modal(office))
    confirm(office)
    assert "no second application" in office.whispers("rae")[-1]


def test_greenhouse_down_while_looking_is_said_in_the_modal(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    office.greenhouse.fault("GET /v3/candidates", "503", times=9)
    export(office, "Maria Diaz")
    assert "Try again in a few minutes" in office.words(modal(office))


def test_a_modal_closed_meanwhile_loses_nothing(office: Office) -> None:
    set_trigger(office, NEVER)
    office.add("Maria", "Diaz")
    office.greenhouse.fault("GET /v3/candidates", "latency", seconds=0.5)
    office.slack.command("hiring-platform", "/pin export Maria Diaz", by=rae(office))
    office.slack.close(by=rae(office))
    office.settle()
    assert office.slack.views(rae(office)) == []


def test_the_conversations_button_menu_and_message_shortcut_export_its_person_r22(office: Office) -> None:
    set_trigger(office, NEVER)
    card = office.reply_card("Maria", "Diaz", "Sounds great, I would love to talk. Could you call me on Friday?")
    root = office.cards("hiring-platform")[0]
    for act in (
        lambda: office.press(root, "candidate.export"),
        lambda: office.slack.click(
            card, "suggestion.more", by=rae(office), choice=office.entry(card, "Export to Greenhouse")
        ),
        lambda: office.slack.message_action(card, "export_to_greenhouse", by=rae(office)),
    ):
        act()
        office.settle()
        assert "Maria Diaz" in office.words(modal(office)) and "a new profile" in office.words(modal(office))
        office.slack.close(by=rae(office), everything=True)


def test_a_message_that_is_about_nobody_asks_for_whom(office: Office) -> None:
    set_trigger(office, NEVER)
    office.slack.message("hiring-platform", "Lunch?", by=rae(office))
    message = office.slack.messages("hiring-platform")[-1]
    office.slack.message_action(message, "export_to_greenhouse", by=rae(office))
    assert modal(office)["callback_id"] == "export"


def test_a_viewer_hears_who_may_r12(office: Office) -> None:
    set_trigger(office, NEVER)
    office.pin.house.give_role(office.people["ada"], office.people["vic"], Role.VIEWER)
    office.slack.command("hiring-platform", "/pin export Maria", by=office.people["vic"])
    assert "You may not sync to Greenhouse. Ask <@" in office.whispers("vic")[-1]


def test_without_a_connection_the_command_says_how_to_get_one(office: Office) -> None:
    export(office, "Maria")
    assert "not connected yet: an admin does that in /pin settings" in office.whispers("rae")[-1]
