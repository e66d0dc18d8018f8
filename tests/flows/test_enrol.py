"""R35: people are enrolled through the modal, with every mail, refusal and start shown before anything happens."""

from typing import Any

import pytest

from bot import clock
from bot.domain.candidates import LawfulBasis, Profile
from bot.domain.sequences import EnrolmentState
from bot.errors import BadInput
from models import sequence
from models.candidate import Candidate, ImportBatch
from models.mailbox import Mailbox
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


def test_three_people_are_shown_their_first_mail_and_the_rest_are_counted(office: Office) -> None:
    people = [office.add(name, "Diaz") for name in ("Ann", "Bea", "Cid", "Dan")]
    form(office)
    office.slack.submit(picked(*people), by="rae")
    shown = office.words(office.slack.views("rae")[-1])
    assert [f"Hi {name}, shall we talk?" in shown for name in ("Ann", "Bea", "Cid", "Dan")] == [True, True, True, False]
    assert "4 people" in shown
    assert "!date^" in shown, "when the first mail may leave"


def test_people_are_found_while_typing(office: Office) -> None:
    office.add("Maria", "Diaz", title="Engineer", company="Initech")
    office.add("Ben", "Ode")
    found = office.slack.suggest(form(office), "pick.candidates", "initech", by="rae")
    assert [option["text"]["text"] for option in found["options"]] == ["Maria Diaz · Engineer at Initech"]


def test_names_typed_after_the_command_are_chosen_and_unclear_ones_named(office: Office) -> None:
    office.add("Maria", "Diaz")
    office.add("Ben", "Ode")
    office.add("Ben", "Olsen")
    words = office.words(form(office, "/pin enrol maria diaz, ben, zebra"))
    assert "Maria Diaz" in words
    assert "“ben” fits 2" in words
    assert "“zebra” fits nobody" in words


def test_the_job_card_and_the_candidate_card_lead_to_the_same_form(office: Office) -> None:
    maria = office.add("Maria", "Diaz")
    office.slack.command("general", "/pin jobs platform", by="rae")
    office.slack.click(office.slack.ephemerals("rae")[-1], "job.enrol", by="rae")
    assert "Platform Engineer" in office.words(office.slack.views("rae")[-1])
    office.slack.close(by="rae")
    office.slack.command("general", "/pin candidate maria diaz", by="rae")
    office.slack.click(office.slack.ephemerals("rae")[-1], "candidate.enrol", by="rae")
    options = office.slack.views("rae")[-1]["blocks"]
    chosen = [block["element"].get("initial_options") for block in options if block.get("block_id") == "candidates"]
    assert chosen[0][0]["value"] == str(maria)


def test_nobody_chosen_is_refused_at_the_field(office: Office) -> None:
    form(office)
    assert "candidates" in office.slack.submit(by="rae").errors


def test_a_missing_postal_address_is_told_with_the_way_to_mend_it(office: Office) -> None:
    office.pin.house.save_settings(office.people["ada"], {"postal_address": ""})
    maria = office.add("Maria", "Diaz")
    assert "/pin settings" in office.words(form(office))
    assert "postal address" in office.slack.submit(picked(maria), by="rae").errors["sequence"]


def test_a_sequence_of_another_job_is_refused_at_the_field(office: Office) -> None:
    rae = office.people["rae"]
    other = office.pin.house.save_job(rae, 0, "Designer", "", {})
    maria = office.add("Maria", "Diaz")
    form(office, "/pin enrol maria")
    designer = {"text": {"type": "plain_text", "text": "Designer"}, "value": str(other)}
    outcome = office.slack.submit(picked(maria) | {"job": {"value": {"selected_option": designer}}}, by="rae")
    assert "another job" in outcome.errors["sequence"]


def test_somebody_without_a_needed_fact_is_left_out_with_what_is_missing(office: Office) -> None:
    rae = office.people["rae"]
    office.pin.house.save_sequence(
        rae, office.sequence, office.job, "Platform outreach",
        [(0, "A role", "Hi {{first_name}}"), (24, "", "How is {{company}}?")],
    )  # fmt: skip
    known, unknown = office.add("Maria", "Diaz", company="Initech"), office.add("Ben", "Ode")
    form(office)
    office.slack.submit(picked(known, unknown), by="rae")
    shown = office.words(office.slack.views("rae")[-1])
    assert "{{company}}" in shown
    assert "1 person" in shown


def test_earlier_mail_of_a_colleague_is_mentioned(office: Office) -> None:
    """R35: collisions."""
    maria = office.add("Maria", "Diaz")
    rae = office.people["rae"]
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, rae)
    office.collect()
    office.tick()
    office.settle()
    with office.store.begin() as session:
        for enrolment in sequence.of_candidate(session, maria):
            enrolment.state = EnrolmentState.FINISHED
    again = office.pin.house.save_sequence(rae, 0, office.job, "Again", [(0, "Once more", "Hi {{first_name}}")])
    view = office.pin.forecasts.preview(rae, [maria], office.job, again, office.mailbox, "")
    assert any("had mail before, last from Rae Recruiter today" in words for words in view.warnings)


def test_a_small_cap_is_told_with_the_day_the_last_mail_leaves(office: Office) -> None:
    people = [office.add(name, "Diaz") for name in ("Ann", "Bea", "Cid")]
    with office.store.begin() as session:
        session.get_one(Mailbox, office.mailbox).daily_cap = 1
    form(office)
    office.slack.submit(picked(*people), by="rae")
    assert "sends 1 mails a day" in office.words(office.slack.views("rae")[-1])


def test_a_viewer_may_not_enrol_and_hears_who_may(office: Office) -> None:
    office.slack.command("hiring-platform", "/pin enrol", by="vic")
    assert office.slack.views("vic") == []
    assert f"<@{office.people['rae']}>" in office.slack.ephemerals("vic")[-1]["text"]


def test_a_second_confirmation_enrols_nobody_twice(office: Office) -> None:
    maria = office.add("Maria", "Diaz")
    rae = office.people["rae"]
    view = office.pin.forecasts.preview(rae, [maria], office.job, office.sequence, office.mailbox, "")
    assert office.pin.enrolling.enrol(rae, view.extra, "").enrolled == 1
    second = office.pin.enrolling.enrol(rae, view.extra, "")
    assert second.enrolled == 0
    assert "were in this sequence already" in second.left_out[0][1]


@pytest.mark.parametrize("extra", ["", "1:2", "1:2:3:4:x", "a:b:c:d:1", "1:2:3:4:5:6"])
def test_a_foreign_window_is_answered_with_what_to_do(office: Office, extra: str) -> None:
    with pytest.raises(BadInput, match="/pin enrol"):
        office.pin.enrolling.enrol(office.people["rae"], extra, "")


def test_everyone_of_a_long_import_is_enrolled_the_rest_in_the_background(office: Office) -> None:
    with office.store.begin() as session:
        batch = ImportBatch(
            at=clock.now(), source="a fair", lawful_basis=LawfulBasis.CONSENT, filename="fair.csv", state="done"
        )
        session.add(batch)
        session.flush()
        for number in range(170):
            profile = Profile("Pat", f"No{number}", emails=(f"pat{number}@cand.test",))
            office.pin.people.store(session, profile, "a fair", LawfulBasis.CONSENT, by_id=None, import_id=batch.id)
    everyone = {"selected_options": [{"text": {"type": "plain_text", "text": "x"}, "value": "everyone"}]}
    assert "fair.csv, 170 people" in office.words(form(office))
    office.slack.submit({"last_import": {"value": everyone}}, by="rae")
    assert "These are the first 100" in office.words(office.slack.views("rae")[-1])
    office.slack.submit(by="rae")
    office.settle()
    assert "70 enrolled, 0 left out" in office.slack.ephemerals("rae")[-1]["text"]
    with office.store.begin() as session:
        assert sequence.counts(session, office.sequence) == {EnrolmentState.ACTIVE: 170}
