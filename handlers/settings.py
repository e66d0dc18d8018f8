"""The settings panel and its forms: mailboxes, people and roles, the company's rules."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import loading, mailbox_form, member_form, workspace_form
from bot.cards import settings as panel
from bot.cards.ids import Action, Block, Callback, unstamp
from bot.cards.loading import LoadingView
from bot.domain.access import Role
from bot.domain.accounts import Account
from bot.errors import BadInput
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.EDIT_MAILBOX.value)(given(edit_mailbox))
    app.action(Action.EDIT_MEMBER.value)(given(edit_member))
    app.action(Action.EDIT_WORKSPACE.value)(given(edit_workspace))
    app.view(Callback.MAILBOX_FORM.value)(given(mailbox_submitted))
    app.view(Callback.MEMBER_FORM.value)(given(member_submitted))
    app.view(Callback.WORKSPACE_FORM.value)(given(workspace_submitted))


async def show(caller: Caller, edge: Edge) -> None:
    await caller.open(panel.card(await edge.call(edge.pin.settings.view, caller.user, caller.channel)))


# Forms are opened


async def edit_mailbox(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await caller.open(mailbox_form.card(await edge.call(pin.settings.mailbox_form, caller.user, _which(click))))


async def edit_member(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await caller.open(member_form.card(await edge.call(pin.settings.member_form, caller.user, _which(click))))


async def edit_workspace(ack: AsyncAck, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await caller.open(workspace_form.card(await edge.call(pin.settings.workspace_form, caller.user)))


def _which(click: Click) -> int:
    """The id on the button; 0 on the one that makes a new one."""
    return unstamp(click.value)[0] if click.value else 0


# … and submitted


async def mailbox_submitted(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    """The modal waits until both servers answered; the result replaces it."""
    cap = submission.text(Block.DAILY_CAP)
    account = Account(
        submission.text(Block.ADDRESS), submission.text(Block.NAME), submission.text(Block.LOGIN),
        submission.text(Block.IMAP), submission.text(Block.SMTP), int(cap) if cap.isdecimal() else 0,
    )  # fmt: skip
    password = submission.text(Block.SECRET)
    waiting = (submission.view_id, submission.below)
    await edge.call(pin.mailboxes.connect, submission.user, account, password, waiting=waiting)
    what = f"Logging in to {account.imap} and {account.smtp} …"
    await ack(response_action="update", view=loading.card(LoadingView("Connect a mailbox", what)))


async def member_submitted(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    chosen = submission.text(Block.ROLE)
    if chosen not in set(Role):
        raise BadInput("A role is missing.", {Block.ROLE: "Choose one of the roles."})
    await _saved(ack, caller, edge, submission, await edge.call(_give_role, pin, submission, Role(chosen)))


def _give_role(pin: Pin, submission: Submission, role: Role) -> str:
    known = submission.about.id
    whom = pin.settings.slack_id_of(known) if known else submission.text(Block.MEMBER)
    if not whom:
        raise BadInput("A person is missing.", {Block.MEMBER: "Choose a person."})
    return pin.house.give_role(submission.user, whom, role)


async def workspace_submitted(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    await _saved(ack, caller, edge, submission, await edge.call(_save_company, pin, submission))


def _save_company(pin: Pin, submission: Submission) -> str:
    undo = submission.text(Block.UNDO_SECONDS)
    values = {
        "name": submission.text(Block.NAME),
        "postal_address": submission.text(Block.POSTAL_ADDRESS),
        "undo_seconds": int(undo) if undo.isdecimal() else 0,
        "emoji": submission.text(Block.EMOJI),
        "window_start": submission.text(Block.WINDOW_START),
        "window_end": submission.text(Block.WINDOW_END),
        "window_days": "".join(sorted(submission.several(Block.DAYS))),
    }
    try:
        return pin.house.save_settings(submission.user, values)
    except BadInput as refused:
        fields = {Block.DAYS if name == "window_days" else name: words for name, words in refused.fields.items()}
        raise BadInput(str(refused), fields) from refused


async def _saved(ack: AsyncAck, caller: Caller, edge: Edge, submission: Submission, words: str) -> None:
    """The panel below shows it; without one, a message does."""
    await ack()
    if submission.below:
        await edge.call(edge.pin.settings.draw_again, submission.user, submission.below)
    else:
        await caller.say(words)
