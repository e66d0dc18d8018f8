"""The two questions asked of Block Kit: are these blocks sound on this surface, is this view sound?"""

import json
from collections import Counter
from typing import Any

from bot.sim.slack.blockkit.blocks import check_block
from bot.sim.slack.blockkit.elements import check_groups, check_options
from bot.sim.slack.blockkit.findings import PLAIN, Finding, Findings
from bot.sim.slack.blockkit.shapes import BLOCK_LIMIT
from bot.sim.slack.wire import ApiError, Json, words

MARKDOWN_TOTAL = 12_000
VIEW_BYTES = 250_000


def check_blocks(blocks: Any, surface: str = "message", pointer: str = "/blocks") -> list[Finding]:
    """What is wrong with blocks on a "message", "modal" or "home"; nothing when all is well."""
    findings = Findings()
    for place, block in enumerate(findings.items(blocks, pointer, BLOCK_LIMIT[surface], 0)):
        check_block(findings, block, f"{pointer}/{place}", surface)
    if isinstance(blocks, list):
        _totals(findings, [block for block in blocks if isinstance(block, dict)], pointer, surface)
    return findings.found


def check_view(view: Any) -> list[Finding]:
    """What is wrong with a modal or Home view."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return [Finding("/view/type", "must be modal or home")]
    findings = Findings()
    if view["type"] == "modal":
        _frame(findings, view)
    for name, longest in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if view.get(name):
            findings.string(view[name], f"/view/{name}", longest)
    for name in view.keys() - _VIEW_PROPERTIES:
        findings.add(f"/view/{name}", f"invalid additional property: {name}")
    return findings.found + check_blocks(view.get("blocks"), view["type"], "/view/blocks")


def check_suggestions(answer: Any) -> list[Finding]:
    """What is wrong with an app's answer to a block_suggestion."""
    findings = Findings()
    if findings.is_object(answer, ""):
        if "option_groups" in answer:
            check_groups(findings, answer["option_groups"], "/option_groups")
        elif answer.get("options") != []:
            check_options(findings, answer.get("options"), "/options", 100)
    return findings.found


def refuse(code: str, findings: list[Finding]) -> None:
    """Answer in Slack's shape if anything was found.

    Raises:
        ApiError: `code`, with `errors` and `response_metadata.messages`.
    """
    if findings:
        lines = [str(finding) for finding in findings]
        messages = {"messages": [f"[ERROR] {line}" for line in lines]}
        raise ApiError(code, extra={"errors": lines, "response_metadata": messages})


def too_large(view: Json) -> bool:
    return len(json.dumps(view).encode()) > VIEW_BYTES


_VIEW_PROPERTIES = words(
    "type title submit close blocks private_metadata callback_id external_id clear_on_close notify_on_close "
    "submit_disabled"
)


def _frame(findings: Findings, view: Json) -> None:
    findings.text(view.get("title"), "/view/title", 24, PLAIN)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            findings.text(view[name], f"/view/{name}", 24, PLAIN)
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if asks and not view.get("submit"):
        findings.add("/view/submit", "submit is required when an input block is within the blocks array")


def _totals(findings: Findings, blocks: list[Json], pointer: str, surface: str) -> None:
    kinds = Counter(block.get("type") for block in blocks)
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > MARKDOWN_TOTAL and kinds["markdown"] > 1:
        findings.add(pointer, f"markdown blocks exceed {MARKDOWN_TOTAL} characters in total")
    if surface == "message" and kinds["table"] > 1:
        findings.add(pointer, "only_one_table_allowed")
    if kinds["data_visualization"] > 2:
        findings.add(pointer, "no more than 2 data_visualization blocks allowed")
