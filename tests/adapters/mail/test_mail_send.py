"""Sending through every fault of a server: the right kind of error, and never two copies (exactly once, mail.md 3)."""

import pytest
from mail_samples import LETTER

from bot.adapters.mail import MailPost
from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.adapters.mail.render import render
from bot.adapters.mail.smtp import as_sent
from bot.errors import BadInput, Disconnected, OutcomeUnknown, PinError, RateLimited, Refused, TryAgain
from bot.sim.mail import Running

ADA = "ada@cand.test"
RAE = "rae@acme.test"


def send(box: ImapSmtpMailbox, *recipients: str) -> list[str]:
    """Send the letter; the list grows when `before_data` runs."""
    steps: list[str] = []
    box.send(RAE, recipients or (ADA,), render(LETTER), lambda: steps.append("may leave"))
    return steps


def test_the_recipient_gets_exactly_the_rendered_bytes(running: Running, local_box: ImapSmtpMailbox) -> None:
    assert send(local_box) == ["may leave"]
    [copy] = running.post.sent_to(ADA)
    assert copy.raw == render(LETTER)


REFUSALS: list[tuple[str, int, str, type[PinError]]] = [
    ("connect", 421, "4.7.0 busy", RateLimited),
    ("connect", 554, "5.7.1 not you", Disconnected),
    ("auth", 454, "4.3.0 later", TryAgain),
    ("auth", 535, "5.7.8 wrong password", Disconnected),
    ("mail", 451, "4.3.0 later", TryAgain),
    ("mail", 550, "5.7.60 not as this sender", Disconnected),
    ("mail", 552, "5.3.4 too large", Refused),
    ("rcpt", 450, "4.2.1 later", TryAgain),
    ("rcpt", 450, "4.7.1 greylisted", RateLimited),
    ("rcpt", 421, "too many connections", RateLimited),
    ("rcpt", 550, "5.1.1 no such user", Refused),
    ("rcpt", 550, "no such user", Refused),
    ("rcpt", 552, "5.2.2 mailbox full", Refused),
    ("rcpt", 550, "5.4.5 daily limit", Disconnected),
    ("rcpt", 550, "5.7.515 not authenticated", Disconnected),
    ("data", 451, "4.3.0 later", TryAgain),
    ("data", 550, "5.7.1 spam", Disconnected),
    ("before_accept", 451, "4.3.0 later", TryAgain),
    ("before_accept", 421, "4.3.2 shutting down", RateLimited),
    ("before_accept", 552, "5.2.2 mailbox full", Refused),
    ("before_accept", 554, "transaction failed", Refused),
    ("before_accept", 550, "5.7.1 policy", Disconnected),
]


@pytest.mark.parametrize(("point", "code", "text", "expected"), REFUSALS)
def test_a_refusal_says_whose_problem_it_is_and_nothing_arrives(
    running: Running, local_box: ImapSmtpMailbox, point: str, code: int, text: str, expected: type[PinError]
) -> None:
    running.post.faults.refuse(point, code, text)
    with pytest.raises(expected) as caught:
        send(local_box)
    assert type(caught.value) is expected
    assert running.post.sent_to(ADA) == []


BREAKS: list[tuple[str, type[PinError], int]] = [
    ("connect", TryAgain, 0),
    ("auth", TryAgain, 0),
    ("mail", TryAgain, 0),
    ("rcpt", TryAgain, 0),
    ("data", TryAgain, 0),
    ("mid_data", OutcomeUnknown, 0),
    ("before_accept", OutcomeUnknown, 0),
    ("after_accept", OutcomeUnknown, 1),
]


@pytest.mark.parametrize(("point", "expected", "copies"), BREAKS)
@pytest.mark.parametrize("fault", ["drop", "stall"])
def test_a_lost_answer_is_only_unknown_once_the_mail_is_leaving(
    running: Running, local_box: ImapSmtpMailbox, fault: str, point: str, expected: type[PinError], copies: int
) -> None:
    getattr(running.post.faults, fault)(point)
    with pytest.raises(expected):
        send(local_box)
    assert len(running.post.sent_to(ADA)) == copies


def test_a_refusal_names_the_code_that_the_server_gave(running: Running, local_box: ImapSmtpMailbox) -> None:
    running.post.faults.refuse("rcpt", 550, "5.1.1 <ada@cand.test> unknown")
    with pytest.raises(Refused) as caught:
        send(local_box)
    assert caught.value.code == "5.1.1"
    assert "ada" not in str(caught.value)


def test_the_commit_is_not_made_when_the_recipient_is_refused(running: Running, local_box: ImapSmtpMailbox) -> None:
    running.post.faults.refuse("rcpt", 550, "5.1.1 unknown")
    steps: list[str] = []
    with pytest.raises(Refused):
        local_box.send(RAE, [ADA], render(LETTER), lambda: steps.append("may leave"))
    assert steps == []


def test_a_refused_witness_does_not_hold_the_mail_back(running: Running, local_box: ImapSmtpMailbox) -> None:
    send(local_box, ADA, "550@fail.invalid")
    assert len(running.post.sent_to(ADA)) == 1


def test_a_server_that_is_down_is_worth_another_try(running: Running, local_box: ImapSmtpMailbox) -> None:
    running.post.take_down("smtp")
    with pytest.raises(TryAgain, match="nothing was sent"):
        send(local_box)


def test_a_wrong_password_is_said_with_the_way_to_mend_it(running: Running) -> None:
    box = MailPost(timeout=5).connect(RAE, RAE, "old", running.imap, running.smtp)
    with pytest.raises(Disconnected, match="app password"):
        send(box)


@pytest.mark.parametrize(
    "address", ["ada@cand.test\r\nRCPT TO:<eve@x.test>", "ada @cand.test", "<ada@cand.test>", "ada"]
)
def test_an_address_that_would_smuggle_a_command_is_refused(local_box: ImapSmtpMailbox, address: str) -> None:
    with pytest.raises(BadInput):
        send(local_box, address)


def test_an_address_with_letters_beyond_ascii_is_sent_as_such(running: Running, local_box: ImapSmtpMailbox) -> None:
    send(local_box, "zoë@cand.test")
    assert len(running.post.sent_to("zoë@cand.test")) == 1


def test_no_line_of_a_mail_can_end_it_early() -> None:
    assert as_sent(b"a\n.\r\n..b\rc") == b"a\r\n..\r\n...b\r\nc\r\n.\r\n"
