"""What the server does wrong when it is told to, as a client meets it."""

import smtplib
import socket

import pytest
from imapclient.exceptions import IMAPClientError
from mail_clients import ADA, RAE, imap_to, letter, smtp_to

from bot.sim import mail
from bot.sim.mail import Point


def send(server: mail.Running) -> None:
    with smtp_to(server) as client:
        client.sendmail(RAE, [ADA], letter(sender=RAE, to=ADA))


@pytest.mark.parametrize(
    ("point", "code"),
    [("connect", 421), ("auth", 454), ("mail", 451), ("rcpt", 550), ("data", 451), ("before_accept", 554)],
)
def test_a_refusal_at_each_point_carries_its_code_and_delivers_nothing(
    server: mail.Running, point: str, code: int
) -> None:
    server.post.faults.refuse(point, code, "4.0.0 on purpose", times=None)
    with pytest.raises(smtplib.SMTPException) as refusal:
        send(server)
    assert str(code) in str(refusal.value)
    assert len(server.post.journal) == 0
    server.post.faults.clear()
    send(server)
    assert len(server.post.mailbox(ADA)) == 1


@pytest.mark.parametrize(("point", "copies"), [(point, int(point is Point.AFTER_ACCEPT)) for point in Point])
def test_a_dropped_connection_leaves_a_copy_only_when_the_message_was_accepted(
    server: mail.Running, point: Point, copies: int
) -> None:
    server.post.faults.drop(point)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(server)
    assert len(server.post.mailbox(ADA)) == copies


def test_a_server_that_stalls_after_accepting_looks_like_a_timeout(server: mail.Running) -> None:
    server.post.faults.stall(Point.AFTER_ACCEPT)
    with smtp_to(server) as client:
        client.mail(RAE)
        client.rcpt(ADA)
        client.docmd("DATA")
        client.send(letter() + b".\r\n")
        server.post.wait_for(lambda m: m.mailbox == ADA)
        assert client.sock is not None
        client.sock.settimeout(0.2)
        with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
            client.getreply()


def test_a_fault_can_concern_one_recipient_only(server: mail.Running) -> None:
    server.post.faults.refuse(Point.RCPT, 552, "5.2.2 Mailbox full", times=None, only=ADA)
    with smtp_to(server) as client:
        assert client.sendmail(RAE, [ADA, "bob@cand.test"], letter()) == {ADA: (552, b"5.2.2 Mailbox full")}
    server.post.faults.clear()
    send(server)
    assert len(server.post.mailbox(ADA)) == 1


@pytest.mark.parametrize("service", ["smtp", "imap"])
def test_a_service_taken_down_refuses_connections_until_it_is_brought_up_on_the_same_port(
    server: mail.Running, service: str
) -> None:
    host, _, port = str(server.describe()[service]).partition(":")
    with imap_to(server) as client:
        server.post.take_down(service)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((host, int(port)), timeout=2)
        if service == "imap":
            with pytest.raises((IMAPClientError, OSError)):
                client.noop()
    server.post.bring_up(service)
    socket.create_connection((host, int(port)), timeout=2).close()


def test_a_silent_imap_server_lets_the_client_time_out(server: mail.Running) -> None:
    with imap_to(server) as client:
        client.socket().settimeout(0.2)
        server.post.faults.imap_silent = True
        with pytest.raises((OSError, IMAPClientError)):
            client.noop()


def test_hanging_up_cuts_an_idling_client(server: mail.Running) -> None:
    with imap_to(server) as client:
        client.select_folder("INBOX")
        client.idle()
        server.post.hang_up()
        with pytest.raises((OSError, IMAPClientError)):
            client.idle_check(timeout=5)  # IMAPClient swallows the end of the stream here
            client.idle_done()


def test_renumbering_changes_uidvalidity_and_uids_and_keeps_every_message(server: mail.Running) -> None:
    for subject in ("one", "two"):
        server.post.deliver(letter(subject=subject), ADA, RAE)
    with imap_to(server) as client:
        before = client.select_folder("INBOX")
        uids = client.search()
    assert server.post.renumber(RAE) != before[b"UIDVALIDITY"]
    with imap_to(server) as client:
        after = client.select_folder("INBOX")
        assert after[b"UIDVALIDITY"] != before[b"UIDVALIDITY"]
        assert after[b"EXISTS"] == 2
        assert client.search() != uids
