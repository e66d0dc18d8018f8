"""The 51 Web API checks, through the official client: what is answered and what is refused."""

import time
from collections.abc import Callable

import pytest
from slack_probe import section
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

ROOM, PRIVATE, RAE = "C0PLATFORM", "C0LEADS00", "U0RAE0000"


def error_of(call: Callable[[], object]) -> str:
    """The error code Slack answers with, "ok" if it does not refuse."""
    try:
        call()
    except SlackApiError as refusal:
        return str(refusal.response["error"])
    return "ok"


def button(action_id, value="1"):
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "b"}, "value": value}


@pytest.fixture
def ts(client):
    meta = {"event_type": "e", "event_payload": {"a": 1}}
    return client.chat_postMessage(channel=ROOM, text="hi", blocks=[section("hi")], metadata=meta)["ts"]


def modal():
    return {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}


def refuses_blocks(client, blocks):
    return error_of(lambda: client.chat_postMessage(channel=ROOM, text="x", blocks=blocks)) == "invalid_blocks"


def stream(client, ts):
    return client.chat_startStream(
        channel=ROOM, thread_ts=ts, recipient_user_id=RAE, recipient_team_id="T0ACME000", markdown_text="a"
    )["ts"]


def bad_code(client):
    described = WebClient(base_url=client.base_url)
    return error_of(lambda: described.oauth_v2_access(client_id="9.9", client_secret="s", code="z"))


def bot_token_to_connect(client):
    return error_of(lambda: client.apps_connections_open(app_token=client.token))


CHECKS = {
    "auth.test": lambda c, ts: c.auth_test()["ok"],
    "auth.test with a bad token": lambda c, ts: (
        error_of(lambda: WebClient(token="xoxb-no", base_url=c.base_url).auth_test()) == "invalid_auth"
    ),
    "post with blocks and metadata": lambda c, ts: bool(ts),
    "post in a thread": lambda c, ts: c.chat_postMessage(channel=ROOM, text="re", thread_ts=ts)["message"]["thread_ts"],
    "post broadcast": lambda c, ts: (
        c.chat_postMessage(channel=ROOM, text="re", thread_ts=ts, reply_broadcast=True)["message"]["subtype"]
        == "thread_broadcast"
    ),
    "post to an unknown channel": lambda c, ts: (
        error_of(lambda: c.chat_postMessage(channel="C0NOPE", text="x")) == "channel_not_found"
    ),
    "post without text": lambda c, ts: (
        error_of(lambda: c.api_call("chat.postMessage", json={"channel": ROOM})) == "no_text"
    ),
    "51 blocks": lambda c, ts: refuses_blocks(c, [section("x")] * 51),
    "section of 3,001": lambda c, ts: refuses_blocks(c, [section("x" * 3001)]),
    "action_id twice": lambda c, ts: refuses_blocks(c, [{"type": "actions", "elements": [button("a"), button("a")]}]),
    "button value of 2,001": lambda c, ts: refuses_blocks(
        c, [{"type": "actions", "elements": [button("a", "v" * 2001)]}]
    ),
    "unknown block": lambda c, ts: refuses_blocks(c, [{"type": "nope"}]),
    "markdown block": lambda c, ts: c.chat_postMessage(
        channel=ROOM, text="x", blocks=[{"type": "markdown", "text": "# hi"}]
    )["ok"],
    "chat.update drops blocks": lambda c, ts: "blocks" not in c.chat_update(channel=ROOM, ts=ts, text="new")["message"],
    "chat.update of nothing": lambda c, ts: (
        error_of(lambda: c.chat_update(channel=ROOM, ts="1.000001", text="new")) == "message_not_found"
    ),
    "chat.postEphemeral": lambda c, ts: c.chat_postEphemeral(channel=ROOM, user=RAE, text="e")["message_ts"],
    "chat.getPermalink": lambda c, ts: (
        ts.replace(".", "") in c.chat_getPermalink(channel=ROOM, message_ts=ts)["permalink"]
    ),
    "chat.scheduleMessage": lambda c, ts: c.chat_scheduleMessage(
        channel=ROOM, text="later", post_at=int(time.time()) + 600
    )["scheduled_message_id"],
    "chat.delete": lambda c, ts: c.chat_delete(channel=ROOM, ts=ts)["ts"] == ts,
    "chat.unfurl": lambda c, ts: c.chat_unfurl(
        channel=ROOM, ts=ts, unfurls={"https://e.test": {"blocks": [section("u")]}}
    )["ok"],
    "chat.startStream": lambda c, ts: stream(c, ts),
    "chat.appendStream": lambda c, ts: c.chat_appendStream(channel=ROOM, ts=stream(c, ts), markdown_text="*b*")["ok"],
    "chat.stopStream": lambda c, ts: (
        c.chat_stopStream(channel=ROOM, ts=stream(c, ts), markdown_text="c")["message"]["text"] == "ac"
    ),
    "conversations.list by one": lambda c, ts: (
        len((page := c.conversations_list(limit=1))["channels"]) == 1 and page["response_metadata"]["next_cursor"]
    ),
    "conversations.info": lambda c, ts: c.conversations_info(channel=ROOM)["channel"]["name"] == "hiring-platform",
    "conversations.history": lambda c, ts: (
        "metadata" not in c.conversations_history(channel=ROOM)["messages"][0]
        and c.conversations_history(channel=ROOM, include_all_metadata=True)["messages"][0]["metadata"]
    ),
    "history of two": lambda c, ts: (
        [c.chat_postMessage(channel=ROOM, text=t) for t in "ab"]
        and [m["text"] for m in c.conversations_history(channel=ROOM, limit=2)["messages"]] == ["b", "a"]
    ),
    "conversations.replies": lambda c, ts: c.conversations_replies(channel=ROOM, ts=ts)["messages"][0]["ts"] == ts,
    "conversations.members": lambda c, ts: RAE in c.conversations_members(channel=ROOM)["members"],
    "conversations.open": lambda c, ts: c.conversations_open(users=[RAE])["channel"]["id"].startswith("D"),
    "conversations.join": lambda c, ts: c.conversations_join(channel="C0RANDOM0")["channel"]["is_member"],
    "conversations.create": lambda c, ts: (
        c.conversations_create(name="req-9")["ok"]
        and error_of(lambda: c.conversations_create(name="req-9")) == "name_taken"
    ),
    "users.info": lambda c, ts: c.users_info(user=RAE)["user"]["name"] == "rae",
    "users.info of nobody": lambda c, ts: error_of(lambda: c.users_info(user="U0NOPE")) == "user_not_found",
    "users.lookupByEmail": lambda c, ts: c.users_lookupByEmail(email="rae@acme.test")["user"]["id"] == RAE,
    "users.lookupByEmail of nobody": lambda c, ts: (
        error_of(lambda: c.users_lookupByEmail(email="no@acme.test")) == "users_not_found"
    ),
    "users.list": lambda c, ts: len(c.users_list()["members"]) == 5,
    "reactions.add": lambda c, ts: c.reactions_add(channel=ROOM, timestamp=ts, name="eyes")["ok"],
    "reactions.add again": lambda c, ts: (
        c.reactions_add(channel=ROOM, timestamp=ts, name="eyes")["ok"]
        and error_of(lambda: c.reactions_add(channel=ROOM, timestamp=ts, name="eyes")) == "already_reacted"
    ),
    "files_upload_v2": lambda c, ts: (
        c.files_upload_v2(channel=ROOM, filename="cv.txt", content="hello", initial_comment="cv")["files"][0]["id"]
        and c.conversations_history(channel=ROOM)["messages"][0]["files"][0]["name"] == "cv.txt"
    ),
    "views.open with a made-up trigger": lambda c, ts: (
        error_of(lambda: c.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    ),
    "views.publish": lambda c, ts: c.views_publish(user_id=RAE, view={"type": "home", "blocks": [section("h")]})["ok"],
    "views.publish of 101 blocks": lambda c, ts: (
        error_of(lambda: c.views_publish(user_id=RAE, view={"type": "home", "blocks": [section("x")] * 101}))
        == "invalid_arguments"
    ),
    "assistant.threads.setStatus": lambda c, ts: c.assistant_threads_setStatus(
        channel_id=ROOM, thread_ts=ts, status="thinking"
    )["ok"],
    "assistant.threads.setSuggestedPrompts": lambda c, ts: c.assistant_threads_setSuggestedPrompts(
        channel_id=ROOM, thread_ts=ts, prompts=[{"title": "a", "message": "b"}]
    )["ok"],
    "team.info": lambda c, ts: c.team_info()["team"]["domain"] == "acme",
    "bots.info": lambda c, ts: c.bots_info()["bot"]["user_id"] == "U0PIN0000",
    "oauth.v2.access": lambda c, ts: bad_code(c) == "invalid_client_id",
    "unknown method": lambda c, ts: error_of(lambda: c.api_call("nope.method")) == "unknown_method",
    "post to a private channel without the bot": lambda c, ts: (
        error_of(lambda: c.chat_postMessage(channel=PRIVATE, text="x")) == "channel_not_found"
    ),
}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_answer_of_slack(client, ts, check):
    assert check(client, ts)


def test_twelve_posts_in_a_second_meet_the_limit_with_retry_after(office, client):
    office.slack.rate_limits(on=True)
    try:
        refused = []
        for number in range(12):
            try:
                client.chat_postMessage(channel=ROOM, text=str(number))
            except SlackApiError as refusal:
                refused.append(refusal.response)
    finally:
        office.slack.rate_limits(on=False)
    assert 4 <= len(refused) <= 7  # a burst of five, then one a second
    assert {one.status_code for one in refused} == {429} and refused[0]["error"] == "ratelimited"
    assert int(refused[0].headers["Retry-After"]) >= 1


def test_tiers_are_counted_per_minute_and_refill_with_the_clock(office, client):
    office.slack.rate_limits(on=True)
    try:
        answers = [error_of(client.users_list) for _ in range(21)]
        office.slack.offset(3.5)
        after = error_of(client.users_list)
    finally:
        office.slack.rate_limits(on=False)
    assert answers == ["ok"] * 20 + ["ratelimited"] and after == "ok"


def test_the_checklist_has_51_checks():
    assert len(CHECKS) + 1 == 51


def test_bot_code_of_an_installation_is_refused_when_made_up(office, client):
    secrets = office._world.credentials
    bare = WebClient(base_url=client.base_url)
    wrong = error_of(lambda: bare.oauth_v2_access(client_id=secrets.client_id, client_secret="no", code="z"))
    unknown = error_of(
        lambda: bare.oauth_v2_access(client_id=secrets.client_id, client_secret=secrets.client_secret, code="z")
    )
    assert (wrong, unknown) == ("bad_client_secret", "invalid_code")


def test_bot_token_does_not_open_connections(client):
    assert error_of(lambda: client.apps_connections_open(app_token=client.token)) == "not_allowed_token_type"
    assert error_of(lambda: WebClient(base_url=client.base_url).auth_test()) == "not_authed"


def test_only_own_messages_can_be_changed_or_deleted(office, client):
    ts = office.slack.message("hiring-platform", "mine")
    assert error_of(lambda: client.chat_update(channel=ROOM, ts=ts, text="x")) == "cant_update_message"
    assert error_of(lambda: client.chat_delete(channel=ROOM, ts=ts)) == "cant_delete_message"


def test_post_where_the_bot_is_not_a_member_is_refused(client):
    assert error_of(lambda: client.chat_postMessage(channel="C0RANDOM0", text="x")) == "not_in_channel"
    assert error_of(lambda: client.chat_postEphemeral(channel=ROOM, user="U0NOPE", text="x")) == "user_not_in_channel"


def test_text_over_40000_and_time_in_the_past_are_refused(client):
    assert error_of(lambda: client.chat_postMessage(channel=ROOM, text="x" * 40_001)) == "msg_too_long"
    assert error_of(lambda: client.chat_scheduleMessage(channel=ROOM, text="x", post_at=1)) == "time_in_past"


def test_scheduled_message_comes_when_the_clock_gets_there(office, client):
    client.chat_scheduleMessage(channel=ROOM, text="now", post_at=int(time.time()) + 600)
    office.slack.offset(599)
    assert office.slack.messages(ROOM) == []
    office.slack.offset(601)
    assert [message["text"] for message in office.slack.messages(ROOM)] == ["now"]


def test_users_conversations_lists_where_the_bot_is(client):
    names = [row["name"] for row in client.users_conversations()["channels"]]
    assert names == ["general", "hiring-platform", "hiring-design"]


def test_finished_stream_takes_no_more_text(client, ts):
    streamed = stream(client, ts)
    client.chat_stopStream(channel=ROOM, ts=streamed)
    refused = error_of(lambda: client.chat_appendStream(channel=ROOM, ts=streamed, markdown_text="x"))
    assert refused == "message_not_in_streaming_state"


def test_pages_of_history_follow_the_cursor(client):
    for text in "abc":
        client.chat_postMessage(channel=ROOM, text=text)
    first = client.conversations_history(channel=ROOM, limit=2)
    second = client.conversations_history(channel=ROOM, limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [m["text"] for m in first["messages"] + second["messages"]] == ["c", "b", "a"]
    assert first["has_more"] and not second["has_more"]
    assert error_of(lambda: client.conversations_history(channel=ROOM, cursor="zz")) == "invalid_cursor"


def test_stale_home_is_not_published_over_a_newer_one(client):
    view = {"type": "home", "blocks": [section("h")]}
    old = client.views_publish(user_id=RAE, view=view)["view"]["hash"]
    client.views_publish(user_id=RAE, view=view, hash=old)
    assert error_of(lambda: client.views_publish(user_id=RAE, view=view, hash=old)) == "hash_conflict"
