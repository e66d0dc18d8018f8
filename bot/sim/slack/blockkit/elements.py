"""Interactive elements and the objects they are made of: options, groups, confirm dialogs."""

from collections.abc import Callable, Collection
from typing import Any

from bot.sim.slack.blockkit.findings import EITHER, PLAIN, Findings
from bot.sim.slack.blockkit.shapes import ELEMENTS
from bot.sim.slack.wire import Json


def check_element(findings: Findings, element: Any, pointer: str, allowed: Collection[str], block: str) -> None:
    """`block` tells one block's action ids from another's."""
    if not findings.is_object(element, pointer):
        return
    kind = element.get("type")
    if kind not in allowed or kind not in ELEMENTS:
        findings.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    findings.properties(element, pointer, ELEMENTS[kind], "action_id")
    _action_id(findings, element, pointer, block)
    if "confirm" in element:
        check_confirm(findings, element["confirm"], f"{pointer}/confirm")
    if "placeholder" in element:
        findings.text(element["placeholder"], f"{pointer}/placeholder", 150, PLAIN)
    if special := _SPECIAL.get(kind):
        special(findings, element, pointer)


def check_confirm(findings: Findings, confirm: Any, pointer: str) -> None:
    if not findings.is_object(confirm, pointer):
        return
    findings.text(confirm.get("title"), f"{pointer}/title", 100, PLAIN)
    findings.text(confirm.get("text"), f"{pointer}/text", 300)
    findings.text(confirm.get("confirm"), f"{pointer}/confirm", 30, PLAIN)
    findings.text(confirm.get("deny"), f"{pointer}/deny", 30, PLAIN)
    if "style" in confirm:
        findings.one_of(confirm["style"], f"{pointer}/style", {"primary", "danger"})


def check_options(findings: Findings, options: Any, pointer: str, most: int, kinds: Collection[str] = PLAIN) -> None:
    """Options of a select, of radio buttons, of an answer to a suggestion."""
    seen: set[Any] = set()
    for place, option in enumerate(findings.items(options, pointer, most)):
        here = f"{pointer}/{place}"
        if not findings.is_object(option, here):
            continue
        findings.text(option.get("text"), f"{here}/text", 75, kinds)
        findings.string(option.get("value"), f"{here}/value", 150, 1)
        if "description" in option:
            findings.text(option["description"], f"{here}/description", 75, kinds)
        if str(option.get("value")) in seen:
            findings.add(f"{here}/value", "option values must be unique")
        seen.add(str(option.get("value")))


def check_groups(findings: Findings, groups: Any, pointer: str) -> None:
    for place, group in enumerate(findings.items(groups, pointer, 100)):
        here = f"{pointer}/{place}"
        if findings.is_object(group, here):
            findings.text(group.get("label"), f"{here}/label", 75, PLAIN)
            check_options(findings, group.get("options"), f"{here}/options", 100)


def check_picture(findings: Findings, picture: Json, pointer: str) -> None:
    """An image, block or element: described, and from exactly one source."""
    findings.string(picture.get("alt_text"), f"{pointer}/alt_text", 2000, 1)
    if ("image_url" in picture) == ("slack_file" in picture):
        findings.add(pointer, "exactly one of image_url, slack_file is required")
    if "image_url" in picture:
        findings.string(picture["image_url"], f"{pointer}/image_url", 3000, 1)


def _action_id(findings: Findings, element: Json, pointer: str, block: str) -> None:
    if "action_id" not in element:
        return
    name = element["action_id"]
    findings.string(name, f"{pointer}/action_id", 255, 1)
    if (block, str(name)) in findings.action_ids:
        findings.add(f"{pointer}/action_id", f'`action_id` "{name}" already exists for another element')
    findings.action_ids.add((block, str(name)))


def _button(findings: Findings, element: Json, pointer: str) -> None:
    findings.text(element.get("text"), f"{pointer}/text", 75, PLAIN)
    for name, longest in (("value", 2000), ("url", 3000), ("agent_prompt", 4000), ("accessibility_label", 75)):
        if name in element:
            findings.string(element[name], f"{pointer}/{name}", longest)
    if "style" in element:
        findings.one_of(element["style"], f"{pointer}/style", {"primary", "danger"})


def _static(findings: Findings, element: Json, pointer: str) -> None:
    if "option_groups" in element and "options" in element:
        findings.add(pointer, "only one of options, option_groups is allowed")
    elif "option_groups" in element:
        check_groups(findings, element["option_groups"], f"{pointer}/option_groups")
    else:
        check_options(findings, element.get("options"), f"{pointer}/options", 100)
    _initial(findings, element, pointer)


def _initial(findings: Findings, element: Json, pointer: str) -> None:
    """What is chosen at first must be among what is offered."""
    groups = element.get("option_groups") or [{"options": element.get("options")}]
    offered = [o.get("value") for g in groups for o in g.get("options") or [] if isinstance(o, dict)]
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    for option in chosen:
        if not isinstance(option, dict) or option.get("value") not in offered:
            findings.add(pointer, "initial option must match one of the options")


def _overflow(findings: Findings, element: Json, pointer: str) -> None:
    check_options(findings, element.get("options"), f"{pointer}/options", 5)


def _boxes(findings: Findings, element: Json, pointer: str) -> None:
    check_options(findings, element.get("options"), f"{pointer}/options", 10, EITHER)
    _initial(findings, element, pointer)


def _typed(findings: Findings, element: Json, pointer: str) -> None:
    for name, least in (("min_length", 0), ("max_length", 1)):
        value = element.get(name, least)
        if not isinstance(value, int) or not least <= value <= 3000:
            findings.add(f"{pointer}/{name}", f"must be between {least} and 3000")
    if "initial_value" in element:
        findings.string(element["initial_value"], f"{pointer}/initial_value", 3000)


def _feedback(findings: Findings, element: Json, pointer: str) -> None:
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        if findings.is_object(button, f"{pointer}/{name}"):
            findings.text(button.get("text"), f"{pointer}/{name}/text", 75, PLAIN)
            findings.string(button.get("value"), f"{pointer}/{name}/value", 2000)


_SPECIAL: dict[str, Callable[[Findings, Json, str], None]] = {
    "button": _button,
    "workflow_button": _button,
    "static_select": _static,
    "multi_static_select": _static,
    "overflow": _overflow,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "image": check_picture,
    "plain_text_input": _typed,
    "feedback_buttons": _feedback,
}
