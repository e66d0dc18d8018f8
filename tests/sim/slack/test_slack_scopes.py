"""The scopes of the manifest decide what a token may do and what an app hears."""

import pytest
from slack_manifest import SCOPES, manifest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sim import slack
from bot.sim.slack import PersonError


@pytest.fixture(scope="module")
def narrow():
    scopes = ["chat:write", "chat:write.public", "channels:read", "commands", "users:read"]
    running = slack.start(manifest=manifest(scopes, ["message.channels", "app_home_opened", "app_mention"]))
    aim = running.describe()
    yield running, WebClient(token=aim["bot_token"], base_url=aim["api_url"])
    running.stop()


NEEDS = {
    "reactions:write": lambda c: c.reactions_add(channel="C0PLATFORM", timestamp="1.1", name="eyes"),
    "users:read.email": lambda c: c.users_lookupByEmail(email="rae@acme.test"),
    "channels:history": lambda c: c.conversations_history(channel="C0PLATFORM"),
    "groups:read": lambda c: c.conversations_list(types="public_channel,private_channel"),
    "files:write": lambda c: c.files_getUploadURLExternal(filename="a", length=1),
    "team:read": lambda c: c.team_info(),
    "links:write": lambda c: c.chat_unfurl(channel="C0PLATFORM", ts="1.1", unfurls={}),
    "assistant:write": lambda c: c.assistant_threads_setTitle(channel_id="C0PLATFORM", thread_ts="1.1", title="x"),
    "channels:join": lambda c: c.conversations_join(channel="C0RANDOM0"),
}


@pytest.mark.parametrize("scope", NEEDS)
def test_missing_scope_says_what_is_needed_and_provided(narrow, scope):
    with pytest.raises(SlackApiError) as refusal:
        NEEDS[scope](narrow[1])
    answer = refusal.value.response
    assert answer["error"] == "missing_scope" and scope in answer["needed"].split(",")
    assert answer["provided"] == "channels:read,chat:write,chat:write.public,commands,users:read"


def test_every_such_call_passes_the_scope_check_with_the_full_set(client):
    for call in NEEDS.values():
        try:
            call(client)
        except SlackApiError as refusal:
            assert refusal.response["error"] != "missing_scope"


def test_addresses_are_hidden_without_users_read_email(narrow, client):
    assert "email" not in narrow[1].users_info(user="U0RAE0000")["user"]["profile"]
    assert client.users_info(user="U0RAE0000")["user"]["profile"]["email"] == "rae@acme.test"


def test_chat_write_public_posts_where_the_bot_is_not(narrow):
    assert narrow[1].chat_postMessage(channel="C0RANDOM0", text="x")["ok"]


def test_scopes_travel_in_a_header(narrow):
    assert "chat:write.public" in narrow[1].auth_test().headers["x-oauth-scopes"]


def test_app_does_not_hear_what_its_scopes_do_not_cover(narrow):
    running, _ = narrow
    running.slack.message("hiring-platform", "no channels:history")
    running.slack.open_home()
    running.slack.wait_for(lambda: running.slack.deliveries("app_home_opened"))
    assert running.slack.deliveries("message") == []


def test_home_and_messages_tab_are_only_there_if_the_manifest_says_so():
    running = slack.start(manifest=manifest(SCOPES, app_home={"messages_tab_enabled": False}))
    aim = running.describe()
    bare = WebClient(token=aim["bot_token"], base_url=aim["api_url"])
    errors = []
    for call in (
        lambda: bare.views_publish(user_id="U0RAE0000", view={"type": "home", "blocks": []}),
        lambda: bare.chat_postMessage(channel="U0RAE0000", text="x"),
    ):
        with pytest.raises(SlackApiError) as refusal:
            call()
        errors.append(refusal.value.response["error"])
    with pytest.raises(PersonError, match="turned off"):
        running.slack.message(running.slack.open_im(), "hello")
    running.stop()
    assert errors == ["not_enabled", "messages_tab_disabled"]
