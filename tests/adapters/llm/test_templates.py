"""Drafts without any service: short, honest, in the candidate's language, and nothing where a person must write."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.llm.phrases import GREETINGS
from bot.adapters.llm.templates import TemplateWriter
from bot.domain.draft_guards import fault_of
from bot.domain.replies import ALWAYS_HUMAN, NO_DRAFT, Flag, Label
from bot.domain.writing import DraftRequest

WRITER = TemplateWriter()
ANSWERED = [label for label in Label if label not in NO_DRAFT]
REQUEST = DraftRequest(
    label=Label.INTERESTED, flags=frozenset(), language="en", candidate_first_name="Jo", recruiter_name="Mara Lind",
    company="Acme", job_title="Data Engineer", job_facts={}, reply="Sounds good!",
)  # fmt: skip


@pytest.mark.parametrize("label", ANSWERED)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt"])
def test_every_label_has_a_draft_in_seven_languages_that_our_own_guards_pass(label: Label, language: str) -> None:
    request = replace(REQUEST, label=label, language=language)
    draft = WRITER.draft(request)
    assert (draft.language, draft.writer, draft.remark) == (language, "template", "")
    assert draft.body.endswith("Mara Lind")
    assert fault_of(draft.body, request) == ""


@pytest.mark.parametrize("flag", sorted(ALWAYS_HUMAN))
def test_pay_visa_hostility_and_doubt_are_left_to_a_person(flag: Flag) -> None:
    for instruction in ("", "shorter, offer Tuesday"):
        draft = WRITER.draft(replace(REQUEST, flags=frozenset({flag}), instruction=instruction, previous="Hi"))
        assert draft.body == "" and "person" in draft.remark


@pytest.mark.parametrize("label", sorted(NO_DRAFT))
def test_machines_and_opt_outs_get_no_answer(label: Label) -> None:
    draft = WRITER.draft(replace(REQUEST, label=label))
    assert draft.body == "" and draft.remark


def test_an_unknown_language_gets_english_and_a_word_about_it() -> None:
    draft = WRITER.draft(replace(REQUEST, language="ja"))
    assert draft.body.startswith("Hi Jo,") and "English" in draft.remark


def test_a_missing_first_name_still_greets() -> None:
    assert WRITER.draft(replace(REQUEST, candidate_first_name=" ")).body.startswith("Hello,")


def test_a_fact_answers_the_question_that_asks_for_it_and_names_its_source() -> None:
    facts = {"remote": "Two days a week from home", "pay": "80k to 95k"}
    request = replace(REQUEST, label=Label.QUESTION, job_facts=facts, reply="Is remote work possible? And the team?")
    draft = WRITER.draft(request)
    assert "Two days a week from home." in draft.body and "80k" not in draft.body
    assert draft.sources == {"Two days a week from home.": "job fact: remote"}
    assert "Two days" not in WRITER.draft(replace(request, reply="I support two teams, is that fine?")).body


def test_a_yes_with_a_time_is_not_asked_for_a_time_again() -> None:
    draft = WRITER.draft(replace(REQUEST, flags=frozenset({Flag.PROPOSES_TIME})))
    assert "suggesting a time" in draft.body and "?" not in draft.body


def test_the_booking_link_goes_to_the_interested_only() -> None:
    link = "https://cal.example/mara"
    assert link in WRITER.draft(replace(REQUEST, booking_link=link)).body
    assert link not in WRITER.draft(replace(REQUEST, booking_link=link, label=Label.NOT_INTERESTED)).body


@pytest.mark.parametrize("language", sorted(GREETINGS))
def test_shorter_and_offer_tuesday_are_done(language: str) -> None:
    before = WRITER.draft(replace(REQUEST, language=language))
    after = WRITER.draft(
        replace(REQUEST, language=language, instruction="shorter, offer Tuesday at 10", previous=before.body)
    )
    assert "Tuesday at 10" in after.body and len(after.body) < len(before.body)
    assert after.body.startswith(before.body.split("\n")[0]) and after.body.endswith("Mara Lind")
    assert "shorter" in after.remark and "Tuesday at 10" in after.remark


def test_a_wish_a_template_cannot_fulfil_is_marked_for_a_person() -> None:
    before = WRITER.draft(REQUEST).body
    draft = WRITER.draft(replace(REQUEST, instruction="mention that we met in Lisbon", previous=before))
    assert "[mention that we met in Lisbon]" in draft.body and "[brackets]" in draft.remark


@given(
    st.builds(
        DraftRequest, label=st.sampled_from(Label), flags=st.frozensets(st.sampled_from(Flag)),
        language=st.text(max_size=3),
        candidate_first_name=st.text(max_size=40), recruiter_name=st.text(max_size=40), company=st.text(max_size=40),
        job_title=st.text(max_size=40), job_facts=st.dictionaries(st.sampled_from(["remote", "pay", "x"]), st.text()),
        reply=st.text(), booking_link=st.text(max_size=20),
        instruction=st.text(max_size=60), previous=st.text(max_size=200),
    )
)  # fmt: skip
def test_any_request_gets_an_answer(request: DraftRequest) -> None:
    draft = WRITER.draft(request)
    assert draft.body or draft.remark
    assert not (request.flags & ALWAYS_HUMAN and draft.body)
