"""R35: people are enrolled through the modal, with every mail, refusal and start shown before anything happens."""

from typing import Any

from models.candidate import Candidate
from tests.office import Office


def opt_out(office: Office, person: int) -> None:
    with office.store.begin() as session:
        office.pin.suppressions.suppress(session, session.get_one(Candidate, person), "They asked us to stop.")


def picked(*people: int) -> dict[str, Any]:
    """What the multi-select of the form holds."""
    options = [{"text": {"type": "plain_text", "text": str(one)}, "value": str(one)} for one in people]
    return {"candidates": {"pick.candidates": {"selected_options": options}}}


def form(office: Office, line: str = "/pin enrol", by: str = "rae") -> dict[str, Any]:
    assert office.slack.command("hiring-platform", line, by=by).ok
    view = office.slack.views(by)[-1]
    assert view["callback_id"] == "enrol"
    return view


def test_maria_is_enrolled_after_rae_saw_her_mails_and_who_is_left_out_r35(office: Office) -> None:
    maria = office.add("Maria", "Diaz", title="Engineer", company="Initech")
    bob = office.add("Bob", "NoMore")
    opt_out(office, bob)
    form(office, "/pin enrol maria")
    outcome = office.slack.submit(picked(maria, bob), by="rae")
    assert outcome.response_action == "push", outcome
    shown = office.words(office.slack.views("rae")[-1])
    assert "Hi Maria, shall we talk?" in shown
    assert "Acme Ltd, 1 Example Street, Berlin" in shown
    assert "Bob NoMore" in shown
    assert "They asked not to be mailed." in shown
    assert "a short nudge" in shown
    assert "2 days later" in shown

    assert office.slack.submit(by="rae").ok
    assert office.slack.views("rae") == []
    assert "Enrolled 1 person" in office.slack.ephemerals("rae")[-1]["text"]
    office.collect()
    assert office.tick() == 1
    office.settle()
    assert office.letter_to("maria.diaz@cand.test")["Subject"] == "A role at Acme"
    assert office.letters_to("bob.nomore@cand.test") == []
