"""Clicks on a suggested reply: approve, undo, dismiss, retry, decide, label; and its modals."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import edit_draft, label
from bot.cards.ids import Action, Block, Callback
from bot.domain.replies import Label
from bot.errors import OutOfDate
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.menus import entry
from handlers.payloads import Click, Submission


def register(surface: Surface) -> None:
    simple = (
        Action.APPROVE, Action.UNDO, Action.DISMISS, Action.RETRY_SEND, Action.SEND_AGAIN, Action.MARK_SENT,
        Action.CONFIRM_LABEL,
    )  # fmt: skip
    app, given = surface.app, surface.given
    for action in simple:
        app.action(action.value)(given(decide))
    app.action(Action.EDIT_DRAFT.value)(given(edit))
    app.action(Action.CHANGE_LABEL.value)(given(change_label))
    app.view(Callback.EDIT_DRAFT.value)(given(draft_submitted))
    app.view(Callback.LABEL.value)(given(label_submitted))


def _story(pin: Pin, click: Click) -> str:
    """The one call that the click means; its words for the person."""
    thing, version = click.stamped
    match Action(click.action):
        case Action.APPROVE:
            return pin.approvals.approve(thing, version, click.user)
        case Action.UNDO:
            return pin.approvals.undo(thing, version, click.user)
        case Action.DISMISS:
            return pin.approvals.dismiss(thing, version, click.user)
        case Action.RETRY_SEND:
            return pin.approvals.retry(thing, version, click.user)
        case Action.SEND_AGAIN:
            return pin.approvals.decide(thing, version, click.user, left=False)
        case Action.MARK_SENT:
            return pin.approvals.decide(thing, version, click.user, left=True)
        case _:
            return pin.corrections.confirm(thing, version, click.user)


def _decided(pin: Pin, click: Click) -> str:
    """Run the story, and have the copy that was clicked drawn afresh when it was out of date."""
    thing, _ = click.stamped
    pin.house.greet(click.user)
    try:
        words = _story(pin, click)
    except OutOfDate:
        pin.notices.clicked_suggestion(thing, click.channel, click.ts, stale=True)
        raise
    pin.notices.clicked_suggestion(thing, click.channel, click.ts, stale=False)
    return words


async def decide(ack: AsyncAck, click: Click, edge: Edge, pin: Pin, respond: AsyncRespond) -> None:
    await ack()
    words = await edge.call(_decided, pin, click)
    await respond(text=words, response_type="ephemeral", replace_original=False)


async def edit(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await caller.open(edit_draft.card(await edge.call(pin.editing.edit_view, *click.stamped, click.user)))


async def draft_submitted(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin, client: AsyncWebClient) -> None:
    """R16, R17: errors stand at the field; saving changes the card and tells the person."""
    about = submission.about
    subject, body = submission.text(Block.SUBJECT), submission.text(Block.BODY)
    words = await edge.call(pin.approvals.save_draft, about.id, about.version, submission.user, subject, body)
    await ack()
    await _whisper(client, about.channel, about.thread, submission.user, words)


async def change_label(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    await open_label(caller, edge, *click.stamped)


@entry(Action.CHANGE_LABEL)
async def label_chosen(caller: Caller, edge: Edge, click: Click, thing: int, version: int) -> None:
    await open_label(caller, edge, thing, version)


async def open_label(caller: Caller, edge: Edge, suggestion_id: int, version: int) -> None:
    """R8: also reached from the card's menu."""
    await caller.open(label.card(await edge.call(edge.pin.editing.label_view, suggestion_id, version, caller.user)))


async def label_submitted(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin, client: AsyncWebClient) -> None:
    about = submission.about
    chosen = Label(submission.text(Block.LABEL))
    words = await edge.call(pin.corrections.relabel, about.id, about.version, submission.user, chosen)
    await ack()
    await _whisper(client, about.channel, about.thread, submission.user, words)


async def _whisper(client: AsyncWebClient, channel: str, thread: str, user: str, words: str) -> None:
    """Only visible to the person, in the thread the modal came from; else by direct message."""
    if channel:
        await client.chat_postEphemeral(channel=channel, user=user, text=words, thread_ts=thread or None)
    else:
        await client.chat_postMessage(channel=user, text=words)
