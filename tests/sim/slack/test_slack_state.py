"""A workspace that is kept in a file is the same after a restart."""

import time

import pytest
from slack_manifest import manifest
from slack_probe import section
from slack_sdk import WebClient

from bot.sim import slack


def client_of(running):
    aim = running.describe()
    return WebClient(token=aim["bot_token"], base_url=aim["api_url"])


def test_messages_notes_files_and_marks_survive(tmp_path):
    state = tmp_path / "slack.json"
    first = slack.start(manifest=manifest(), state=state)
    client, before = client_of(first), first.describe()
    ts = client.chat_postMessage(channel="C0PLATFORM", text="hi", blocks=[section("hi")])["ts"]
    client.chat_postEphemeral(channel="C0PLATFORM", user="U0RAE0000", text="psst")
    client.views_publish(user_id="U0RAE0000", view={"type": "home", "blocks": [section("h")]})
    file_id = first.slack.upload("people.csv", b"name\n")
    first.slack.message("hiring-platform", "", files=[file_id])
    im = first.slack.open_im()
    shown = first.slack.messages("hiring-platform")
    first.stop()

    second = slack.start(manifest=manifest(), state=state)
    after = second.slack.messages("hiring-platform")
    assert [row["ts"] for row in after] == [row["ts"] for row in shown] and after[0]["ts"] == ts
    assert [note["text"] for note in second.slack.ephemerals()] == ["psst"]
    assert second.slack.home()["blocks"][0]["text"]["text"] == "h"
    assert second.slack.open_im() == im
    assert second.describe()["bot_token"] == before["bot_token"]
    assert after[1]["files"][0]["url_private"].startswith(second.url)
    assert second._world.bytes_of[file_id] == b"name\n"
    assert float(client_of(second).chat_postMessage(channel="C0PLATFORM", text="new")["ts"]) > float(after[-1]["ts"])
    second.stop()


def test_scheduled_message_comes_after_a_restart(tmp_path):
    state = tmp_path / "slack.json"
    first = slack.start(manifest=manifest(), state=state)
    client_of(first).chat_scheduleMessage(channel="C0PLATFORM", text="later", post_at=int(time.time()) + 600)
    first.stop()
    second = slack.start(manifest=manifest(), state=state)
    assert second.slack.messages("hiring-platform") == []
    second.slack.offset(601)
    assert [row["text"] for row in second.slack.messages("hiring-platform")] == ["later"]
    second.stop()


def test_snapshot_is_on_disk_a_moment_after_a_change(tmp_path):
    state = tmp_path / "slack.json"
    running = slack.start(manifest=manifest(), state=state)
    running.slack.message("general", "soon on disk")
    deadline = time.monotonic() + 5
    while "soon on disk" not in state.read_text() and time.monotonic() < deadline:
        running._world.changes.wait(running._world.changes.version, 0.02)
    assert "soon on disk" in state.read_text()
    running.stop()
    assert not state.with_suffix(".new").exists()


def test_foreign_file_is_not_taken_for_a_workspace(tmp_path):
    state = tmp_path / "slack.json"
    state.write_text("[]")
    with pytest.raises(ValueError, match="not a saved workspace"):
        slack.start(manifest=manifest(), state=state)


def test_reset_brings_back_the_seed(office, client):
    office.slack.message("general", "hi")
    client.conversations_create(name="req-1")
    office.slack.reset()
    assert office.slack.messages("general") == [] and "req-1" not in office.describe()["channels"]
