"""Clicks and choices on messages, notes, modals and Home; suggestions for external selects."""

from typing import Any

from bot.sim.slack.acts.outcome import TROUBLE, Outcome, ended, refused
from bot.sim.slack.acts.payloads import Surface, base, interact, message_surface, own_channel, view_surface
from bot.sim.slack.blockkit.check import check_suggestions
from bot.sim.slack.inputs import find_element
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World

MIN_QUERY = 3
_ECHOED = ("text", "value", "style", "placeholder")


async def click(
    world: World,
    user: str,
    where: Json,
    action_id: str,
    *,
    block_id: str | None = None,
    choice: Json | None = None,
    values: Json | None = None,
) -> Outcome:
    """One block_actions. `where`: {"channel", "ts"} of a message or {"view_id"}; `choice`: typed fields of the element.

    Raises:
        PersonError: the message, window or element is not there, or the option was never offered.
    """
    surface = surface_at(world, user, where, values)
    block, element = _element(surface, action_id, block_id)
    _check_choice(element, choice or {})
    action: Json = {"type": element["type"], "action_id": action_id, "block_id": block["block_id"]}
    action |= {name: element[name] for name in _ECHOED if name in element} | (choice or {})
    action["action_ts"] = world.clock.ts()
    payload = {"type": "block_actions", **base(world, user), "trigger_id": world.grants.trigger(user)}
    return ended(await interact(world, payload | surface.fields | {"actions": [action]}))


async def suggest(world: World, user: str, where: Json, action_id: str, query: str, block_id: str | None) -> Json:
    """What an external select offers for a query: {"options"} or {"option_groups"}.

    Raises:
        PersonError: nothing came, or something Slack would not show.
    """
    surface = surface_at(world, user, where, None)
    block, element = _element(surface, action_id, block_id)
    if element["type"] not in {"external_select", "multi_external_select"}:
        raise refused("This field has no suggestions.", "invalid_element")
    if len(query) < element.get("min_query_length", MIN_QUERY):
        return {"options": []}
    payload = {"type": "block_suggestion", **base(world, user), **surface.fields}
    payload |= {"action_id": action_id, "block_id": block["block_id"], "value": query}
    payload.pop("response_url", None)
    receipt = await interact(world, payload)
    if not receipt.acked or check_suggestions(receipt.body):
        raise refused("The options could not be loaded. " + TROUBLE, "options_failed")
    name = "option_groups" if "option_groups" in receipt.body else "options"
    return {name: receipt.body[name]}


def surface_at(world: World, user: str, where: Json, values: Json | None) -> Surface:
    if where.get("view_id"):
        return view_surface(world, str(where["view_id"]), user, values)
    channel = own_channel(world, str(where.get("channel")), user)
    return message_surface(world, channel, str(where.get("ts")), user, values)


def _element(surface: Surface, action_id: str, block_id: str | None) -> tuple[Json, Json]:
    found = find_element(surface.blocks, action_id, block_id)
    if found is None:
        raise refused("There is nothing like that to click here (any more).", "element_not_found")
    return found


def _check_choice(element: Json, choice: Json) -> None:
    """An option must be one of those offered."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    offered = {option["value"] for group in groups for option in group["options"]}
    if not offered:
        return
    for option in _chosen(choice):
        if option.get("value") not in offered:
            raise refused("This option is not offered.", "invalid_option")


def _chosen(choice: Json) -> list[Any]:
    one = choice.get("selected_option")
    return [*([one] if one else []), *(choice.get("selected_options") or [])]
