"""Jobs and sequences through Slack: made, shown, changed, paused, closed (F1, R36, B16)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.member import Member
from models.record import Line
from tests.office import Office


def typed(**answers: str) -> dict[str, Any]:
    return {block: {"value": {"value": words}} for block, words in answers.items()}


def in_channel(channel: str) -> dict[str, Any]:
    return {"channel": {"value": {"selected_conversation": channel}}}


def steps(*mails: tuple[str, str, str], name: str = "Second try") -> dict[str, Any]:
    """What the builder holds for mails of (delay, subject, text)."""
    values: dict[str, Any] = typed(name=name)
    for number, (delay, subject, body) in enumerate(mails, start=1):
        values |= {
            f"step_delay.{number}": {"value": {"value": delay}},
            f"step_subject.{number}": {"value": {"value": subject}},
            f"step_body.{number}": {"value": {"value": body}},
        }
    return values


def whisper(office: Office, by: str = "rae") -> dict[str, Any]:
    """The newest message that only this person sees."""
    return office.slack.ephemerals(by)[-1]


def job_card(office: Office, by: str = "rae") -> dict[str, Any]:
    assert office.slack.command("hiring-platform", "/pin jobs platform", by=by).ok
    return whisper(office, by)


def test_jobs_shows_each_job_with_its_channel_and_ways_to_go_on(office: Office) -> None:
    office.slack.command("general", "/pin jobs", by="rae")
    words = office.words(whisper(office))
    assert "Platform Engineer" in words
    assert f"<#{office.channels['hiring-platform']}>" in words
    office.slack.click(whisper(office), "job.open", by="rae")
    assert "The role is remote within the EU." in office.words(whisper(office))
    assert "Platform outreach" in office.words(whisper(office))


def test_a_new_job_is_posted_in_its_channel_and_drawn_again_when_it_changes(office: Office) -> None:
    office.slack.command("general", "/pin jobs", by="rae")
    office.slack.click(whisper(office), "job.new", by="rae")
    values = typed(name="Designer", pay="70,000 EUR") | in_channel(office.channels["hiring-design"])
    assert office.slack.submit(values, by="rae").ok
    office.settle()
    (card,) = office.cards("hiring-design")
    assert "Designer" in card["text"]
    assert "70,000 EUR" in office.words(card)

    office.slack.click(card, "job.edit", by="rae")
    assert office.slack.submit(typed(pay="80,000 EUR"), by="rae").ok
    office.settle()
    assert "80,000 EUR" in office.words(office.fresh(card))
    assert len(office.cards("hiring-design")) == 1


def test_b16_a_channel_without_pin_is_told_with_the_way_to_invite_it(office: Office) -> None:
    office.slack.command("general", "/pin jobs", by="rae")
    office.slack.click(whisper(office), "job.new", by="rae")
    assert office.slack.submit(typed(name="Lead") | in_channel(office.channels["leads"]), by="rae").ok
    office.settle()
    told = office.slack.messages(office.slack.open_im(by="rae"), by="rae")[-1]
    assert "/invite @pin" in office.words(told)

    office.slack.command("leads", "/invite @pin", by="rae")
    office.slack.click({**told, "channel": office.slack.open_im(by="rae")}, "job.show", by="rae")
    office.settle()
    assert "Lead" in office.cards("leads")[-1]["text"]


def test_a_job_without_a_name_is_refused_at_the_field(office: Office) -> None:
    office.slack.command("general", "/pin jobs", by="rae")
    office.slack.click(whisper(office), "job.new", by="rae")
    assert "name" in office.slack.submit(typed(name="   "), by="rae").errors


@pytest.mark.parametrize("line", ["/pin jobs zebra", "/pin jobs 100%"])
def test_a_job_nobody_knows_is_answered_with_the_way_to_all(office: Office, line: str) -> None:
    office.slack.command("general", line, by="rae")
    assert "/pin jobs" in whisper(office)["text"]


def test_a_viewer_sees_jobs_but_may_not_change_them(office: Office) -> None:
    office.slack.command("general", "/pin jobs platform", by="vic")
    office.slack.click(whisper(office, "vic"), "job.edit", by="vic")
    assert office.slack.views("vic") == []
    assert f"<@{office.people['rae']}>" in whisper(office, "vic")["text"]


def test_a_sequence_is_built_and_shown_as_a_real_person_would_read_it(office: Office) -> None:
    office.add("Maria", "Diaz", company="Initech")
    office.slack.click(job_card(office), "sequence.new", by="rae")
    mails = steps(
        ("0", "{{job}} at {{our_company}}", "Hi {{first_name}}, you are {{title|an engineer}} at {{company}}."),
        ("72", "", "{{pitch}} Shall we talk?"),
    )
    outcome = office.slack.submit(mails, by="rae")
    assert outcome.response_action == "update", outcome
    shown = office.words(office.slack.views("rae")[-1])
    assert "Platform Engineer at Acme" in shown
    assert "Hi Maria, you are an engineer at Initech." in shown
    assert "We build payment systems. Shall we talk?" in shown
    assert "3 days later" in shown
    assert "Acme Ltd, 1 Example Street" in shown


@pytest.mark.parametrize(
    ("mails", "field"),
    [
        ([("0", "Re: our call", "Hi")], "step_subject.1"),
        ([("0", "A role", "Hi {{fist_name}}")], "step_body.1"),
        ([("0", "A role", "Hi {{first_name")], "step_body.1"),
        ([("0", "A role", "Hi"), ("24", "Another", "")], "step_body.2"),
        ([("0", "A role", "Hi"), ("24", "", ""), ("24", "", "Last")], "step_body.2"),
    ],
)
def test_what_would_make_a_bad_mail_is_refused_at_the_field(
    office: Office, mails: list[tuple[str, str, str]], field: str
) -> None:
    office.slack.click(job_card(office), "sequence.new", by="rae")
    outcome = office.slack.submit(steps(*mails), by="rae")
    assert list(outcome.errors) == [field]


def test_editing_a_sequence_changes_what_is_unsent_and_says_for_how_many(office: Office) -> None:
    maria = office.add("Maria", "Diaz")
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, office.people["rae"])
    office.collect()
    office.tick()
    office.settle()
    office.slack.click(job_card(office), "sequence.open", by="rae")
    form = office.slack.views("rae")[-1]
    assert "what was sent stays sent" in office.words(form)
    changed = {"step_body.2": {"value": {"value": "Hi {{first_name}}, the second text is new."}}}
    office.slack.submit(changed, by="rae")
    assert "1 person in it" in office.words(office.slack.views("rae")[-1])

    assert office.tick(timedelta(hours=49)) == 1
    office.hurry()
    first, second = office.letters_to("maria.diaz@cand.test")
    assert "shall we talk?" in office.body(first)
    assert "the second text is new" in office.body(second)


def test_r36_a_paused_job_holds_its_outreach_and_resuming_lets_it_go(office: Office) -> None:
    maria = office.add("Maria", "Diaz")
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, office.people["rae"])
    office.slack.command("general", "/pin pause platform", by="rae")
    assert "Platform Engineer is paused now" in whisper(office)["text"]
    office.collect()
    assert office.tick() == 0
    office.slack.command("general", "/pin resume", by="rae")
    office.slack.click(whisper(office), "job.reopen", by="rae")
    assert office.tick() == 1
    office.settle()
    assert len(office.letters_to("maria.diaz@cand.test")) == 1


def test_a_job_is_closed_and_opened_again_from_its_menu(office: Office) -> None:
    menu = office.entry(job_card(office), "Close the job")
    office.slack.click(job_card(office), "job.more", by="rae", choice=menu)
    assert "is closed now" in whisper(office)["text"]
    office.slack.command("general", "/pin enrol", by="rae")
    assert "There is no open job yet" in office.words(office.slack.views("rae")[-1])
    office.slack.close(by="rae")
    menu = office.entry(job_card(office), "Open it again")
    office.slack.click(job_card(office), "job.more", by="rae", choice=menu)
    assert "is open now" in whisper(office)["text"]
    with office.store.begin() as session:
        lines = session.execute(select(Line.deed, Member.slack_id).join(Member, Line.by_id == Member.id)).all()
    assert [tuple(line) for line in lines if str(line[0]).startswith("job ")] == [
        ("job closed", office.people["rae"]), ("job open", office.people["rae"]),
    ]  # fmt: skip
