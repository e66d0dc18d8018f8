"""The letters we write: whole after a journey, hard to abuse, in one thread, with a way to opt out (R10)."""

import dataclasses
import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_samples import LETTER, TOKEN

from bot.adapters.mail.parse import parse
from bot.adapters.mail.render import as_html, render
from bot.domain.mail import Address, Letter, MailKind
from bot.errors import BadInput

ONE_LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"], exclude_characters="\u061c"),
    min_size=1,
    max_size=120,
).map(lambda text: " ".join(text.split()) or "x")


def changed(**changes: object) -> Letter:
    return dataclasses.replace(LETTER, **changes)  # type: ignore[arg-type]


def read(letter: Letter) -> EmailMessage:
    message = email.message_from_bytes(render(letter), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_plain_text_comes_first_and_html_says_the_same() -> None:
    message = read(LETTER)
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert plain.get_content().replace("\r\n", "\n") == LETTER.body
    assert "<p>Hi Ada,</p>" in html.get_content()


def test_nothing_in_a_letter_is_loaded_from_elsewhere() -> None:
    raw = render(changed(body="See https://acme.test/jobs/1")).decode()
    assert not re.search(r"<img|<link|<script|src=|<style", raw)
    assert "https://acme.test/jobs/1" in raw


def test_the_same_letter_always_gives_the_same_bytes() -> None:
    assert render(LETTER) == render(dataclasses.replace(LETTER))


def test_every_line_end_is_crlf_and_no_line_is_too_long() -> None:
    raw = render(changed(body="x" * 5000 + "\n.\n\u00e9" * 50))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()


@given(subject=ONE_LINE, name=ONE_LINE, body=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_words_survive_the_journey(subject: str, name: str, body: str) -> None:
    incoming = parse(render(changed(subject=subject, sender=Address("rae@acme.test", name), body=body)))
    assert incoming.subject == subject
    assert incoming.sender == Address("rae@acme.test", name)
    assert incoming.text.split() == body.split()
    assert incoming.kind in {MailKind.HUMAN, MailKind.SUSPECTED_AUTOMATIC}
    assert incoming.problem == ""


def test_long_ids_are_written_one_a_line_and_never_encoded() -> None:
    long = "<CAF" + "x" * 180 + "@mail.gmail.com>"
    ids = (LETTER.message_id, *(f"<{'r' * 60}{n}@outlook.com>" for n in range(40)), long)
    raw = render(changed(message_id=f"<{TOKEN}.2@acme.test>", in_reply_to=long, references=ids))
    head = raw.partition(b"\r\n\r\n")[0].decode()
    assert "=?" not in head
    assert f"In-Reply-To: {long}\r\n" in head
    listed = re.findall(r"<[^>]+>", head.partition("References:")[2].partition("\r\nMIME")[0])[:22]
    assert listed[0] == ids[0]
    assert listed[20] == long


BREAKS = [
    {"subject": "Hi\r\nBcc: eve@x.test"},
    {"subject": "Hi\nBcc: eve@x.test"},
    {"subject": "Hi\u2028there"},
    {"sender": Address("rae@acme.test", "Rae\r\nX: y")},
    {"recipient": Address("ada@cand.test\r\nX: y")},
    {"reply_to": "rae@acme.test\nX: y"},
    {"in_reply_to": "<a@x>\r\nX: y"},
    {"references": ("<a@x>", "<b@x>\r\nX: y")},
    {"message_id": "<a@x>\r\n"},
    {"unsubscribe_url": "https://acme.test/u\r\nX: y"},
    {"unsubscribe_mailto": "rae@acme.test\r\nX: y"},
]


@pytest.mark.parametrize("change", BREAKS, ids=lambda change: next(iter(change)))
def test_a_line_break_in_a_header_is_refused_with_its_field(change: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="line break") as caught:
        render(changed(**change))
    assert caught.value.fields


@pytest.mark.parametrize("email_address", ["", "ada", "ada@", "a da@x.test", "ada@x.test, eve@x.test", "zoë@x.test"])
def test_an_unusable_recipient_is_refused_in_words(email_address: str) -> None:
    with pytest.raises(BadInput, match=r"name@example\.com"):
        render(changed(recipient=Address(email_address)))


def test_an_international_domain_is_written_in_ascii() -> None:
    assert "ada@xn--mnchen-3ya.test" in str(read(changed(recipient=Address("ada@münchen.test")))["To"])


def test_a_malformed_foreign_id_does_not_stop_an_answer() -> None:
    message = read(changed(in_reply_to="< >", references=("< >", "no brackets", "<a@x>")))
    assert "In-Reply-To" not in message
    assert message["References"] == "<a@x>"


def test_an_answer_finds_its_way_back() -> None:
    message = read(LETTER)
    assert message["Reply-To"].addresses[0].addr_spec == f"rae+{TOKEN}@acme.test"
    assert message["X-Outreach-ID"] == f"{TOKEN}.1"
    incoming = parse(f"To: rae+{TOKEN}@acme.test\r\nIn-Reply-To: {LETTER.message_id}\r\n\r\nyes".encode())
    assert (incoming.tokens, incoming.referenced_ids) == ((TOKEN,), (LETTER.message_id,))


def test_one_click_opt_out_is_offered_where_a_page_answers() -> None:
    both = read(changed(unsubscribe_url="https://acme.test/u/1", unsubscribe_mailto=f"rae+u{TOKEN}@acme.test"))
    assert re.sub(r"\s+", " ", both["List-Unsubscribe"]) == (
        f"<https://acme.test/u/1>, <mailto:rae+u{TOKEN}@acme.test?subject=unsubscribe>"
    )
    assert both["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_page_there_is_the_mail_form_only() -> None:
    message = read(changed(unsubscribe_url="http://127.0.0.1/u", unsubscribe_mailto="mailto:rae+u@acme.test"))
    assert message["List-Unsubscribe"] == "<mailto:rae+u@acme.test>"
    assert "List-Unsubscribe-Post" not in message


@given(st.text(max_size=200))
@settings(deadline=None)
def test_the_html_is_nothing_but_paragraphs(body: str) -> None:
    assert set(re.findall(r"<[^>]*>", as_html(body))) <= {
        "<html>",
        "<body>",
        "<p>",
        "</p>",
        "<br>",
        "</body>",
        "</html>",
    }
