"""The SMTP side refuses what a real server refuses and delivers by envelope, byte for byte."""

import smtplib

import pytest
from mail_clients import ADA, RAE, letter, smtp_to

from bot.sim import mail
from bot.sim.mail.smtp import SIZE_LIMIT


def test_what_an_account_submits_reaches_the_candidate_byte_for_byte(server: mail.Running) -> None:
    raw = (
        b"From: rae@acme.test\r\nTo: somebody.else@cand.test\r\nSubject: Ol\xc3\xa9\r\n\r\n"
        b"na\xc3\xafve  trailing \r\n.dot line\r\nFrom start\r\n\r\n"
    )
    with smtp_to(server) as client:
        client.sendmail("rae+tok@acme.test", [ADA], raw, ["BODY=8BITMIME"])
    (arrived,) = server.post.mailbox(ADA)
    assert arrived.raw == raw
    assert (arrived.mail_from, arrived.rcpt_to) == ("rae+tok@acme.test", ADA)
    assert server.post.mailbox("somebody.else@cand.test") == []


def test_a_stranger_may_write_to_an_account_and_a_plus_tag_lands_in_the_same_mailbox(server: mail.Running) -> None:
    with smtp_to(server, user=None) as client:
        client.sendmail(ADA, ["Rae+Tok@Acme.test"], letter())
    assert [m.subject for m in server.post.mailbox(RAE)] == ["Hello"]
    assert len(server.post.sent_to("rae+tok@acme.test")) == 1


@pytest.mark.parametrize(
    ("user", "sender", "recipient", "code"),
    [
        (None, RAE, ADA, 530),  # an account's address needs its log-in
        (None, ADA, "bob@cand.test", 550),  # no relaying for strangers
        (None, ADA, "nobody@acme.test", 550),  # no such mailbox
        (RAE, "boss@acme.test", ADA, 550),  # not as somebody else
        (RAE, RAE, "451@fail.invalid", 451),
        (RAE, RAE, "550@fail.invalid", 550),
    ],
)
def test_senders_and_recipients_that_a_server_refuses(
    server: mail.Running, user: str | None, sender: str, recipient: str, code: int
) -> None:
    with smtp_to(server, user=user) as client:
        answers = [client.mail(sender)[0], client.rcpt(recipient)[0]]
    assert code in answers
    assert len(server.post.journal) == 0


def test_a_wrong_password_is_refused(server: mail.Running) -> None:
    with smtp_to(server, user=None) as client, pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
        client.login(RAE, "wrong")
    assert refusal.value.smtp_code == 535


def test_a_message_above_the_size_limit_is_refused_before_and_after_its_bytes(server: mail.Running) -> None:
    with smtp_to(server) as client:
        assert client.mail(RAE, [f"SIZE={SIZE_LIMIT + 1}"])[0] == 552
        assert client.mail(RAE)[0] == 250
        client.rcpt(ADA)
        assert client.data(b"Subject: big\r\n\r\n" + (b"x" * 990 + b"\r\n") * (SIZE_LIMIT // 992 + 1))[0] == 552
    assert server.post.mailbox(ADA) == []


def test_a_line_longer_than_the_standard_allows_is_refused(server: mail.Running) -> None:
    with smtp_to(server) as client:
        client.mail(RAE)
        client.rcpt(ADA)
        assert client.data(b"Subject: long\r\n\r\n" + b"x" * 1200 + b"\r\n")[0] == 500


def test_a_25_mb_mail_is_taken(server: mail.Running) -> None:
    raw = b"Subject: cv\r\n\r\n" + (b"A" * 900 + b"\r\n") * (25_000_000 // 902)
    assert server.post.deliver(raw, ADA, RAE).raw == raw
    assert len(server.post.mailbox(RAE)) == 1
