"""Tokens, ids and matching: what people answer to must find its thread, what strangers invent must not."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import threads
from bot.domain.mail import Address, Incoming, MailKind
from bot.domain.threads import Evidence, Issued, Match

SECRET = b"s" * 32
THREAD_ID = st.integers(0, 2**40 - 1)
MAIL = Incoming("f", "<m@cand.test>", Address("ada@cand.test"), (), "Hi", None, "", "", MailKind.HUMAN)


def issued(
    tokens: dict[str, int] | None = None,
    ids: dict[str, int] | None = None,
    senders: dict[str, tuple[int, ...]] | None = None,
) -> Issued:
    return Issued((tokens or {}).get, (ids or {}).get, lambda sender: (senders or {}).get(sender, ()))


@given(THREAD_ID)
def test_a_token_survives_case_folding(number: int) -> None:
    token = threads.make_token(number, SECRET)
    assert len(token) == 16
    assert token == token.lower()
    assert threads.token_id(token, SECRET) == threads.token_id(token.upper(), SECRET) == number


@given(THREAD_ID, st.integers(0, 15), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_changed_token_is_refused(number: int, place: int, letter: str) -> None:
    token = threads.make_token(number, SECRET)
    forged = token[:place] + letter + token[place + 1 :]
    assert threads.token_id(forged, SECRET) == (number if forged == token else None)


@given(THREAD_ID)
def test_a_token_of_another_installation_is_refused(number: int) -> None:
    assert threads.token_id(threads.make_token(number, b"other"), SECRET) is None


@given(st.text(max_size=40))
def test_any_text_is_answered_as_no_token(text: str) -> None:
    assert threads.token_id(text, SECRET) is None


def test_an_id_too_large_for_a_token_is_an_error() -> None:
    with pytest.raises(OverflowError):
        threads.make_token(2**40, SECRET)


@given(THREAD_ID, st.sampled_from(["", "b", "u"]))
def test_tokens_are_found_in_tagged_addresses(number: int, purpose: str) -> None:
    token = threads.make_token(number, SECRET)
    address = threads.tagged_address("rae@demo.test", token, purpose)
    assert threads.tokens_in(f'"Rae" <{address.upper()}>, {address}') == (token,)


def test_an_untagged_address_has_no_token() -> None:
    assert threads.tokens_in("rae@demo.test, rae+news@demo.test, k7f3abcd2345efgh@demo.test") == ()


def test_a_step_always_gets_the_same_message_id() -> None:
    assert threads.message_id("k7f3abcd2345efgh", 2, "demo.test") == "<k7f3abcd2345efgh.2@demo.test>"


@pytest.mark.parametrize(
    ("first", "reply"),
    [("A role", "Re: A role"), ("Re: A role", "Re: A role"), ("RE : x", "RE : x"), ("Remote?", "Re: Remote?")],
)
def test_a_follow_up_keeps_the_subject(first: str, reply: str) -> None:
    assert threads.reply_subject(first) == reply


@given(st.lists(st.integers(0, 99).map(lambda n: f"<{n}@demo.test>"), max_size=60))
def test_references_keep_the_first_and_the_last_twenty(ids: list[str]) -> None:
    kept = threads.references(ids)
    distinct = list(dict.fromkeys(ids))
    assert len(kept) == min(len(distinct), 21)
    assert list(kept[:1]) == distinct[:1]
    assert list(kept[1:]) == distinct[1:][-20:]


def test_the_address_token_wins_over_every_other_evidence() -> None:
    mail = dataclasses.replace(MAIL, tokens=("t1",), referenced_ids=("<a@x>",), quoted_tokens=("t2",))
    asked = issued({"t1": 1, "t2": 2}, {"<a@x>": 3}, {"ada@cand.test": (4,)})
    assert threads.match(mail, asked) == Match(1, Evidence.ADDRESS)


def test_an_unknown_token_does_not_hide_a_known_id() -> None:
    mail = dataclasses.replace(MAIL, tokens=("forged",), referenced_ids=("<foreign@x>", "<a@x>"))
    found = threads.match(mail, issued(ids={"<a@x>": 3}))
    assert found == Match(3, Evidence.MESSAGE_ID)
    assert found.certain


def test_a_forwarded_copy_is_matched_by_its_quoted_token() -> None:
    mail = dataclasses.replace(MAIL, quoted_tokens=("t2",))
    assert threads.match(mail, issued({"t2": 2})) == Match(2, Evidence.QUOTED)


def test_the_only_open_thread_of_a_sender_is_a_guess() -> None:
    mail = dataclasses.replace(MAIL, sender=Address("Ada@Cand.test"))
    found = threads.match(mail, issued(senders={"ada@cand.test": (4,)}))
    assert found == Match(4, Evidence.SENDER, 1)
    assert not found.certain


def test_a_sender_with_two_open_threads_is_not_guessed() -> None:
    found = threads.match(MAIL, issued(senders={"ada@cand.test": (4, 5)}))
    assert found == Match(None, Evidence.NONE, 2)
    assert not found.certain


def test_a_mail_without_a_trusted_sender_is_never_guessed() -> None:
    mail = dataclasses.replace(MAIL, sender=Address(""))
    assert threads.match(mail, issued(senders={"": (4,)})).thread is None
