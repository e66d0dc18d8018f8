"""The recruiter's desk in the tests of the simulated people: writing to them and waiting for answers."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from bot.sim import mail, people
from bot.sim.mail import Delivered

RAE = "rae@acme.test"


@dataclass(slots=True)
class World:
    """The running pair, seen from the recruiter's desk."""

    server: mail.Running
    people: people.Running

    def write(self, to: str, text: str = "Would you be open to a call?", answering: Delivered | None = None) -> str:
        """Send outreach (or an answer) as a recruiter's program would; returns the Message-ID."""
        message = EmailMessage(policy=SMTP)
        number = len(self.server.post.journal)
        message["From"], message["To"], message["Subject"] = f"Rae Ferreira <{RAE}>", to, "Engineer at Acme"
        message["Reply-To"] = f"rae+tok{number}@acme.test"
        message["Date"] = "Mon, 23 Nov 2026 16:00:00 +0000"
        message["Message-ID"] = f"<step{number}@acme.test>"
        if answering:
            message["In-Reply-To"] = message["References"] = answering.message_id
        message.set_content(text)
        host, _, port = self.server.smtp.partition(":")
        with smtplib.SMTP(host, int(port), timeout=10) as client:
            client.login(RAE, "demo")
            client.sendmail(RAE, [to], message.as_bytes())
        return str(message["Message-ID"])

    def answer_to(self, message_id: str) -> Delivered:
        """Wait for the mail in Rae's inbox that answers that one."""
        return self.server.post.wait_for(lambda m: m.mailbox == RAE and m.header("In-Reply-To") == message_id)
