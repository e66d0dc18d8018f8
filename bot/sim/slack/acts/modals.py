"""Modals are sent and closed: the client's own checks first, then the app's word moves the stack."""

from typing import Any

from bot.sim.slack.acts.outcome import TROUBLE, Outcome, failure_code, refused
from bot.sim.slack.acts.payloads import base, interact
from bot.sim.slack.files import is_uploaded
from bot.sim.slack.inputs import initial_state, refusals
from bot.sim.slack.views import make_view, show_instead, show_next
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


async def submit(world: World, user: str, view_id: str, given: Json) -> Outcome:
    """Send the modal with these values (block id -> action id -> typed value).

    Raises:
        PersonError: it is not the person's top modal.
    """
    view = _top(world, user, view_id)
    values = initial_state(view["blocks"], given)
    _fill_in_files(world, values)
    if missing := refusals(view["blocks"], values):
        return Outcome(False, errors=missing, code="client_validation")
    payload = {"type": "view_submission", **base(world, user), "trigger_id": world.grants.trigger(user)}
    payload |= {"view": {**view, "state": {"values": values}}, "response_urls": []}
    receipt = await interact(world, payload)
    if not receipt.acked:
        return Outcome(False, error=TROUBLE, code=failure_code(receipt))
    return _follow(world, user, view, receipt.body or {})


async def close(world: World, user: str, view_id: str, *, everything: bool = False) -> None:
    """Close the top modal, or the whole stack; apps that asked for it hear of each."""
    view = _top(world, user, view_id)
    stack = world.screens.stack(user)
    everything = everything or view["clear_on_close"]
    gone = list(reversed(stack)) if everything else [view]
    stack[:] = stack[: len(stack) - len(gone)]
    world.changes.announce("views", [user])
    for one in gone:
        if one["notify_on_close"]:
            payload = {"type": "view_closed", **base(world, user), "view": one, "is_cleared": everything}
            await interact(world, payload)


def _top(world: World, user: str, view_id: str) -> Json:
    stack = world.screens.stack(user)
    if not stack or stack[-1]["id"] != view_id:
        raise refused("This window is no longer open.", "not_found")
    return stack[-1]


def _follow(world: World, user: str, view: Json, answer: Any) -> Outcome:
    """Do what the app said: show errors, clear, update, push, or simply close."""
    stack = world.screens.stack(user)
    action = answer.get("response_action", "") if isinstance(answer, dict) else ""
    try:
        if action == "errors":
            return _errors(view, answer.get("errors") or {})
        if action == "clear":
            stack.clear()
        elif action == "update":
            show_instead(world, user, make_view(world, answer.get("view"), "modal", instead_of=view))
        elif action == "push":
            show_next(world, user, make_view(world, answer.get("view"), "modal"))
        elif view in stack:
            stack.remove(view)
    except ApiError as refusal:
        return Outcome(False, error=TROUBLE, code=refusal.code, response=answer)
    world.changes.announce("views", [user])
    return Outcome(True, response_action=action, response=answer)


def _errors(view: Json, errors: dict[str, str]) -> Outcome:
    """Errors belong under inputs of this modal; Slack refuses others."""
    known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not errors or errors.keys() - known:
        return Outcome(False, error=TROUBLE, code="invalid_block_ids", errors=errors, response_action="errors")
    return Outcome(False, errors=errors, response_action="errors")


def _fill_in_files(world: World, values: Json) -> None:
    """File inputs name uploads by id; the app gets what Slack knows of each file."""
    for block in values.values():
        for value in block.values():
            if value["type"] == "file_input":
                value["files"] = [_file(world, one) for one in value["files"]]


def _file(world: World, one: Any) -> Json:
    file_id = one.get("id") if isinstance(one, dict) else one
    if not is_uploaded(world, str(file_id)):
        raise refused("This file is no longer there; upload it again.", "file_not_found")
    return world.books.files[str(file_id)]
