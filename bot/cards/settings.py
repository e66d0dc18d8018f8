"""`/pin settings`: connections, people and rules of the company, each with a button that changes it."""

from dataclasses import dataclass, field, replace

from bot.cards import greenhouse
from bot.cards.blocks import Piece, View, actions, button, divider, fields, header, listed, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import modal
from bot.cards.greenhouse import GreenhouseView
from bot.cards.ids import Action, Callback, carry, stamp
from bot.cards.lines import MailboxLine, mailbox_words
from bot.cards.text import Markup, emoji_mark, mention, one_line
from bot.domain.access import ALLOWED, Role
from bot.domain.company import Company


@dataclass(frozen=True, slots=True)
class MemberLine:
    """`slack_id` is mentioned; `active` false for people who left."""

    id: int
    version: int
    slack_id: str
    role: Role
    active: bool = True


@dataclass(frozen=True, slots=True)
class SettingsView:
    """`may_change` is true for admins; others look and are told whom to ask (`admins`, Slack ids)."""

    greenhouse: GreenhouseView = field(default_factory=GreenhouseView)
    mailboxes: tuple[MailboxLine, ...] = ()
    members: tuple[MemberLine, ...] = ()
    company: Company = field(default_factory=Company)
    admins: tuple[str, ...] = ()
    may_change: bool = True
    from_channel: str = ""


def card(view: SettingsView) -> View:
    return modal(
        Callback.SETTINGS,
        "Settings of Pin",
        [
            None if view.may_change else section(_ask(view)),
            header("Greenhouse"),
            *_greenhouse(view),
            divider(),
            header("Mailboxes"),
            *_mailboxes(view),
            divider(),
            header("People and roles"),
            *_members(view),
            divider(),
            header("Company"),
            fields(_company(view.company)),
            actions(button(Action.EDIT_WORKSPACE, "Change company settings…")) if view.may_change else None,
        ],
        close="Close",
        metadata=carry(channel=view.from_channel),
    )


def _ask(view: SettingsView) -> Markup:
    who = Markup(", ").join(mention(admin) for admin in view.admins[:5])
    return Markup("👀 You can look. To change something ask {}.").format(who or "an admin")


def _greenhouse(view: SettingsView) -> list[Piece]:
    blocks = greenhouse.blocks(view.greenhouse)
    return blocks if view.may_change else [block for block in blocks if block["type"] != "actions"]


def _mailboxes(view: SettingsView) -> list[Piece]:
    def line(box: MailboxLine) -> list[Piece]:
        change = button(Action.EDIT_MAILBOX, "Change…", stamp(box.id, box.version)) if view.may_change else None
        return [section(mailbox_words(box), change)]

    add = actions(button(Action.EDIT_MAILBOX, "Connect a mailbox…")) if view.may_change else None
    shown = listed(view.mailboxes, 8, line, "more mailboxes") or [section("No mailbox yet, so nothing can be sent.")]
    return [*shown, *([add] if add else [])]


def _members(view: SettingsView) -> list[Piece]:
    def line(person: MemberLine) -> list[Piece]:
        gone = "" if person.active else " (left)"
        can = ", ".join(deed.value for deed in sorted(ALLOWED[person.role]))
        words = Markup("{} is {}{}: may {}").format(mention(person.slack_id), person.role.value, gone, can)
        change = button(Action.EDIT_MEMBER, "Change…", stamp(person.id, person.version)) if view.may_change else None
        return [section(words, change)]

    add = actions(button(Action.EDIT_MEMBER, "Give somebody a role…")) if view.may_change else None
    return [*listed(view.members, 15, line, "more people"), *([add] if add else [])]


def _company(company: Company) -> list[tuple[str, Markup]]:
    days = ", ".join(_DAYS[int(day)] for day in company.window_days if day in "0123456")
    window = f"{days or 'no day'}, {company.window_start} to {company.window_end} in the job's time zone"
    return [
        ("Company", Markup("{}").format(one_line(company.name, 100) or "not named yet")),
        ("Postal address", Markup("{}").format(one_line(company.postal_address, 200) or _NEEDED)),
        ("Undo", Markup("{}").format(f"{company.undo_seconds} seconds after Approve")),
        ("Mark of people in Greenhouse", emoji_mark(company.emoji)),
        ("Mail leaves", Markup("{}").format(one_line(window, 150))),
        ("Sending", Markup("🛑 paused" if company.sending_paused else "▶️ running")),
    ]


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NEEDED = "⚠️ missing: outreach cannot start without it"

_SETTINGS = SettingsView(
    greenhouse.EXAMPLES["well"],
    (MailboxLine(1, 1, "ana@acme.test", 3), MailboxLine(2, 4, "ben@acme.test", problem="The password is refused.")),
    (MemberLine(1, 1, "U0ANA", Role.ADMIN), MemberLine(2, 1, "U0BEN", Role.APPROVER, active=False)),
    Company(name="Acme", postal_address="Acme GmbH, Torstr. 1, Berlin"),
    ("U0ANA",),
)

EXAMPLES: dict[str, SettingsView] = {
    "admin": _SETTINGS,
    "viewer": replace(_SETTINGS, may_change=False),
    "empty": SettingsView(),
    "extreme": SettingsView(
        greenhouse.EXAMPLES["extreme"],
        (MailboxLine(1, 1, HOSTILE_TEXT, problem=LONG_TEXT),) * 99,
        (MemberLine(1, 1, HOSTILE_TEXT, Role.RECRUITER),) * 99,
        Company(HOSTILE_TEXT, 10**9, LONG_TEXT, LONG_TEXT, True, HOSTILE_TEXT, LONG_TEXT, "0123456789"),
        (HOSTILE_TEXT,) * 99,
        False,
    ),
}
