"""When a candidate is synced by itself (S5, T1-T7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.replies import Flag, Label
from bot.domain.triggers import (
    Change,
    Moment,
    Trigger,
    Verdict,
    after_correction,
    is_objection,
    moments_of_reply,
    trigger_named,
    verdict,
)

FIRES = {
    Trigger.NEVER: set(),
    Trigger.ADDED_TO_SEQUENCE: {Moment.ENROLLED},
    Trigger.CONTACT_FOUND: {Moment.CONTACT_FOUND},
    Trigger.FIRST_MESSAGE: {Moment.FIRST_MESSAGE},
    Trigger.REPLIED: {Moment.REPLIED, Moment.INTERESTED},
    Trigger.INTERESTED: {Moment.INTERESTED},
}
NO_FLAGS: frozenset[Flag] = frozenset()


@pytest.mark.parametrize("moment", [moment for moment in Moment if moment is not Moment.EXPORTED])
@pytest.mark.parametrize("trigger", list(Trigger))
def test_s5_each_trigger_fires_on_its_own_moments(trigger: Trigger, moment: Moment) -> None:
    expected = Verdict.FIRES if moment in FIRES[trigger] else Verdict.NOT_NOW
    assert verdict(trigger, [moment], opted_out=False, synced=False) is expected


@pytest.mark.parametrize(
    ("label", "flags"),
    [(Label.OUT_OF_OFFICE, NO_FLAGS), (Label.BOUNCE, NO_FLAGS), (Label.QUESTION, frozenset({Flag.AUTO_REPLY}))],
)
def test_t1_a_machine_does_not_reply(label: Label, flags: frozenset[Flag]) -> None:
    assert moments_of_reply(label, flags, sure=True) == frozenset()


def test_t2_an_interested_reply_also_satisfies_replied() -> None:
    moments = moments_of_reply(Label.INTERESTED, NO_FLAGS, sure=True)
    assert moments == {Moment.REPLIED, Moment.INTERESTED}
    assert verdict(Trigger.REPLIED, moments, opted_out=False, synced=False) is Verdict.FIRES
    assert verdict(Trigger.REPLIED, [Moment.INTERESTED], opted_out=False, synced=False) is Verdict.FIRES


def test_interest_that_nobody_is_sure_of_is_a_reply_only() -> None:
    assert moments_of_reply(Label.INTERESTED, NO_FLAGS, sure=False) == {Moment.REPLIED}
    assert moments_of_reply(Label.QUESTION, NO_FLAGS, sure=True) == {Moment.REPLIED}


@pytest.mark.parametrize("before", list(Label))
def test_t3_a_correction_to_interested_fires_at_that_moment(before: Label) -> None:
    assert after_correction(before, Label.INTERESTED) is Change.FIRE_INTERESTED


def test_t4_a_correction_away_from_interested_adds_a_note_and_deletes_nothing() -> None:
    assert after_correction(Label.INTERESTED, Label.NOT_INTERESTED) is Change.ADD_NOTE
    assert after_correction(Label.QUESTION, Label.NOT_INTERESTED) is Change.NOTHING


def test_t5_who_already_qualifies_is_told_by_everything_that_happened_so_far() -> None:
    so_far = [Moment.ENROLLED, Moment.CONTACT_FOUND, Moment.REPLIED]
    qualify = [t for t in Trigger if verdict(t, so_far, opted_out=False, synced=False) is Verdict.FIRES]
    assert qualify == [Trigger.ADDED_TO_SEQUENCE, Trigger.CONTACT_FOUND, Trigger.REPLIED]


@given(st.sampled_from(Trigger), st.booleans())
def test_t6_an_export_by_hand_always_wins(trigger: Trigger, opted_out: bool) -> None:
    assert verdict(trigger, [Moment.EXPORTED], opted_out=opted_out, synced=False) is Verdict.FIRES


@given(st.sampled_from(Trigger), st.sets(st.sampled_from(Moment)), st.booleans())
def test_t7_each_person_and_job_is_synced_once(trigger: Trigger, moments: set[Moment], opted_out: bool) -> None:
    assert verdict(trigger, moments, opted_out=opted_out, synced=True) in {Verdict.ALREADY, Verdict.NOT_NOW}


@given(st.sampled_from(Trigger), st.sets(st.sampled_from(Moment).filter(lambda moment: moment is not Moment.EXPORTED)))
def test_an_opt_out_never_syncs_by_trigger(trigger: Trigger, moments: set[Moment]) -> None:
    outcome = verdict(trigger, moments, opted_out=True, synced=False)
    assert outcome is (Verdict.HELD if moments & FIRES[trigger] else Verdict.NOT_NOW)


def test_opt_outs_and_hostile_words_are_objections() -> None:
    assert is_objection(Label.UNSUBSCRIBE, NO_FLAGS)
    assert is_objection(Label.QUESTION, frozenset({Flag.HOSTILE}))
    assert not is_objection(Label.NOT_INTERESTED, NO_FLAGS)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("never", Trigger.NEVER),
        ("OFF", Trigger.NEVER),
        ("Added to an outreach sequence", Trigger.ADDED_TO_SEQUENCE),
        ("contact-found", Trigger.CONTACT_FOUND),
        ("first message", Trigger.FIRST_MESSAGE),
        (" Reply ", Trigger.REPLIED),
        ("replied and interested", Trigger.INTERESTED),
        ("They reply to an email and are interested", Trigger.INTERESTED),
        ("sometimes", None),
        ("", None),
    ],
)
def test_s5_triggers_are_known_by_old_and_new_names(text: str, trigger: Trigger | None) -> None:
    assert trigger_named(text) is trigger


def test_a_name_means_one_trigger_and_the_stored_value_reads_back() -> None:
    for trigger in Trigger:
        assert {trigger_named(name) for name in (trigger.value, trigger.words, *trigger.aliases)} == {trigger}
    assert all(Trigger(trigger.value) is trigger and str(trigger) == trigger.value for trigger in Trigger)
