"""Receiving through the faults of the local server: renumbered, cut off, silent, too large, password changed."""

import pytest
from mail_samples import simple

from bot.adapters.mail import MailPost, fetching
from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.domain.mail import FolderMark
from bot.errors import BadInput, Disconnected, TryAgain
from bot.sim.mail import Running

RAE = "rae@acme.test"
INBOX = FolderMark("INBOX")


def deliver(running: Running, number: int, body: str = "Sounds good.") -> None:
    running.post.deliver(simple(number, body), "ada@cand.test", RAE)


def test_a_renumbered_folder_is_listed_again(running: Running, local_box: ImapSmtpMailbox) -> None:
    for number in range(2):
        deliver(running, number)
    before = list(local_box.fetch(INBOX))
    running.post.renumber(RAE)
    mark = FolderMark("INBOX", before[-1].uidvalidity, before[-1].uid)
    again = list(local_box.fetch(mark))
    assert len(again) == 2
    assert again[0].uidvalidity != before[0].uidvalidity


def test_a_folder_renumbered_while_reading_gives_no_wrong_mail(running: Running, local_box: ImapSmtpMailbox) -> None:
    for number in range(3):
        deliver(running, number)
    reading = local_box.fetch(INBOX)
    first = next(reading)
    running.post.renumber(RAE)
    assert list(reading) == []
    assert len(list(local_box.fetch(FolderMark("INBOX", first.uidvalidity, first.uid)))) == 3


def test_a_cut_connection_is_renewed_without_a_word(running: Running, local_box: ImapSmtpMailbox) -> None:
    deliver(running, 1)
    assert len(list(local_box.fetch(INBOX))) == 1
    running.post.hang_up()
    assert len(list(local_box.fetch(INBOX))) == 1


def test_a_connection_cut_between_two_mails_loses_none(running: Running, local_box: ImapSmtpMailbox) -> None:
    for number in range(3):
        deliver(running, number)
    reading = local_box.fetch(INBOX)
    uids = [next(reading).uid]
    running.post.hang_up()
    uids += [mail.uid for mail in reading]
    assert len(uids) == 3


def test_a_server_that_is_down_is_worth_another_try(running: Running, local_box: ImapSmtpMailbox) -> None:
    running.post.take_down("imap")
    with pytest.raises(TryAgain, match="IMAP server"):
        list(local_box.fetch(INBOX))
    running.post.bring_up("imap")
    assert list(local_box.fetch(INBOX)) == []


def test_a_silent_server_is_given_up_after_the_timeout(running: Running, local_box: ImapSmtpMailbox) -> None:
    local_box.folders()
    running.post.faults.imap_silent = True
    with pytest.raises(TryAgain):
        list(local_box.fetch(INBOX))


def test_a_changed_password_disconnects_with_the_way_to_mend_it(running: Running) -> None:
    running.post.set_password(RAE, "new")
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", running.imap, running.smtp)
    with pytest.raises(Disconnected, match="Check user name and password") as caught:
        box.check()
    assert "IMAP" in str(caught.value)
    assert "demo" not in repr(box)


def test_a_mail_above_the_limit_comes_cut(
    running: Running, local_box: ImapSmtpMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 5000)
    monkeypatch.setattr(fetching, "CUT_AT", 1000)
    deliver(running, 1, "x" * 70 + ("\r\n" + "x" * 70) * 100)
    [mail] = local_box.fetch(INBOX)
    assert mail.truncated
    assert len(mail.raw) == 1000
    parsed = MailPost().parse(mail.raw, mail.truncated)
    assert "too large" in parsed.problem
    assert parsed.text.startswith("xxx")


@pytest.mark.parametrize("address", ["", ":993", "mail.test:x", "mail.test:0", "mail.test:70000"])
def test_a_server_address_that_is_none_is_refused_in_words(address: str) -> None:
    with pytest.raises(BadInput, match="host:port"):
        MailPost().connect(RAE, RAE, "demo", address, "127.0.0.1:25")
