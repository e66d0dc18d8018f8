"""The person who asked, and the ways to answer them: only for their eyes, in a modal, or on their Home tab."""

from dataclasses import dataclass, field
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.cards.blocks import Drawing, View


@dataclass(frozen=True, slots=True)
class Caller:
    """`channel` is where they are; empty on the Home tab. `view_id` is set inside a modal."""

    user: str
    channel: str
    thread: str
    trigger_id: str
    view_id: str
    response_url: str
    _args: AsyncArgs = field(repr=False)

    async def say(self, drawing: Drawing | str) -> None:
        """Only visible to the person; by direct message where Slack has no such place."""
        text, blocks = (drawing, []) if isinstance(drawing, str) else (drawing.text, drawing.blocks)
        if self._is_unanswered_command:
            # The acknowledgement itself carries the answer: no second way to Slack while it waits for the first.
            await self._args.ack(text=text, blocks=blocks or None, response_type="ephemeral")
        elif self.response_url:
            await self._args.respond(
                text=text, blocks=blocks or None, response_type="ephemeral", replace_original=False
            )
        else:
            await self._args.client.chat_postMessage(
                channel=self.user, text=text, blocks=blocks or None, unfurl_links=False
            )

    async def acknowledge(self) -> None:
        """Tell Slack that a command arrived, unless an answer has told it already."""
        if self._is_unanswered_command:
            await self._args.ack()

    @property
    def _is_unanswered_command(self) -> bool:
        return "command" in self._args.body and self._args.ack.response is None

    async def whisper(self, drawing: Drawing | str, channel: str) -> None:
        """Only visible to the person, in the channel a modal came from; else by direct message (B11)."""
        text, blocks = (drawing, []) if isinstance(drawing, str) else (drawing.text, drawing.blocks)
        if channel:
            try:
                await self._args.client.chat_postEphemeral(
                    channel=channel, user=self.user, text=text, blocks=blocks or None
                )
                return
            except SlackApiError:
                pass  # we are not in that channel, or it is a conversation between people
        await self._args.client.chat_postMessage(channel=self.user, text=text, blocks=blocks or None)

    async def open(self, view: View) -> str:
        """Show a modal, on top of the one they are in; its id. Slack allows this within 3 seconds of the click."""
        show = self._args.client.views_push if self.view_id else self._args.client.views_open
        answer = await show(trigger_id=self.trigger_id, view=view)
        return str(answer["view"]["id"])

    async def replace(self, view: View) -> None:
        """Another picture in the modal they are in; what was typed stays where an input has the same block id."""
        await self._args.client.views_update(view_id=self.view_id, view=view)


def caller(args: AsyncArgs) -> Caller:
    body: dict[str, Any] = args.body
    view, container, message = body.get("view") or {}, body.get("container") or {}, body.get("message") or {}
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Caller(
        user=args.context.user_id or "",
        channel=channel,
        thread=message.get("thread_ts") or container.get("thread_ts") or "",
        trigger_id=body.get("trigger_id", ""),
        view_id=view.get("id", "") if view.get("type") == "modal" else "",
        response_url=body.get("response_url") or "",
        _args=args,
    )
