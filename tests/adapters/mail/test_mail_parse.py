"""Reading mails made here: any bytes are answered, kinds by their headers, HTML without what nobody sees."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_samples import LETTER, TOKEN

from bot.adapters.mail.attachments import safe_name
from bot.adapters.mail.html import text_of
from bot.adapters.mail.parse import parse
from bot.adapters.mail.render import render
from bot.domain.mail import MailKind
from bot.sim.mail.bounces import report

PIECES = st.sampled_from(
    [
        *(b"From: ", b"To: ", b"Date: ", b"Content-Type: ", b"Content-Transfer-Encoding: ", b"\r\n", b"\n\n", b"\r"),
        *(b"multipart/mixed; boundary=b", b"--b", b"--b--", b"message/rfc822", b"text/html", b"; charset=", b"; a*0=x"),
        *(b"unicode_escape", b"idna", b"base64", b"uuencode", b"=?utf-8?q?=FF?=", b"=?x?b?!?=", b"\xff\xfe", b"\x00"),
        *(b"<a@b>", b"(", b'"', b"99"),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=8), max_size=60).map(b"".join), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_answered(raw: bytes, truncated: bool) -> None:
    mail = parse(raw, truncated)
    assert mail.fingerprint == parse(raw, truncated).fingerprint
    assert not any(character < " " for character in mail.subject + mail.sender.name)
    (mail.text + mail.subject + mail.sender.name + mail.sender.email).encode()


def mail_with(headers: str, body: str = "Hello") -> bytes:
    return f"From: ada@cand.test\r\nTo: rae@acme.test\r\n{headers}\r\n\r\n{body}\r\n".encode()


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Subject: Re: A role", MailKind.HUMAN),
        ("Auto-Submitted: auto-replied\r\nReturn-Path: <>", MailKind.AUTOMATIC),
        ("Auto-Submitted: no", MailKind.HUMAN),
        ("Return-Path: <>", MailKind.SUSPECTED_AUTOMATIC),
        ("X-Autoreply: yes", MailKind.AUTOMATIC),
        ("Precedence: auto_reply", MailKind.AUTOMATIC),
        ("Precedence: list", MailKind.HUMAN),
        ("X-Auto-Response-Suppress: All", MailKind.HUMAN),
        ("Subject: Automatische Antwort: A role", MailKind.SUSPECTED_AUTOMATIC),
        ("Subject: Re: Automatic reply systems engineer", MailKind.HUMAN),
    ],
)
def test_headers_say_who_wrote(headers: str, kind: MailKind) -> None:
    assert parse(mail_with(headers)).kind is kind


@pytest.mark.parametrize(("status", "hard"), [("5.1.1", True), ("5.2.2", False), ("5.7.1", False), ("5.4.4", False)])
def test_a_bounce_names_the_address_and_our_mail(status: str, hard: bool) -> None:
    mail = parse(report("rae@acme.test", "ada@cand.test", render(LETTER), status))
    assert (mail.kind, mail.failed_addresses, mail.hard_bounce) == (MailKind.BOUNCE, ("ada@cand.test",), hard)
    assert LETTER.message_id in mail.referenced_ids
    assert TOKEN in mail.quoted_tokens
    assert mail.attachments == ()


HOSTILE_HTML = [
    "<div>",
    "<a ",
    "<!",
    "<![",
    "<a b='",
    "&",
    "</",
    "<p hidden>",
    "<blockquote>",
    "<x:y ",
    "<b>",
    "<table>",
]


@pytest.mark.parametrize("piece", HOSTILE_HTML)
def test_hostile_html_is_answered_within_two_seconds(piece: str) -> None:
    began = time.thread_time()
    text_of(piece * 60_000)
    assert time.thread_time() - began < 2.0


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display: none'>evil</span>", "<div hidden>evil</div>", "<p style='font-size:0px'>evil</p>",
        "<made-up style='visibility:hidden'>evil</made-up>", "<script>evil</script>", "<!-- evil -->",
        "<title>evil</title>",
        "<div style='max-height:0;overflow:hidden'>evil</div>", "<div style='opacity:0'><b>evil</b></div>",
        "<div style='display:none'><p>evil<div>evil</p></div></div>",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert text_of(f"<p>before</p>{hidden}<p>after</p>").split() == ["before", "after"]


@pytest.mark.parametrize("shown", ["font-size:0.9em", "opacity:0.5", "line-height:0", "color:red", "border-width:0"])
def test_what_is_seen_is_read(shown: str) -> None:
    assert text_of(f"<p style='{shown}'>seen</p>") == "seen"


def test_quotes_and_lists_keep_their_marks() -> None:
    html = "<p>Yes</p><blockquote>old<br>lines<blockquote>older</blockquote></blockquote><ul><li>a<li>b</ul>"
    assert text_of(html) == "Yes\n\n> old\n> lines\n\n> > older\n\n- a\n- b"


def test_an_answer_above_an_html_quote_is_the_reply() -> None:
    html = "<div>Friday, please.</div><div>On 23.11.26 16:00, Rae wrote:</div><blockquote>Open to a call?</blockquote>"
    mail = parse(mail_with("Content-Type: text/html; charset=utf-8", html))
    assert mail.reply == "Friday, please."
    assert "Open to a call?" in mail.text


def test_an_encrypted_mail_is_said_to_be_one() -> None:
    assert "encrypted" in parse(mail_with("Content-Type: application/pkcs7-mime", "x")).problem


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("cv.pdf", "cv.pdf"), ("../../etc/passwd", "passwd"), ("C:\\x\\cv.pdf", "cv.pdf"), ("", "attachment"),
        ("..", "attachment"), ("a\x00b\r\n.pdf", "a b.pdf"), ("cv\u202efdp.exe", "cvfdp.exe"), (".bashrc", "bashrc"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"), ("<cv>:1.pdf", "_cv_1.pdf"),
    ],
)  # fmt: skip
def test_a_file_name_is_safe_to_save(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe
