"""What Slack would not do: spent triggers, full stacks, archived channels, oversized things."""

import time

import httpx
import pytest
from slack_manifest import SCOPES, manifest
from slack_probe import modal, plain, section
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sim import slack as local
from bot.sim.slack import PersonError
from bot.sim.slack.clock import Clock
from bot.sim.slack.faults import Faults
from bot.sim.slack.grants import Grants
from bot.sim.slack.inputs import refusals
from bot.sim.slack.wire import ApiError

ROOM, RAE = "C0PLATFORM", "U0RAE0000"


def error_of(call):
    with pytest.raises(SlackApiError) as refusal:
        call()
    return refusal.value.response["error"]


@pytest.fixture
def grants():
    clock = Clock()
    return Grants(clock, Faults()), clock


def test_trigger_works_once(grants):
    lent, _ = grants
    name = lent.trigger(RAE)
    assert lent.exchange(name) == RAE
    with pytest.raises(ApiError, match="exchanged_trigger_id"):
        lent.exchange(name)


def test_trigger_lives_three_seconds(grants):
    lent, clock = grants
    name = lent.trigger(RAE)
    clock.offset = 2.9
    assert lent.exchange(name) == RAE
    late = lent.trigger(RAE)
    clock.offset += 3.1
    with pytest.raises(ApiError, match="expired_trigger_id"):
        lent.exchange(late)


def test_response_url_lives_half_an_hour(grants):
    lent, clock = grants
    key = lent.response(ROOM, RAE)
    clock.offset = 1_799
    assert lent.spend(key).user == RAE
    clock.offset = 1_801
    with pytest.raises(ApiError, match="expired_url") as refusal:
        lent.spend(key)
    assert refusal.value.status == 404


def test_modal_is_not_updated_from_a_stale_hash(scene):
    scene.slack.command(ROOM, "/pin modal")
    scene.book.expect("filled")
    aim = scene.running.describe()
    client = WebClient(token=aim["bot_token"], base_url=aim["api_url"])
    view = scene.slack.views()[-1]
    assert error_of(lambda: client.views_update(view_id=view["id"], hash="0.OLD", view=modal())) == "hash_conflict"
    assert client.views_update(view_id=view["id"], hash=view["hash"], view=modal("New"))["view"]["id"] == view["id"]
    assert error_of(lambda: client.views_update(view_id="V0NOPE", view=modal())) == "not_found"
    assert error_of(lambda: client.api_call("views.update", json={"view": modal()})) == "invalid_arguments"


def test_shortcut_trigger_opens_one_modal_only(scene):
    scene.slack.shortcut("find")
    trigger = scene.book.expect("shortcut")["trigger_id"]
    aim = scene.running.describe()
    client = WebClient(token=aim["bot_token"], base_url=aim["api_url"])
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"


def test_view_over_250_kb_and_wrong_surface_are_refused(client):
    large = {"type": "home", "blocks": [section("x" * 2990)] * 99}
    assert error_of(lambda: client.views_publish(user_id=RAE, view=large)) == "view_too_large"
    assert error_of(lambda: client.views_publish(user_id=RAE, view=modal())) == "invalid_arguments"
    assert error_of(lambda: client.views_publish(user_id="U0NOPE", view={"type": "home", "blocks": []})) == (
        "invalid_arguments"
    )


def test_external_id_is_taken_by_one_open_modal(office, client):
    world = office._world
    named = modal() | {"external_id": "one"}
    views = [world.grants.trigger(user) for user in (RAE, "U0ADA0000")]
    assert client.views_open(trigger_id=views[0], view=named)["ok"]
    assert error_of(lambda: client.views_open(trigger_id=views[1], view=named)) == "duplicate_external_id"
    assert client.views_update(external_id="one", view=named)["ok"]


def test_archived_channel_takes_no_message_from_anybody(office, client):
    office._world.books.channels[ROOM].archived = True
    assert error_of(lambda: client.chat_postMessage(channel=ROOM, text="x")) == "is_archived"
    with pytest.raises(PersonError, match="archived"):
        office.slack.message(ROOM, "x")


def test_person_who_is_not_a_member_cannot_act_in_a_channel(office):
    office._world.books.channels["C0RANDOM0"].members.remove("U0VIC0000")
    for act in (
        lambda: office.slack.message("random", "x", by="vic"),
        lambda: office.slack.command("random", "/pin help", by="vic"),
    ):
        with pytest.raises(PersonError, match="Join #random first"):
            act()
    with pytest.raises(PersonError, match="do not see"):
        office.slack.message("leads", "x", by="vic")


def test_modal_under_another_cannot_be_sent_or_closed(scene):
    scene.slack.shortcut("find")
    below = scene.slack.views()[0]
    scene.slack.submit({"body": {"v": {"value": "push"}}})
    for act in (lambda: scene.slack.submit(view=below), lambda: scene.slack.close(view=below)):
        with pytest.raises(PersonError, match="no longer open"):
            act()
    assert len(scene.slack.views()) == 2


def test_private_channel_is_not_told_apart_from_none(client):
    for call in (
        lambda: client.conversations_info(channel="C0LEADS00"),
        lambda: client.conversations_join(channel="C0LEADS00"),
        lambda: client.conversations_members(channel="C0LEADS00"),
        lambda: client.conversations_history(channel="C0LEADS00"),
    ):
        assert error_of(call) in {"channel_not_found", "missing_scope"}


def test_private_channel_of_the_bot_cannot_be_joined(client):
    own = client.conversations_create(name="quiet", is_private=True)["channel"]["id"]
    assert error_of(lambda: client.conversations_join(channel=own)) == "method_not_supported_for_channel_type"


def test_markdown_text_goes_alone_and_is_bounded(client):
    both = {"channel": ROOM, "text": "x", "markdown_text": "*x*"}
    long = {"channel": ROOM, "markdown_text": "x" * 12_001}
    assert error_of(lambda: client.api_call("chat.postMessage", json=both)) == "markdown_text_conflict"
    assert error_of(lambda: client.api_call("chat.postMessage", json=long)) == "msg_too_long"


def test_metadata_without_type_is_refused(client):
    bad = {"channel": ROOM, "text": "x", "metadata": {"event_payload": {}}}
    assert error_of(lambda: client.api_call("chat.postMessage", json=bad)) == "invalid_metadata_format"


@pytest.mark.parametrize(
    ("unfurls", "error"),
    [
        (None, "missing_unfurls"),
        ("https://e.test", "invalid_unfurls_format"),
        ([{"text": "x"}], "invalid_unfurls_format"),
        ({"https://e.test": {"blocks": [{"type": "nope"}]}}, "invalid_unfurls_format"),
    ],
)
def test_previews_that_are_no_previews_are_refused(client, unfurls, error):
    ts = client.chat_postMessage(channel=ROOM, text="https://e.test")["ts"]
    asked = {"channel": ROOM, "ts": ts} | ({} if unfurls is None else {"unfurls": unfurls})
    assert error_of(lambda: client.api_call("chat.unfurl", json=asked)) == error


def test_schedule_ends_after_120_days(client):
    far = int(time.time()) + 121 * 86_400
    assert error_of(lambda: client.chat_scheduleMessage(channel=ROOM, text="x", post_at=far)) == "time_too_far"
    assert error_of(lambda: client.chat_deleteScheduledMessage(channel=ROOM, scheduled_message_id="Q0")) == (
        "invalid_scheduled_message_id"
    )


def test_deleted_root_leaves_a_tombstone_for_its_replies(office, client):
    ts = client.chat_postMessage(channel=ROOM, text="root")["ts"]
    client.chat_postMessage(channel=ROOM, text="reply", thread_ts=ts)
    client.chat_delete(channel=ROOM, ts=ts)
    root, reply = office.slack.thread(ROOM, ts)
    assert (root["subtype"], root["ts"], reply["text"]) == ("tombstone", ts, "reply")
    assert error_of(lambda: client.chat_delete(channel=ROOM, ts=ts)) == "cant_delete_message"


def test_app_hears_nothing_from_channels_it_is_not_in(office):
    office.slack.message("random", "@pin are you here?")
    office.slack.message("general", "hello")
    office.slack.wait_for(lambda: office.slack.deliveries("message"))
    assert {row["request"]["event"]["channel"] for row in office.slack.deliveries()} == {"C0GENERAL"}


def test_token_without_files_read_gets_the_sign_in_page():
    running = local.start(manifest=manifest([scope for scope in SCOPES if scope != "files:read"]))
    file_id = running.slack.upload("a.csv", b"x")
    url = running._world.books.files[file_id]["url_private"]
    bearer = {"Authorization": f"Bearer {running.describe()['bot_token']}"}
    with httpx.Client(trust_env=False) as browser:
        assert browser.get(url, headers=bearer).status_code == 307
    running.stop()


def test_short_query_is_not_sent(scene):
    view = modal() | {"blocks": modal()["blocks"][-2:-1]}
    view["blocks"][0]["element"].pop("min_query_length")
    scene.slack.shortcut("find")
    aim = scene.running.describe()
    opened = scene.slack.views()[-1]
    WebClient(token=aim["bot_token"], base_url=aim["api_url"]).views_update(view_id=opened["id"], view=view)
    shown = scene.slack.views()[-1]
    assert scene.slack.suggest(shown, "candidate", "ki") == {"options": []}
    assert scene.book.all("suggestion") == []
    assert scene.slack.suggest(shown, "candidate", "kim")["options"]


FIELD = {"type": "input", "block_id": "b", "label": plain("L")}


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        ({"type": "plain_text_input", "max_length": 3}, "four", "at most 3"),
        ({"type": "plain_text_input", "min_length": 3}, "no", "at least 3"),
        ({"type": "plain_text_input"}, "x" * 3001, "at most 3000"),
        ({"type": "email_text_input"}, "kim", "valid email"),
        ({"type": "url_text_input"}, "pin.test", "valid URL"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "valid number"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "2.5", "allowed range"),
        ({"type": "plain_text_input"}, "", "complete this required"),
    ],
)
def test_field_says_what_is_wrong_with_it(element, value, words):
    blocks = [FIELD | {"element": {"action_id": "v", **element}}]
    said = refusals(blocks, {"b": {"v": {"value": value}}})
    assert words in said["b"]


def test_optional_field_may_stay_empty_and_sound_values_pass():
    element = {"type": "plain_text_input", "action_id": "v", "max_length": 3}
    assert refusals([FIELD | {"element": element, "optional": True}], {}) == {}
    assert refusals([FIELD | {"element": element}], {"b": {"v": {"value": "yes"}}}) == {}
