"""From the signed click on Approve until the card's `chat.update` has arrived at Slack."""

import time
from typing import Any

from slack_sdk import WebClient

from benchmarks.figures import Figure, cost
from benchmarks.processes import running, until
from benchmarks.timing import middle, percentile
from benchmarks.world import RECRUITER, World
from bot.sim.loopback import free_port

SAMPLES = 15
AGAINST = "a bare Bolt app that acks and calls chat.update"
Json = dict[str, Any]


def measure(world: World, card: Json) -> list[Figure]:
    """`card`: a suggestion that waits for approval."""
    floors = _bare(world)
    ours = []
    for _ in range(SAMPLES):
        ours.append(_click(world, card, "suggestion.approve"))
        _click(world, card, "suggestion.undo")
    ours_ms, floor_ms = [s * 1000 for s in ours], [s * 1000 for s in floors]
    return [
        cost("click_to_updated_card_p50", middle(ours_ms), "ms", middle(floor_ms), AGAINST),
        cost("click_to_updated_card_p90", percentile(ours_ms, 0.9), "ms", percentile(floor_ms, 0.9), AGAINST),
    ]


def _bare(world: World) -> list[float]:
    port = free_port()
    tokens = [world.wire["bot_token"], world.wire["signing_secret"]]
    arguments = ["-m", "benchmarks.floors.bolt_app", str(port), str(world.folder / "floor.db"), world.wire["api_url"]]
    with running([*arguments, *tokens], world.folder / "floor.log"):
        world.slack.point_at(f"http://127.0.0.1:{port}/slack/events")
        card = _posted(world)
        until(lambda: world.slack.click(card, "floor.approve", by=RECRUITER).ok, "the floor is clicked")
        samples = [_click(world, card, "floor.approve") for _ in range(SAMPLES)]
    world.slack.point_at(world.request_url)
    return samples


def _posted(world: World) -> Json:
    client = WebClient(token=world.wire["bot_token"], base_url=world.wire["api_url"])
    client.proxy = None
    button = {
        "type": "button", "text": {"type": "plain_text", "text": "Approve"}, "action_id": "floor.approve", "value": "1",
    }  # fmt: skip
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "A draft"}},
        {"type": "actions", "elements": [button]},
    ]
    posted = client.chat_postMessage(channel=world.channel, text="A draft", blocks=blocks)
    return {"channel": world.channel, "ts": posted["ts"]}


def _click(world: World, card: Json, action: str) -> float:
    """Seconds until the update of the clicked message is in Slack's record."""
    before = world.newest_call()
    began = time.time()
    outcome = world.slack.click(card, action, by=RECRUITER)
    assert outcome.ok, outcome

    def update() -> Json | None:
        calls = world.calls_after(before, "chat.update")
        return next((row for row in calls if row["ok"] and row["request"]["ts"] == card["ts"]), None)

    seen = world.slack.wait_for(update, timeout=20)
    assert seen is not None
    return float(seen["at"]) - began
