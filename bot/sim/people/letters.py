"""Answers as real mail: threading headers, quoted original, signature and the habits of four kinds of mail program."""

import html
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, getaddresses, make_msgid, parsedate_to_datetime

from bot.sim.mail import Delivered
from bot.sim.people.cast import Person, Program
from bot.sim.people.reading import text_of

# Ids longer than a line are written as encoded words by the default policy, and no mail program threads by those.
POLICY = SMTP.clone(refold_source="none")
BY_HAND = "Candidates' inbox (by hand)"

ATTRIBUTIONS = {
    "en": "On {date:%a, %d %b %Y at %H:%M}, {who} wrote:",
    "de": "Am {date:%d.%m.%Y um %H:%M} schrieb {who}:",
    "fr": "Le {date:%d/%m/%Y à %H:%M}, {who} a écrit :",
    "es": "El {date:%d/%m/%Y a las %H:%M}, {who} escribió:",
    "it": "Il giorno {date:%d/%m/%Y alle ore %H:%M} {who} ha scritto:",
    "ja": "{date:%Y年%m月%d日 %H:%M} {who}:",
}
HEADINGS = {"en": ("From", "Sent", "To", "Subject"), "de": ("Von", "Gesendet", "An", "Betreff")}
PHONE_SIGNATURES = {"en": "Sent from my phone", "fr": "Envoyé de mon téléphone"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to hand over: its bytes and its envelope."""

    raw: bytes
    mail_from: str
    rcpt_to: str


def reply(person: Person, mail: Delivered, text: str, now: datetime, *, by_hand: bool = False) -> Letter:
    """The person's answer to a mail they received, written with their own program."""
    prefix = {"de": "AW: ", "en": "RE: "}.get(person.language, "Re: ") if _writes_office(person) else "Re: "
    message = _answer_headers(person, mail, _prefixed(prefix, mail.subject), now)
    if by_hand:
        message["User-Agent"] = BY_HAND
    signed = f"{text}\n\n{_signature(person)}" if not by_hand else text
    quoted = _quoted(person, mail)
    message.set_content(f"{signed}\n\n{quoted}\n", cte="quoted-printable")
    if person.program in (Program.WEBMAIL, Program.OFFICE):
        message.add_alternative(_html(signed, quoted), subtype="html", cte="quoted-printable")
    return _sealed(message, person.sender, mail)


def automatic_reply(person: Person, mail: Delivered, text: str, now: datetime, *, by_hand: bool = False) -> Letter:
    """What the person's server says without them (RFC 3834): null sender, Auto-Submitted, no quote."""
    prefix = {"de": "Automatische Antwort: "}.get(person.language, "Automatic reply: ")
    message = _answer_headers(person, mail, f"{prefix}{mail.subject}", now)
    if by_hand:
        message["User-Agent"] = BY_HAND
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message["Precedence"] = "bulk"
    message.set_content(f"{text}\n", cte="quoted-printable")
    return _sealed(message, "", mail)


def fresh(person: Person, to: str, subject: str, text: str, now: datetime) -> Letter:
    """A mail that answers nothing, written by hand."""
    message = _headers(person, to, subject, now)
    message["User-Agent"] = BY_HAND
    message.set_content(f"{text}\n", cte="quoted-printable")
    return Letter(message.as_bytes(policy=POLICY), person.sender, to)


def is_by_hand(mail: Delivered) -> bool:
    """Whether somebody at the inbox page wrote it."""
    return mail.header("User-Agent") == BY_HAND


def reply_address(mail: Delivered) -> tuple[str, str]:
    """Name and address an answer goes to: Reply-To if there is one, else From, else the envelope's sender."""
    for field in ("Reply-To", "From"):
        for name, address in getaddresses([mail.header(field)]):
            if "@" in address:
                return name or getaddresses([mail.header("From")])[0][0], address
    return "", mail.mail_from


def recruiter_name(mail: Delivered) -> str:
    """How to greet the sender: the first word of their name."""
    name, address = reply_address(mail)
    return (name or address.partition("@")[0].partition("+")[0].capitalize()).split()[0]


def _answer_headers(person: Person, mail: Delivered, subject: str, now: datetime) -> EmailMessage:
    name, address = reply_address(mail)
    message = _headers(person, formataddr((name, address)), subject, now)
    if mail.message_id:
        earlier = mail.header("References").split()
        message.set_raw("In-Reply-To", mail.message_id)
        message.set_raw("References", "\r\n ".join([*earlier, mail.message_id]))
    return message


def _headers(person: Person, to: str, subject: str, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = formataddr((person.name, person.sender))
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message.set_raw("Message-ID", make_msgid(domain=person.sender.partition("@")[2]))
    return message


def _sealed(message: EmailMessage, mail_from: str, mail: Delivered) -> Letter:
    return Letter(message.as_bytes(policy=POLICY), mail_from, reply_address(mail)[1])


def _prefixed(prefix: str, subject: str) -> str:
    bare = subject.lower()
    return subject if bare.startswith(("re:", "aw:")) else f"{prefix}{subject}"


def _writes_office(person: Person) -> bool:
    return person.program is Program.OFFICE


def _signature(person: Person) -> str:
    if person.program is Program.PHONE:
        return PHONE_SIGNATURES.get(person.language, PHONE_SIGNATURES["en"])
    if person.program is Program.OFFICE:
        return f"{person.name}\n{person.title} | {person.company} | {person.phone}"
    return f"-- \n{person.name}\n{person.title}, {person.company}"


def _quoted(person: Person, mail: Delivered) -> str:
    original = text_of(mail.raw).strip()
    if _writes_office(person):
        labels = HEADINGS.get(person.language, HEADINGS["en"])
        values = (mail.header("From"), mail.header("Date"), mail.header("To"), mail.subject)
        heading = "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
        return f"{'_' * 32}\n{heading}\n\n{original}"
    attribution = ATTRIBUTIONS.get(person.language, ATTRIBUTIONS["en"])
    line = attribution.format(date=_sent_at(mail), who=mail.header("From"))
    return "\n".join([line, "", *(f"> {row}".rstrip() for row in original.splitlines())])


def _sent_at(mail: Delivered) -> datetime:
    try:
        return parsedate_to_datetime(mail.header("Date"))
    except ValueError:
        return mail.at


def _html(signed: str, quoted: str) -> str:
    def block(text: str) -> str:
        return html.escape(text).replace("\n", "<br>\n")

    return (
        f'<div dir="ltr">{block(signed)}</div><br>\n<div class="quote"><blockquote>{block(quoted)}</blockquote></div>\n'
    )
