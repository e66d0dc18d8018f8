"""Undeliverable mail comes back as a report that programs can read."""

import email
from email.message import Message

import pytest
from flufl.bounce import all_failures
from mail_clients import RAE, letter, smtp_to

from bot.sim import mail


def bounce_of(server: mail.Running, recipient: str, sender: str = RAE) -> Message:
    with smtp_to(server) as client:
        client.sendmail(sender, [recipient], letter(sender=RAE, to=recipient, subject="Our mail"))
    return email.message_from_bytes(server.post.wait_for(lambda m: m.mailbox == RAE).raw)


@pytest.mark.parametrize(
    ("recipient", "status"), [("x@bounce.invalid", "5.1.1"), ("x@host.invalid", "5.4.4"), ("gone@cand.test", "5.2.2")]
)
def test_the_report_names_recipient_and_status_and_quotes_the_original(
    server: mail.Running, recipient: str, status: str
) -> None:
    server.post.bounce_for("gone@cand.test", "5.2.2")
    report = bounce_of(server, recipient)
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    _, status_part, original = report.get_payload()
    assert status_part.get_content_type() == "message/delivery-status"
    per_recipient = status_part.get_payload()[1]
    assert per_recipient["Final-Recipient"] == f"rfc822; {recipient}"
    assert (per_recipient["Action"], per_recipient["Status"]) == ("failed", status)
    assert original.get_payload()[0]["Message-ID"] == "<Our.mail@cand.test>"
    assert all_failures(report)[1] == {recipient.encode()}


def test_the_report_goes_to_the_envelope_sender_with_a_null_return_path(server: mail.Running) -> None:
    bounce_of(server, "x@bounce.invalid", sender="rae+btoken@acme.test")
    (report,) = server.post.sent_to("rae+btoken@acme.test")
    assert report.mail_from == ""
    assert report.header("Auto-Submitted") == "auto-replied"
    (returned,) = server.post.sent_to("x@bounce.invalid")
    assert returned.bounced
    assert server.post.mailbox("x@bounce.invalid") == []


def test_a_bounce_that_cannot_be_delivered_is_not_bounced_again(server: mail.Running) -> None:
    server.post.deliver(letter(), "", "x@bounce.invalid")
    assert [m.rcpt_to for m in server.post.journal.after(0)] == ["x@bounce.invalid"]
