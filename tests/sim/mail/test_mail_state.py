"""What a restart keeps, and what the two kinds of provider do with submitted mail."""

from pathlib import Path

import imapclient
from mail_clients import ADA, RAE, imap_to, letter, smtp_to

from bot.sim import mail


def test_a_restart_keeps_uidvalidity_uids_flags_bytes_folders_and_the_journal(tmp_path: Path) -> None:
    state = tmp_path / "mail.sqlite"
    first = mail.start(state=state)
    first.post.deliver(letter(subject="gone"), ADA, RAE)
    first.post.deliver(letter(subject="kept"), ADA, RAE)
    first.post.deliver(letter(sender=RAE, to=ADA), RAE, ADA)
    with imap_to(first) as client:
        before = client.select_folder("INBOX")
        gone, kept = client.search()
        client.add_flags([kept], [imapclient.FLAGGED, "$Processed"])
        client.create_folder("Candidates")
        client.copy([kept], "Candidates")
        client.delete_messages([gone])
        client.expunge()
        raw = client.fetch([kept], ["BODY.PEEK[]"])[kept][b"BODY[]"]
    first.stop()

    second = mail.start(state=state)
    with imap_to(second) as client:
        after = client.select_folder("INBOX")
        assert after[b"UIDVALIDITY"] == before[b"UIDVALIDITY"]
        assert (client.search(), after[b"UIDNEXT"]) == ([kept], kept + 1)
        assert client.fetch([kept], ["BODY.PEEK[]"])[kept][b"BODY[]"] == raw
        assert {imapclient.FLAGGED, b"$Processed"} <= set(client.get_flags([kept])[kept])
        assert client.select_folder("Candidates")[b"EXISTS"] == 1
    assert [m.subject for m in second.post.mailbox(RAE)] == ["gone", "kept"]
    assert len(second.post.mailbox(ADA)) == 1
    second.stop()


def test_a_message_is_on_disk_before_the_sender_hears_that_it_was_accepted(tmp_path: Path) -> None:
    state = tmp_path / "mail.sqlite"
    first = mail.start(state=state)
    with smtp_to(first) as client:
        client.sendmail(RAE, [ADA], letter(sender=RAE, to=ADA))
    # Not stopped yet: a second server reads what a killed one would have left behind.
    second = mail.start(state=state)
    assert len(second.post.mailbox(ADA)) == 1
    second.stop()
    first.stop()


def test_only_a_server_told_so_files_submitted_mail_under_sent(server: mail.Running) -> None:
    for files_sent in (False, True):
        server.post.set_files_sent(files_sent)
        with smtp_to(server) as client:
            client.sendmail(RAE, [ADA], letter(subject=f"filed {files_sent}", sender=RAE, to=ADA))
    with imap_to(server) as client:
        client.select_folder("Sent")
        (uid,) = client.search()
        answer = client.fetch([uid], ["BODY.PEEK[]", "FLAGS"])[uid]
    assert answer[b"BODY[]"] == letter(subject="filed True", sender=RAE, to=ADA)
    assert imapclient.SEEN in answer[b"FLAGS"]


def test_junk_can_be_delivered_to_the_junk_folder(server: mail.Running) -> None:
    server.post.deliver(letter(), ADA, RAE, folder="Junk")
    with imap_to(server) as client:
        assert client.select_folder("Junk")[b"EXISTS"] == 1
        assert client.select_folder("INBOX")[b"EXISTS"] == 0
