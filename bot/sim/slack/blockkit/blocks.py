"""Each kind of block: its texts, its elements, its counts."""

from collections.abc import Callable
from typing import Any

from bot.sim.slack.blockkit.elements import check_element, check_picture
from bot.sim.slack.blockkit.findings import PLAIN, Findings
from bot.sim.slack.blockkit.shapes import (
    BLOCKS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    RICH_PARTS,
    SURFACES,
)
from bot.sim.slack.wire import Json


def check_block(findings: Findings, block: Any, pointer: str, surface: str) -> None:
    if not findings.is_object(block, pointer):
        return
    kind = block.get("type")
    if kind not in BLOCKS or kind not in SURFACES[surface]:
        findings.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    findings.properties(block, pointer, BLOCKS[kind], "block_id")
    _block_id(findings, block, pointer)
    if kind in {"carousel", "container"}:
        _nested(findings, block, pointer, surface)
    elif special := _SPECIAL.get(kind):
        special(findings, block, pointer)


def _block_id(findings: Findings, block: Json, pointer: str) -> None:
    if block.get("block_id") is None:
        return
    name = block["block_id"]
    findings.string(name, f"{pointer}/block_id", 255, 1)
    if str(name) in findings.block_ids:
        findings.add(f"{pointer}/block_id", f'`block_id` "{name}" already exists for another block')
    findings.block_ids.add(str(name))


def _key(block: Json, pointer: str) -> str:
    return str(block.get("block_id") or pointer)


def _nested(findings: Findings, block: Json, pointer: str, surface: str) -> None:
    name = "elements" if block["type"] == "carousel" else "child_blocks"
    for place, child in enumerate(findings.items(block.get(name), f"{pointer}/{name}", 10)):
        check_block(findings, child, f"{pointer}/{name}/{place}", surface)
        if block["type"] == "carousel" and isinstance(child, dict) and child.get("type") != "card":
            findings.add(f"{pointer}/{name}/{place}/type", "a carousel holds cards only")


def _section(findings: Findings, block: Json, pointer: str) -> None:
    if "text" not in block and "fields" not in block:
        findings.add(pointer, "one of text, fields is required")
    if "text" in block:
        findings.text(block["text"], f"{pointer}/text", 3000)
    if "fields" in block:
        for place, text in enumerate(findings.items(block["fields"], f"{pointer}/fields", 10)):
            findings.text(text, f"{pointer}/fields/{place}", 2000)
    if "accessory" in block:
        check_element(findings, block["accessory"], f"{pointer}/accessory", IN_SECTION, _key(block, pointer))


def _header(findings: Findings, block: Json, pointer: str) -> None:
    findings.text(block.get("text"), f"{pointer}/text", 150, PLAIN)


def _image(findings: Findings, block: Json, pointer: str) -> None:
    check_picture(findings, block, pointer)
    if "title" in block:
        findings.text(block["title"], f"{pointer}/title", 2000, PLAIN)


def _actions(findings: Findings, block: Json, pointer: str) -> None:
    for place, element in enumerate(findings.items(block.get("elements"), f"{pointer}/elements", 25)):
        check_element(findings, element, f"{pointer}/elements/{place}", IN_ACTIONS, _key(block, pointer))


def _context(findings: Findings, block: Json, pointer: str) -> None:
    for place, element in enumerate(findings.items(block.get("elements"), f"{pointer}/elements", 10)):
        here = f"{pointer}/elements/{place}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(findings, element, here, {"image"}, _key(block, pointer))
        else:
            findings.text(element, here, 3000)


def _context_actions(findings: Findings, block: Json, pointer: str) -> None:
    for place, element in enumerate(findings.items(block.get("elements"), f"{pointer}/elements", 5)):
        check_element(findings, element, f"{pointer}/elements/{place}", IN_CONTEXT_ACTIONS, _key(block, pointer))


def _input(findings: Findings, block: Json, pointer: str) -> None:
    findings.text(block.get("label"), f"{pointer}/label", 2000, PLAIN)
    check_element(findings, block.get("element"), f"{pointer}/element", IN_INPUT, _key(block, pointer))
    if "hint" in block:
        findings.text(block["hint"], f"{pointer}/hint", 2000, PLAIN)


def _markdown(findings: Findings, block: Json, pointer: str) -> None:
    findings.string(block.get("text"), f"{pointer}/text", 12_000, 1)


def _rich_text(findings: Findings, block: Json, pointer: str) -> None:
    for place, part in enumerate(findings.items(block.get("elements"), f"{pointer}/elements", 10_000)):
        if findings.is_object(part, f"{pointer}/elements/{place}"):
            findings.one_of(part.get("type"), f"{pointer}/elements/{place}/type", RICH_PARTS)


def _table(findings: Findings, block: Json, pointer: str) -> None:
    most, fewest = (100, 1) if block["type"] == "table" else (201, 2)
    for place, row in enumerate(findings.items(block.get("rows"), f"{pointer}/rows", most, fewest)):
        findings.items(row, f"{pointer}/rows/{place}", 20)


def _card(findings: Findings, block: Json, pointer: str) -> None:
    if not block.keys() & {"hero_image", "title", "actions", "body"}:
        findings.add(pointer, "one of hero_image, title, actions, body is required")
    for name, longest in (("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)):
        if name in block:
            findings.text(block[name], f"{pointer}/{name}", longest)
    if "actions" in block:
        for place, element in enumerate(findings.items(block["actions"], f"{pointer}/actions", 3)):
            check_element(findings, element, f"{pointer}/actions/{place}", {"button"}, _key(block, pointer))


def _alert(findings: Findings, block: Json, pointer: str) -> None:
    findings.text(block.get("text"), f"{pointer}/text", 200)


def _task_card(findings: Findings, block: Json, pointer: str) -> None:
    findings.one_of(block.get("status"), f"{pointer}/status", {"pending", "in_progress", "complete", "error"})


def _plan(findings: Findings, block: Json, pointer: str) -> None:
    for place, task in enumerate(findings.items(block.get("tasks", []), f"{pointer}/tasks", 50, 0)):
        if findings.is_object(task, f"{pointer}/tasks/{place}"):
            _task_card(findings, task, f"{pointer}/tasks/{place}")


def _chart(findings: Findings, block: Json, pointer: str) -> None:
    findings.string(block.get("title"), f"{pointer}/title", 50, 1)


def _video(findings: Findings, block: Json, pointer: str) -> None:
    findings.text(block.get("title"), f"{pointer}/title", 200, PLAIN)
    findings.string(block.get("alt_text"), f"{pointer}/alt_text", 2000, 1)


_SPECIAL: dict[str, Callable[[Findings, Json, str], None]] = {
    "actions": _actions,
    "alert": _alert,
    "card": _card,
    "context": _context,
    "context_actions": _context_actions,
    "data_table": _table,
    "data_visualization": _chart,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "plan": _plan,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "task_card": _task_card,
    "video": _video,
}
