"""Who links, who suggests, who conflicts (O1-O5)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ats import AtsPerson
from bot.domain.candidates import Profile
from bot.domain.matching import (
    Conflict,
    Create,
    Found,
    Gone,
    Hit,
    Link,
    Matched,
    NoAccess,
    Suggest,
    decide,
    shared,
)

ANA = AtsPerson("1", "Ana", "Silva", emails=("ana@example.com",))
BEN = AtsPerson("2", "Ben", "Okafor", links=("https://www.linkedin.com/in/benokafor",))
SECRET = AtsPerson("3", "Sam", "Secret", emails=("sam@example.com",), title="CEO", private=True)
BY_EMAIL, BY_LINKEDIN = frozenset({Matched.EMAIL}), frozenset({Matched.LINKEDIN})


def test_o1_our_own_link_wins_over_everything_found() -> None:
    found = Found(own_link="1", linked=ANA, by_email=(BEN,), by_linkedin=(SECRET,))
    assert decide(found) == Link(Hit(ANA, frozenset({Matched.OWN_LINK})))


@pytest.mark.parametrize(
    ("found", "by"),
    [
        (Found(by_email=(ANA,)), BY_EMAIL),
        (Found(by_linkedin=(ANA,)), BY_LINKEDIN),
        (Found(by_email=(ANA,), by_linkedin=(ANA,)), BY_EMAIL | BY_LINKEDIN),
        (Found(by_email=(ANA, ANA)), BY_EMAIL),
        (Found(by_email=(ANA,), alike=(BEN,)), BY_EMAIL),
        (Found(own_link="9", by_email=(ANA,)), BY_EMAIL),
    ],
)
def test_o2_one_clear_hit_links(found: Found, by: frozenset[Matched]) -> None:
    assert decide(found) == Link(Hit(ANA, by))


@pytest.mark.parametrize(
    "found",
    [
        Found(by_email=(ANA, BEN)),
        Found(by_linkedin=(ANA, BEN)),
        Found(by_email=(ANA,), by_linkedin=(BEN,)),
        Found(by_email=(ANA,), by_linkedin=(ANA, BEN)),
    ],
)
def test_o3_two_people_are_held_for_a_person(found: Found) -> None:
    decision = decide(found)
    assert isinstance(decision, Conflict)
    assert [hit.person for hit in decision.hits] == [ANA, BEN]


def test_o3_each_side_says_by_what_it_was_found() -> None:
    assert decide(Found(by_email=(ANA,), by_linkedin=(BEN,))) == Conflict((Hit(ANA, BY_EMAIL), Hit(BEN, BY_LINKEDIN)))


def test_o5_a_private_person_is_known_by_id_only() -> None:
    assert decide(Found(by_email=(SECRET,))) == NoAccess("3", BY_EMAIL)
    decision = decide(Found(by_email=(ANA, SECRET)))
    assert isinstance(decision, Conflict)
    assert decision.hits[1].person == AtsPerson("3", "", "", private=True)


def test_o5_a_private_look_alike_leaks_no_field() -> None:
    assert decide(Found(alike=(SECRET,))) == Suggest(
        (Hit(AtsPerson("3", "", "", private=True), frozenset({Matched.NAME})),)
    )


def test_o1_a_name_only_suggests() -> None:
    assert decide(Found(alike=(ANA, BEN))) == Suggest(
        (Hit(ANA, frozenset({Matched.NAME})), Hit(BEN, frozenset({Matched.NAME})))
    )


def test_a_linked_person_who_is_gone_is_never_made_again_by_itself() -> None:
    assert decide(Found(own_link="9")) == Gone("9")
    assert decide(Found(own_link="9", alike=(ANA,))) == Gone("9")


def test_nobody_found_creates() -> None:
    assert decide(Found()) == Create()


people = st.builds(
    AtsPerson, id=st.sampled_from("12345"), first_name=st.just("x"), last_name=st.just("y"), private=st.booleans()
)


@given(st.lists(people, max_size=4), st.lists(people, max_size=4), st.lists(people, max_size=4))
def test_o1_o3_only_one_matching_person_is_ever_linked(
    by_email: list[AtsPerson], by_linkedin: list[AtsPerson], alike: list[AtsPerson]
) -> None:
    decision = decide(Found(by_email=tuple(by_email), by_linkedin=tuple(by_linkedin), alike=tuple(alike)))
    matching = {person.id for person in by_email + by_linkedin}
    assert isinstance(decision, Link | NoAccess) == (len(matching) == 1)
    assert isinstance(decision, Conflict) == (len(matching) > 1)
    if isinstance(decision, Create):
        assert not alike


PROFILE = Profile(
    "Ana", "Silva", emails=("Ana+jobs@Example.com",), phones=("030 1234567",), country="Germany",
    linkedin_url="https://pt.linkedin.com/in/anasilva/en",
)  # fmt: skip


@pytest.mark.parametrize(
    ("person", "common"),
    [
        (AtsPerson("1", "X", "Y", emails=("ana@example.com",)), {Matched.EMAIL}),
        (AtsPerson("1", "X", "Y", links=("http://linkedin.com/in/AnaSilva",)), {Matched.LINKEDIN}),
        (AtsPerson("1", "X", "Y", phones=("+49 30 1234567",)), {Matched.PHONE}),
        (AtsPerson("1", "silva", "ána"), {Matched.NAME}),
        (AtsPerson("1", "Anna", "Silva"), {Matched.NAME}),
        (AtsPerson("1", "Ben", "Silva"), set()),
        (AtsPerson("1", "", ""), set()),
    ],
)
def test_what_two_records_have_in_common(person: AtsPerson, common: set[Matched]) -> None:
    assert shared(PROFILE, person) == common


def test_people_without_names_are_not_alike() -> None:
    assert shared(replace(PROFILE, first_name="", last_name=""), AtsPerson("1", "", "")) == frozenset()
