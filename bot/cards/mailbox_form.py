"""The modal that connects a mailbox; the password is asked for and never shown again."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, input_block, modal, number_input, text_input
from bot.cards.ids import Block, Callback, carry
from bot.domain.accounts import MOST_A_DAY


@dataclass(frozen=True, slots=True)
class MailboxFormView:
    """`id` 0 connects a new one; `imap` and `smtp` are `host:port`. The stored password is never passed in."""

    id: int = 0
    version: int = 0
    address: str = ""
    sender_name: str = ""
    login: str = ""
    imap: str = ""
    smtp: str = ""
    daily_cap: int = 50
    from_channel: str = ""
    problem: str = ""


def card(view: MailboxFormView) -> View:
    return modal(
        Callback.MAILBOX_FORM,
        "Change the mailbox" if view.id else "Connect a mailbox",
        [
            banner(view.problem),
            section(
                "Pin reads replies from this mailbox and sends from it. Your provider may ask for an app password."
            ),
            input_block(Block.ADDRESS, "E-mail address", text_input(view.address, "ana@example.com", limit=254)),
            input_block(Block.NAME, "Name shown to candidates", text_input(view.sender_name, "Ana Ruiz", limit=100)),
            input_block(
                Block.LOGIN,
                "Login",
                text_input(view.login, limit=254),
                "Only when it differs from the address.",
                optional=True,
            ),
            input_block(
                Block.SECRET,
                "Password or app password",
                text_input(limit=500),
                _KEPT if view.id else _TYPED,
                optional=bool(view.id),
            ),
            input_block(Block.IMAP, "IMAP server", text_input(view.imap, "imap.example.com:993", limit=260)),
            input_block(Block.SMTP, "SMTP server", text_input(view.smtp, "smtp.example.com:465", limit=260)),
            input_block(
                Block.DAILY_CAP,
                "Mails a day at most",
                number_input(min(MOST_A_DAY, max(1, view.daily_cap)), 1, MOST_A_DAY),
                "Begin with 20 for a new mailbox and go up slowly: 50 is plenty for most.",
            ),
        ],
        submit="Connect",
        metadata=carry(view.id, view.version, view.from_channel),
    )


_TYPED = "Stored encrypted. Slack shows it while you type: look around first."
_KEPT = "Leave empty to keep the stored one; it is asked again when a server or the login changes."

EXAMPLES: dict[str, MailboxFormView] = {
    "change": MailboxFormView(2, 4, "ana@acme.test", "Ana Ruiz", "ana", "imap.acme.test:993", "smtp.acme.test:465"),
    "empty": MailboxFormView(),
    "extreme": MailboxFormView(
        1, 1, HOSTILE_TEXT, LONG_TEXT, HOSTILE_TEXT, LONG_TEXT, LONG_TEXT, 10**9, problem=LONG_TEXT
    ),
}
