"""The answer of a mail server that accepted a message and could not deliver it: a report as RFC 3464 describes it."""

from email.utils import formatdate, make_msgid
from uuid import uuid4

HOST = "mail.local.test"

EXPLANATIONS = {
    "5.1.1": "The email account that you tried to reach does not exist.",
    "5.2.2": "The recipient's mailbox is full and cannot accept messages now.",
    "5.4.4": "The domain name of the recipient does not exist.",
    "5.7.1": "The recipient's server does not accept mail from you.",
}


REPORT = """\
From: Mail Delivery Subsystem <mailer-daemon@{host}>
To: {sender}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset=us-ascii

This is the mail system at {host}.

Your message could not be delivered to

    <{recipient}>

{explanation} The details are in the report below.

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; {host}
Arrival-Date: {date}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {explanation}

--{boundary}
Content-Type: message/rfc822

"""


def report(sender: str, recipient: str, original: bytes, status: str = "5.1.1") -> bytes:
    """A delivery failure for `sender`, quoting the whole original (a null sender must get none, RFC 5321 6.1)."""
    boundary = f"=_{uuid4().hex}"
    head = REPORT.format(
        host=HOST,
        sender=sender,
        recipient=recipient,
        date=formatdate(),
        message_id=make_msgid(domain=HOST),
        boundary=boundary,
        status=status,
        explanation=EXPLANATIONS.get(status, "The message could not be delivered."),
    )
    # The original is not parsed and written again: that could change the very ids which its sender looks for.
    return head.replace("\n", "\r\n").encode("utf-8", "surrogateescape") + original + f"\r\n--{boundary}--\r\n".encode()
