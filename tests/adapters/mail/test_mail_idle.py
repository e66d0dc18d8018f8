"""Waiting and fetching while the server behaves as servers do on a bad day (IMAPClient #519 and others)."""

import time
from collections.abc import Callable, Iterator

import pytest
from scripted_imap import MAIL, ScriptedImap

from bot.adapters.mail import MailPost
from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.domain.mail import FolderMark
from bot.errors import TryAgain

Open = Callable[[str], tuple[ImapSmtpMailbox, ScriptedImap]]


@pytest.fixture
def open_box() -> Iterator[Open]:
    begun: list[tuple[ImapSmtpMailbox, ScriptedImap]] = []

    def opened(fault: str) -> tuple[ImapSmtpMailbox, ScriptedImap]:
        server = ScriptedImap(fault)
        box = MailPost(timeout=1.0).connect("rae@acme.test", "rae", "demo", server.address, "127.0.0.1:1")
        begun.append((box, server))
        return begun[-1]

    yield opened
    for box, server in begun:
        server.stop()
        box.close()


@pytest.mark.parametrize("fault", ["partial", "early"])
def test_news_in_two_pieces_or_too_early_is_news(open_box: Open, fault: str) -> None:
    box, _ = open_box(fault)
    box.wait(0.1)
    assert box.wait(5.0)
    assert box.wait(5.0)  # the connection is still good


@pytest.mark.parametrize("fault", ["eof", "bye", "silent"])
def test_a_server_that_leaves_is_noticed_and_met_again(open_box: Open, fault: str) -> None:
    box, server = open_box(fault)
    box.wait(0.1)
    began = time.monotonic()
    with pytest.raises(TryAgain):
        box.wait(0.3)
    assert time.monotonic() - began < 4.0
    server.fault = ""
    assert box.wait(0.1)
    assert not box.wait(0.1)


def test_a_server_without_idle_is_asked_now_and_then(open_box: Open) -> None:
    box, server = open_box("no_idle")
    assert box.wait(0.1)
    assert box.wait(0.1)
    assert not server.idling.is_set()


@pytest.mark.parametrize("fault", ["", "stray", "dup"])
def test_an_unasked_answer_neither_hides_nor_changes_a_mail(open_box: Open, fault: str) -> None:
    box, _ = open_box(fault)
    [mail] = box.fetch(FolderMark("INBOX", 7, 10))
    assert (mail.uid, mail.raw, mail.truncated) == (11, MAIL, False)


def test_the_last_mail_named_by_n_star_is_not_new(open_box: Open) -> None:
    box, _ = open_box("")
    assert list(box.fetch(FolderMark("INBOX", 7, 11))) == []


def test_the_sent_folder_is_known_by_its_use_not_its_name(open_box: Open) -> None:
    box, _ = open_box("")
    assert box.folders() == ("INBOX", "Gesendet")
