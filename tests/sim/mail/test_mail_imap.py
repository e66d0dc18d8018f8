"""What an IMAP client sees: the checks of the probe that any real server passes."""

from collections.abc import Iterator

import imapclient
import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError
from mail_clients import ADA, RAE, imap_to, letter, smtp_to

from bot.sim import mail


@pytest.fixture
def client(server: mail.Running) -> Iterator[IMAPClient]:
    with imap_to(server) as client:
        client.select_folder("INBOX")
        yield client


def arrive(server: mail.Running, subject: str, raw: bytes | None = None) -> None:
    server.post.deliver(raw or letter(subject=subject), ADA, RAE)


def test_a_delivery_is_found_by_message_id_with_its_bytes_and_size(server: mail.Running, client: IMAPClient) -> None:
    raw = letter(subject="first", body="naïve ✓\n.dot\nFrom here\n")
    arrive(server, "first", raw)
    client.noop()
    (uid,) = client.search(["HEADER", "Message-ID", "<first@cand.test>"])
    got = client.fetch([uid], ["BODY.PEEK[]", "RFC822.SIZE", "FLAGS", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE"])[uid]
    assert got[b"BODY[]"].endswith(raw)
    assert got[b"RFC822.SIZE"] == len(got[b"BODY[]"])
    assert got[b"BODY[]"].startswith(b"Return-Path: <ada@cand.test>\r\nDelivered-To: rae@acme.test\r\nReceived: ")
    assert imapclient.SEEN not in got[b"FLAGS"]


def test_parts_of_a_message_can_be_fetched(server: mail.Running, client: IMAPClient) -> None:
    arrive(server, "parts")
    client.noop()
    got = client.fetch(client.search(), ["BODY.PEEK[]<0.50>", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID REFERENCES)]"])
    (fields,) = got.values()
    assert len(fields[b"BODY[]<0>"]) == 50
    assert any(b"<parts@cand.test>" in value for value in fields.values() if isinstance(value, bytes))


def test_a_range_beyond_the_last_uid_still_returns_the_last_message(server: mail.Running, client: IMAPClient) -> None:
    arrive(server, "one")
    client.noop()
    (last,) = client.search()
    assert client.search(["UID", f"{last + 1}:*"]) == [last]


def test_searches_that_receivers_use(server: mail.Running, client: IMAPClient) -> None:
    arrive(server, "one")
    arrive(server, "Olé")
    client.noop()
    one, ole = client.search()
    assert client.search(["SUBJECT", "Olé"], charset="UTF-8") == [ole]
    assert client.search(["FROM", "cand.test", "UNSEEN"]) == [one, ole]
    assert client.search(["OR", "FROM", "nobody", "SUBJECT", "one"]) == [one]
    client.add_flags([one], [imapclient.SEEN, "$Processed"])
    assert client.search(["NOT", "KEYWORD", "$Processed"]) == [ole]


def test_flags_and_keywords_are_seen_by_another_session(server: mail.Running, client: IMAPClient) -> None:
    arrive(server, "one")
    client.noop()
    (uid,) = client.search()
    client.add_flags([uid], [imapclient.SEEN, "$Processed"])
    with imap_to(server) as other:
        other.select_folder("INBOX", readonly=True)
        assert {imapclient.SEEN, b"$Processed"} <= set(other.get_flags([uid])[uid])


def test_idle_announces_deliveries_and_flag_changes(server: mail.Running, client: IMAPClient) -> None:
    client.idle()
    with smtp_to(server, user=None) as sender:
        sender.sendmail(ADA, [RAE], letter())
    assert (1, b"EXISTS") in client.idle_check(timeout=5)
    client.idle_done()
    client.idle()
    with imap_to(server) as other:
        other.select_folder("INBOX")
        other.add_flags(other.search(), [imapclient.FLAGGED])
    assert any(b"FETCH" in line for line in client.idle_check(timeout=5))
    client.idle_done()


def test_special_folders_are_announced_and_appended_mail_is_found(server: mail.Running, client: IMAPClient) -> None:
    assert [client.find_special_folder(use) for use in (b"\\Sent", b"\\Junk")] == ["Sent", "Junk"]
    assert b"APPENDUID" in client.append("Sent", letter(subject="copy"), flags=[imapclient.SEEN])
    client.select_folder("Sent")
    assert len(client.search(["HEADER", "Message-ID", "<copy@cand.test>"])) == 1


def test_moved_and_deleted_messages_never_free_their_uid(server: mail.Running, client: IMAPClient) -> None:
    arrive(server, "one")
    client.noop()
    (first,) = client.search()
    next_uid = client.folder_status("INBOX", ["UIDNEXT"])[b"UIDNEXT"]
    client.move([first], "Junk")
    arrive(server, "two")
    client.noop()
    assert client.search() == [next_uid]
    client.delete_messages([next_uid])
    client.expunge()
    assert client.folder_status("INBOX", ["UIDNEXT", "MESSAGES"]) == {b"UIDNEXT": next_uid + 1, b"MESSAGES": 0}


def test_a_folder_made_again_has_another_uidvalidity(client: IMAPClient) -> None:
    seen = set()
    for _ in range(2):
        client.create_folder("Tmp")
        seen.add(client.folder_status("Tmp", ["UIDVALIDITY"])[b"UIDVALIDITY"])
        client.delete_folder("Tmp")
    assert len(seen) == 2


def test_200_deliveries_are_each_seen_once(server: mail.Running, client: IMAPClient) -> None:
    with smtp_to(server, user=None) as sender:
        for number in range(200):
            sender.sendmail(ADA, [RAE], letter(subject=f"bulk {number}"))
    client.noop()
    answers = client.fetch(client.search(), ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]).values()
    ids = {value.strip() for answer in answers for value in answer.values() if isinstance(value, bytes)}
    assert len(ids) == len(answers) == 200


@pytest.mark.parametrize(
    "head",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3000)),
        b"Content-Type: message/rfc822\r\n\r\nFrom: a@b\r\n" * 900 + b"\r\n",
        b"Cc: " + b"(" * 5000 + b"\r\n\r\n",
        b"Content-Type: text/plain" + b"".join(b"; a*%d=x" % i for i in range(500)) + b"\r\n\r\n",
        b'Content-Type: \xff\xfe; boundary="\r\n\r\n\x00\r\n',
    ],
    ids=["3000 nested parts", "900 forwarded mails", "5000 parentheses", "500 parameter pieces", "no charset at all"],
)
def test_hostile_mail_is_delivered_whole_and_harms_nobody(
    server: mail.Running, client: IMAPClient, head: bytes
) -> None:
    raw = b"Subject: hostile\r\nMessage-ID: <h@cand.test>\r\n" + head + b"end\r\n"
    arrive(server, "hostile", raw)
    arrive(server, "after")
    client.noop()
    hostile, _ = client.search()
    answer = client.fetch([hostile], ["BODY.PEEK[]", "BODYSTRUCTURE"])[hostile]
    assert answer[b"BODY[]"].endswith(raw)


def test_a_wrong_password_is_refused_and_a_changed_one_too(server: mail.Running) -> None:
    with pytest.raises(LoginError, match="AUTHENTICATIONFAILED"), imap_to(server, password="wrong"):
        pass
    server.post.set_password(RAE, "new")
    with pytest.raises(LoginError), imap_to(server):
        pass
    with imap_to(server, password="new") as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 0


def test_a_candidates_mailbox_can_be_opened_with_any_mail_program(server: mail.Running) -> None:
    server.post.deliver(letter(sender=RAE, to=ADA), RAE, ADA)
    with imap_to(server, user=ADA) as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 1
