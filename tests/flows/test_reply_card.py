"""A reply's card in the thread: edit, undo, dismiss, relabel, talk to it, and every way to come too late."""

from typing import Any

import pytest

from bot.domain.suggestions import SuggestionState
from tests.office import Office

INTERESTED = "Sounds great, I would love to talk. Could you call me on Friday?"


@pytest.fixture
def card(office: Office) -> dict[str, Any]:
    """Maria was mailed, answered with interest, and her card waits in the job's channel."""
    return office.reply_card("Maria", "Diaz", INTERESTED)


def test_r9_r10_the_second_click_hears_who_was_first(office: Office, card: dict[str, Any]) -> None:
    office.slack.click(card, "suggestion.approve", by=office.people["rae"])
    office.slack.click(card, "suggestion.approve", by=office.people["ada"])
    office.settle()
    assert "Already approved by <@" in office.whispers("ada")[-1]
    office.hurry()
    assert len(office.letters_to("maria.diaz@cand.test")) == 2
    assert office.suggestion_states() == [SuggestionState.SENT]


def test_the_head_of_the_thread_tells_how_the_answer_stands(office: Office, card: dict[str, Any]) -> None:
    """R4: whoever sees only the channel is not told that somebody still waits."""
    assert "waiting for you" in office.words(office.cards("hiring-platform")[0])
    office.slack.click(card, "suggestion.approve", by=office.people["rae"])
    office.settle()
    assert "answer on its way" in office.words(office.cards("hiring-platform")[0])
    office.hurry()
    assert "on its way" not in office.words(office.cards("hiring-platform")[0])
    assert "waiting for you" not in office.words(office.cards("hiring-platform")[0])


def test_r12_b3_a_viewer_is_told_who_may_approve(office: Office, card: dict[str, Any]) -> None:
    office.slack.click(card, "suggestion.approve", by=office.people["vic"])
    assert "Ask <@" in office.whispers("vic")[-1]
    assert office.suggestion_states() == [SuggestionState.WAITING]


def test_undo_takes_it_back_before_it_leaves(office: Office, card: dict[str, Any]) -> None:
    office.slack.click(card, "suggestion.approve", by=office.people["rae"])
    office.settle()
    office.slack.click(office.fresh(card), "suggestion.undo", by=office.people["ada"])
    office.hurry()
    assert len(office.letters_to("maria.diaz@cand.test")) == 1
    assert office.suggestion_states() == [SuggestionState.WAITING]
    assert "Undone by" in office.words(office.fresh(card))


def test_r11_b9_a_newer_mail_stops_the_answer_in_its_undo_window(office: Office, card: dict[str, Any]) -> None:
    office.slack.click(card, "suggestion.approve", by=office.people["rae"])
    office.settle()
    office.answers(office.letter_to("maria.diaz@cand.test"), "Sorry, I have changed my mind: no thanks.")
    office.collect()
    office.hurry()
    assert len(office.letters_to("maria.diaz@cand.test")) == 1
    assert office.suggestion_states()[0] is SuggestionState.STALE
    assert "wrote again" in office.words(office.fresh(card))
    assert "changed my mind" in office.words(office.cards("hiring-platform")[-1])


def test_b16_a_reply_whose_channel_is_closed_to_us_goes_to_an_admin_with_the_reason(office: Office) -> None:
    office.reply_card("Maria", "Diaz", INTERESTED)
    office.slack.inject("chat.postMessage", error="is_archived")
    office.reply_card("Jo", "Li", INTERESTED)
    direct = office.slack.messages(office.slack.open_im(by=office.people["ada"]), by=office.people["ada"])
    told = next(office.words(one) for one in direct if "Jo Li" in office.words(one))
    assert f"This belongs into <#{office.channels['hiring-platform']}>, but: " in told
    assert "archived" in told


def test_r15_r16_r17_an_edit_is_checked_at_the_field_and_marks_the_card(office: Office, card: dict[str, Any]) -> None:
    rae = office.people["rae"]
    office.slack.click(card, "suggestion.edit", by=rae)
    view = office.slack.views(rae)[-1]
    assert "Sounds great" in office.words(view)
    refused = office.slack.submit(office.answer(body="Hi {{first_name}}"), by=rae)
    assert "placeholder" in str(refused.errors)
    office.slack.submit(office.answer(body="Hi Maria, Friday at ten suits me well. Rae"), by=rae)
    office.settle()
    assert "Approve (edited)" in office.words(office.fresh(card))
    office.slack.click(office.fresh(card), "suggestion.approve", by=rae)
    office.hurry()
    assert "Friday at ten suits me well" in office.letter_to("maria.diaz@cand.test").as_string()


def test_dismiss_sends_nothing_and_says_who(office: Office, card: dict[str, Any]) -> None:
    office.slack.click(card, "suggestion.dismiss", by=office.people["rae"])
    office.hurry()
    assert "Dismissed by <@" in office.words(office.fresh(card))
    assert len(office.letters_to("maria.diaz@cand.test")) == 1


def test_r8_another_label_makes_another_draft(office: Office, card: dict[str, Any]) -> None:
    rae = office.people["rae"]
    office.slack.click(card, "suggestion.more", by=rae, choice=office.entry(card, "Change label"))
    office.slack.submit(office.answer(label={"selected_option": {"value": "not_interested"}}), by=rae)
    office.settle()
    assert "corrected by" in office.words(office.fresh(card))
    assert "not follow up" in office.words(office.fresh(card))


def test_r18_words_in_the_thread_replace_the_draft(office: Office, card: dict[str, Any]) -> None:
    office.slack.message(
        "hiring-platform",
        f"<@{card['user']}> shorter, offer Tuesday",
        by=office.people["rae"],
        thread_ts=card["thread_ts"],
    )
    office.slack.wait_for(lambda: len(office.suggestion_states()) == 2 or None)
    office.settle()
    assert office.suggestion_states() == [SuggestionState.SUPERSEDED, SuggestionState.WAITING]
    assert "Tuesday" in office.words(office.cards("hiring-platform")[-1])
