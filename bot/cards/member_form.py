"""The modal that gives somebody a role, with what each role may do."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.examples import HOSTILE_TEXT
from bot.cards.forms import banner, input_block, modal, radio, user_select
from bot.cards.ids import Block, Callback, carry
from bot.cards.text import Markup, mention
from bot.domain.access import Role

_MAY = {
    Role.VIEWER: "Viewer: looks, changes nothing",
    Role.APPROVER: "Approver: also approves and edits replies",
    Role.RECRUITER: "Recruiter: also candidates, jobs, outreach, Greenhouse",
    Role.ADMIN: "Admin: everything, with connections and settings",
}


@dataclass(frozen=True, slots=True)
class MemberFormView:
    """`slack_id` empty asks who it is; otherwise the role of that person is changed."""

    id: int = 0
    version: int = 0
    slack_id: str = ""
    role: Role = Role.VIEWER
    from_channel: str = ""
    problem: str = ""


def card(view: MemberFormView) -> View:
    who = (
        section(Markup("Role of {}").format(mention(view.slack_id)))
        if view.id
        else input_block(Block.MEMBER, "Person", user_select(view.slack_id))
    )
    return modal(
        Callback.MEMBER_FORM,
        "Give a role",
        [
            banner(view.problem),
            who,
            input_block(Block.ROLE, "Role", radio([(role.value, _MAY[role]) for role in Role], view.role.value)),
        ],
        submit="Save role",
        metadata=carry(view.id, view.version, view.from_channel),
    )


EXAMPLES: dict[str, MemberFormView] = {
    "change": MemberFormView(2, 1, "U0BEN", Role.APPROVER),
    "refused": MemberFormView(2, 1, "U0ANA", Role.ADMIN, problem="Somebody must stay admin."),
    "empty": MemberFormView(),
    "extreme": MemberFormView(1, 1, HOSTILE_TEXT, Role.RECRUITER, problem=HOSTILE_TEXT),
}
