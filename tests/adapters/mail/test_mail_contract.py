"""What a mailbox does on any server: the local one here, Dovecot and Postfix in the marked job."""

import contextlib
import threading
import time
from collections.abc import Callable

import pytest
from mail_samples import LETTER, TOKEN, simple
from mail_servers import UNDELIVERABLE, MailServer

from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.adapters.mail.parse import parse
from bot.adapters.mail.render import render
from bot.domain.mail import Fetched, FolderMark, MailKind
from bot.errors import TryAgain


def until(answer: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Ask again until it is true or the time is up; delivery on real servers takes a moment."""
    pause = threading.Event()
    deadline = time.monotonic() + seconds
    while not answer():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.02)
    return True


def arrived(box: ImapSmtpMailbox, mark: FolderMark, count: int) -> list[Fetched]:
    found: list[Fetched] = []

    def all_here() -> bool:
        found[:] = box.fetch(mark)
        return len(found) >= count

    assert until(all_here)
    return found


def after(mail: Fetched) -> FolderMark:
    return FolderMark(mail.folder, mail.uidvalidity, mail.uid)


def test_a_login_that_works_is_checked_without_words(box: ImapSmtpMailbox) -> None:
    box.check()


def test_the_inbox_is_watched_first(box: ImapSmtpMailbox) -> None:
    assert box.folders()[0] == "INBOX"


def test_new_mails_come_in_ascending_order_and_whole(server: MailServer, box: ImapSmtpMailbox) -> None:
    for number in range(3):
        server.deliver(simple(number), server.address)
    found = arrived(box, FolderMark("INBOX"), 3)
    assert [mail.uid for mail in found] == sorted(mail.uid for mail in found)
    # A real server may deliver in another order than it was handed the mails in.
    assert all(any(simple(number) in mail.raw for mail in found) for number in range(3))


def test_the_newest_mail_is_not_fetched_for_ever(server: MailServer, box: ImapSmtpMailbox) -> None:
    server.deliver(simple(1), server.address)
    [mail] = arrived(box, FolderMark("INBOX"), 1)
    assert list(box.fetch(after(mail))) == []


def test_only_what_is_above_the_mark_is_fetched(server: MailServer, box: ImapSmtpMailbox) -> None:
    server.deliver(simple(1), server.address)
    [first] = arrived(box, FolderMark("INBOX"), 1)
    server.deliver(simple(2), server.address)
    [second] = arrived(box, after(first), 1)
    assert b"<2@cand.test>" in second.raw


def test_another_uidvalidity_lists_the_folder_from_its_start(server: MailServer, box: ImapSmtpMailbox) -> None:
    server.deliver(simple(1), server.address)
    [mail] = arrived(box, FolderMark("INBOX"), 1)
    assert len(list(box.fetch(FolderMark("INBOX", mail.uidvalidity + 1, mail.uid)))) == 1


def test_the_newest_mark_leaves_old_mail_alone(server: MailServer, box: ImapSmtpMailbox) -> None:
    server.deliver(simple(1), server.address)
    arrived(box, FolderMark("INBOX"), 1)
    assert list(box.fetch(box.newest("INBOX"))) == []


def test_fetching_never_marks_a_mail_as_read(server: MailServer, box: ImapSmtpMailbox) -> None:
    server.deliver(simple(1), server.address)
    arrived(box, FolderMark("INBOX"), 1)
    assert box._work.ask(lambda client: (client.select_folder("INBOX"), client.search(["UNSEEN"]))[1]) != []


def test_the_sweep_finds_what_a_mark_skipped(server: MailServer, box: ImapSmtpMailbox) -> None:
    for number in range(3):
        server.deliver(simple(number), server.address)
    found = arrived(box, FolderMark("INBOX"), 3)
    known = {(found[0].uidvalidity, found[0].uid), (found[2].uidvalidity, found[2].uid)}
    swept = list(box.sweep("INBOX", 3, lambda validity, uid: (validity, uid) in known))
    assert [mail.uid for mail in swept] == [found[1].uid]


def test_two_readers_take_turns_on_one_connection(server: MailServer, box: ImapSmtpMailbox) -> None:
    for number in range(2):
        server.deliver(simple(number), server.address)
    arrived(box, FolderMark("INBOX"), 2)
    inbox = box.fetch(FolderMark("INBOX"))
    first = next(inbox)
    box.file_sent(render(LETTER), LETTER.message_id)
    assert [first.uid, *(mail.uid for mail in inbox)] == [mail.uid for mail in box.fetch(FolderMark("INBOX"))]


def test_waiting_ends_when_a_mail_arrives(server: MailServer, box: ImapSmtpMailbox) -> None:
    assert box.wait(0.1)  # a new connection says "look", for mail may have come before it
    deliveries = threading.Timer(0.2, server.deliver, (simple(1), server.address))
    deliveries.start()
    began = time.monotonic()
    assert box.wait(20.0)
    assert time.monotonic() - began < 10.0
    deliveries.join()


def test_a_mail_between_two_waits_is_not_missed(server: MailServer, box: ImapSmtpMailbox) -> None:
    box.wait(0.1)
    server.deliver(simple(1), server.address)
    arrived(box, FolderMark("INBOX"), 1)
    began = time.monotonic()
    assert box.wait(20.0)
    assert time.monotonic() - began < 10.0


def test_a_quiet_mailbox_waits_in_vain(box: ImapSmtpMailbox) -> None:
    box.wait(0.1)
    assert not box.wait(0.2)


def test_closing_ends_a_wait(box: ImapSmtpMailbox) -> None:
    box.wait(0.1)
    closing = threading.Timer(0.2, box.close)
    closing.start()
    began = time.monotonic()
    with contextlib.suppress(TryAgain):
        box.wait(30.0)
    assert time.monotonic() - began < 10.0
    closing.join()


def test_a_sent_mail_can_be_filed_once_and_is_its_own_witness(box: ImapSmtpMailbox) -> None:
    assert not box.was_sent(LETTER.message_id, TOKEN)
    box.file_sent(render(LETTER), LETTER.message_id)
    box.file_sent(render(LETTER), LETTER.message_id)
    assert box.was_sent(LETTER.message_id, TOKEN)
    sent = next(name for name in box.folders() if "sent" in name.lower())
    assert len(list(box.fetch(FolderMark(sent)))) == 1


def test_another_step_of_the_thread_is_no_witness(box: ImapSmtpMailbox) -> None:
    box.file_sent(render(LETTER), LETTER.message_id)
    assert not box.was_sent(f"<{TOKEN}.10@acme.test>", TOKEN)
    assert not box.was_sent(f"<{TOKEN}.2@acme.test>", TOKEN)


def test_our_own_copy_in_the_inbox_is_a_witness(server: MailServer, box: ImapSmtpMailbox) -> None:
    witness = server.address.replace("@", f"+sent-{TOKEN}@")
    box.send(server.address, [server.outsider, witness], render(LETTER), lambda: None)
    assert until(lambda: box.was_sent(LETTER.message_id, TOKEN))


def test_a_mail_whose_id_the_provider_replaced_is_found_by_our_own_header(
    server: MailServer, box: ImapSmtpMailbox
) -> None:
    changed = render(LETTER).replace(LETTER.message_id.encode(), b"<other@provider.test>")
    server.deliver(changed, server.address)
    assert until(lambda: box.was_sent(LETTER.message_id, TOKEN))


def test_the_mail_leaves_between_the_commit_and_the_answer(server: MailServer, box: ImapSmtpMailbox) -> None:
    committed: list[str] = []
    box.send(server.address, [server.outsider], render(LETTER), lambda: committed.append("may leave"))
    assert committed == ["may leave"]


def test_nothing_leaves_when_the_commit_fails(server: MailServer, box: ImapSmtpMailbox) -> None:
    def fail() -> None:
        raise RuntimeError("database gone")

    with pytest.raises(RuntimeError):
        box.send(server.address, [server.address], render(LETTER), fail)
    assert list(box.fetch(FolderMark("INBOX"))) == []


def test_a_returned_mail_says_whom_and_which_mail_it_is_about(server: MailServer, box: ImapSmtpMailbox) -> None:
    box.send(server.address, [UNDELIVERABLE], render(LETTER), lambda: None)
    [returned] = arrived(box, FolderMark("INBOX"), 1)
    bounce = parse(returned.raw)
    assert (bounce.kind, bounce.failed_addresses, bounce.hard_bounce) == (MailKind.BOUNCE, (UNDELIVERABLE,), True)
    assert LETTER.message_id in bounce.referenced_ids
