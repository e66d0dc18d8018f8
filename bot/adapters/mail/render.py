"""A letter as the exact bytes to send. The same letter always gives the same bytes, so a repeat is recognisable."""

import hashlib
import html
import re
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.domain.mail import Address, Letter
from bot.domain.threads import outreach_id, references
from bot.errors import BadInput

# "none" keeps our id headers as written: folded by the library, a long id becomes an encoded word that Outlook drops.
POLICY = SMTP.clone(refold_source="none")
_BREAK = re.compile("[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s@<>\"(),;:\\\[\]]{1,64}@[^\s@<>\"(),;:\\\[\]]{1,253}")
_ID = re.compile(r"<[!-;=?-~]{1,250}>")


def render(letter: Letter) -> bytes:
    """Plain text first, then the same as minimal HTML. No pictures, no tracking, no rewritten links.

    Raises:
        BadInput: a header value holds a line break, or an address cannot be used.
    """
    _refuse_breaks(letter)
    message = EmailMessage(policy=POLICY)
    message["From"] = _header_address(letter.sender, "sender")
    message["To"] = _header_address(letter.recipient, "recipient")
    if letter.reply_to:
        message["Reply-To"] = _header_address(Address(letter.reply_to, letter.sender.name), "reply_to")
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.date)
    _write_ids(message, letter)
    _write_unsubscribe(message, letter)
    _write_body(message, letter)
    return message.as_bytes()


def _refuse_breaks(letter: Letter) -> None:
    """A line break in a value would start a header of the writer's choice."""
    values = {
        "sender": letter.sender.email + letter.sender.name,
        "recipient": letter.recipient.email + letter.recipient.name,
        "reply_to": letter.reply_to,
        "subject": letter.subject,
        "message_id": letter.message_id + letter.token,
        "references": letter.in_reply_to + "".join(letter.references),
        "unsubscribe": letter.unsubscribe_mailto + letter.unsubscribe_url,
    }
    wrong = {name: "Remove the line break." for name, value in values.items() if _BREAK.search(value)}
    if wrong:
        raise BadInput(f"A line break does not belong here: {', '.join(wrong)}.", wrong)


def _header_address(address: Address, field: str) -> HeaderAddress:
    unusable = BadInput(
        "This mail address cannot be used; write it as name@example.com.", {field: "Check the address."}
    )
    if not _ADDRESS.fullmatch(address.email):
        raise unusable
    local, _, domain = address.email.rpartition("@")
    try:
        return HeaderAddress(address.name, local.encode("ascii").decode(), domain.encode("idna").decode("ascii"))
    except ValueError:
        raise unusable from None


def _write_ids(message: EmailMessage, letter: Letter) -> None:
    """Raw, one id a line, so that no id is ever folded or encoded. Ids of others that are malformed stay out."""
    if not _ID.fullmatch(letter.message_id):
        raise BadInput("The Message-ID must be printable ASCII in angle brackets.", {"message_id": "Check the id."})
    message.set_raw("Message-ID", letter.message_id)
    message["X-Outreach-ID"] = outreach_id(letter.message_id, letter.token)
    if _ID.fullmatch(letter.in_reply_to):
        message.set_raw("In-Reply-To", letter.in_reply_to)
    chain = references([known for known in letter.references if _ID.fullmatch(known)])
    if chain:
        message.set_raw("References", "\r\n ".join(chain))


def _write_unsubscribe(message: EmailMessage, letter: Letter) -> None:
    """RFC 2369 and, where there is a page that answers a POST, RFC 8058."""
    ways = [letter.unsubscribe_url] if letter.unsubscribe_url.startswith("https://") else []
    if letter.unsubscribe_mailto:
        known = letter.unsubscribe_mailto.startswith("mailto:")
        ways.append(letter.unsubscribe_mailto if known else f"mailto:{letter.unsubscribe_mailto}?subject=unsubscribe")
    if any(not re.fullmatch(r"[!-;=?-~]+", way) for way in ways):
        raise BadInput("The opt-out address must be a plain URL.", {"unsubscribe": "Remove spaces and brackets."})
    if ways:
        message.set_raw("List-Unsubscribe", ",\r\n ".join(f"<{way}>" for way in ways))
    if ways and ways[0].startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _write_body(message: EmailMessage, letter: Letter) -> None:
    body = letter.body.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    body = re.sub(r"\r\n?", "\n", body).strip("\n") + "\n"
    message.set_content(body, cte="quoted-printable")
    message.add_alternative(as_html(body), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]}")


def as_html(body: str) -> str:
    """Paragraphs and line breaks, everything else escaped."""
    paragraphs = re.split(r"\n{2,}", body.strip("\n"))
    lines = [html.escape(paragraph, quote=False).replace("\n", "<br>\n") for paragraph in paragraphs]
    return "<html><body>\n" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>\n"
