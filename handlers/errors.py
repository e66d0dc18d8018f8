"""Every click gets an answer, also when something failed."""

from typing import Any

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import BadInput, ForPerson, PinError

log = structlog.get_logger()

FAULT = (
    "⚠️ Something went wrong on our side, and it was written to the log. Nothing was lost: please try again, "
    "and tell your admin the number {number} if it stays."
)


def words_for(problem: Exception, number: str) -> str:
    """What the person reads: our own words for what we know, a number for what we do not."""
    if isinstance(problem, BadInput) and problem.fields:
        details = "\n".join(f"• {words}" for words in problem.fields.values())
        return f"{problem}\n{details}"
    if isinstance(problem, ForPerson):
        return str(problem)
    if isinstance(problem, PinError):
        return f"⚠️ {problem}"
    return FAULT.format(number=number)


async def tell(args: AsyncArgs, problem: Exception) -> None:
    """Answer the person who acted: at the field, in a modal page, only visible to them, or by direct message."""
    body: dict[str, Any] = args.body
    number = str(body.get("trigger_id") or body.get("event_id") or "unknown")[-12:]
    if not isinstance(problem, ForPerson):
        kind = type(problem).__name__
        log.error(
            "listener failed", number=number, kind=kind, exc_info=None if isinstance(problem, PinError) else problem
        )
    words = words_for(problem, number)
    if body.get("type") == "view_submission":
        await args.ack(**in_modal(body["view"], problem, words))
        return
    if body.get("type") == "block_suggestion":
        await args.ack(options=[])
        return
    await args.ack()
    if body.get("response_url"):
        await args.respond(text=words, response_type="ephemeral", replace_original=False)
    elif args.context.user_id:
        await args.client.chat_postMessage(channel=args.context.user_id, text=words)


def in_modal(view: dict[str, Any], problem: Exception, words: str) -> dict[str, Any]:
    """At the field when we know it (R16), else as a page of its own on top."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    fields = {name: text for name, text in getattr(problem, "fields", {}).items() if name in inputs}
    if fields:
        return {"response_action": "errors", "errors": fields}
    page = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "That did not work"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": words[:2900]}}],
    }
    return {"response_action": "push", "view": page}
