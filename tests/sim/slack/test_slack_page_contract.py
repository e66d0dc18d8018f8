"""What the page reads and sends under /_sim, and who else is kept out."""

import json

import httpx
import pytest
from slack_probe import section
from slack_sdk.errors import SlackApiError

RAE, HARPER, ROOM = "U0RAE0000", "U0HARPER0", "C0PLATFORM"


@pytest.fixture
def browser(office):
    with httpx.Client(base_url=office.url, trust_env=False, timeout=10) as client:
        yield client


def read(browser, what, **query):
    return browser.get(f"/_sim/{what}", params={"as": RAE, **query}).json()


def act(browser, what, **body):
    return browser.post(f"/_sim/{what}", json={"as": RAE, **body}).json()


def test_world_shows_a_person_what_they_may_see(browser):
    rae, harper = read(browser, "world"), browser.get("/_sim/world", params={"as": HARPER}).json()
    assert "leads" in [channel["name"] for channel in rae["channels"]]
    assert "leads" not in [channel["name"] for channel in harper["channels"]]
    assert rae["commands"][0]["command"] == "/pin" and rae["mode"] == "socket" and rae["connected"] == 0
    assert [hint["text"] for hint in rae["commands"][0]["hints"]] == ["/pin find", "/pin inbox", "/pin help"]
    assert {one["type"] for one in rae["shortcuts"]} == {"global", "message"}


def test_an_app_is_installed_by_a_person_and_its_code_works_once(browser, office, client):
    own = office._world.credentials
    asked = {"client_id": own.client_id, "redirect_uri": "http://app.test/back", "state": "s1", "as": HARPER}
    back = httpx.URL(browser.get("/oauth/v2/authorize", params=asked).headers["location"])
    assert (back.host, back.path, back.params["state"]) == ("app.test", "/back", "s1")
    given = {"client_id": own.client_id, "client_secret": own.client_secret, "code": back.params["code"]}
    answer = client.oauth_v2_access(**given)
    assert (answer["access_token"], answer["authed_user"]["id"]) == (own.bot_token, HARPER)
    with pytest.raises(SlackApiError, match="invalid_code"):
        client.oauth_v2_access(**given)


@pytest.mark.parametrize("without", ["client_id", "redirect_uri"])
def test_an_installation_that_names_no_app_or_no_way_back_is_refused(browser, office, without):
    asked = {"client_id": office._world.credentials.client_id, "redirect_uri": "http://app.test/back"}
    answer = browser.get("/oauth/v2/authorize", params={k: v for k, v in asked.items() if k != without})
    assert answer.status_code == 400
    assert "invalid client_id or redirect_uri" in answer.text


def test_messages_merge_notes_for_this_person_only(browser, client):
    ts = client.chat_postMessage(channel=ROOM, text="one")["ts"]
    client.chat_postEphemeral(channel=ROOM, user=RAE, text="psst")
    act(browser, "message", channel=ROOM, text="two", thread_ts=ts)
    shown = read(browser, "messages", channel=ROOM)["messages"]
    assert [(row["text"], row["is_ephemeral"]) for row in shown] == [("one", False), ("psst", True)]
    assert shown[0]["reply_count"] == 1 and shown[0]["latest_reply"]
    others = browser.get("/_sim/messages", params={"as": HARPER, "channel": ROOM}).json()["messages"]
    assert [row["text"] for row in others] == ["one"]
    thread = read(browser, "thread", channel=ROOM, ts=ts)["messages"]
    assert [row["text"] for row in thread] == ["one", "two"]


def test_unread_marks_follow_reading(browser, client):
    ts = client.chat_postMessage(channel=ROOM, text=f"<@{RAE}> look")["ts"]

    def marks():
        row = next(one for one in read(browser, "world")["channels"] if one["id"] == ROOM)
        return row["unread"], row["mentions"], row["last_ts"]

    assert marks() == (1, 1, ts)
    assert act(browser, "read", channel=ROOM, ts=ts)["ok"]
    assert marks() == (0, 0, ts)


def test_refusals_are_words_for_the_person(browser):
    assert act(browser, "message", channel=ROOM, text=" ")["error"] == "Write something first."
    assert act(browser, "message", channel="C0NOPE", text="x")["error"] == "You do not see a channel like that."
    assert act(browser, "message")["error"] == "The field 'channel' is missing."
    assert act(browser, "dance")["ok"] is False and read(browser, "secrets")["ok"] is False
    assert browser.post("/_sim/read", json={"as": "U0NOPE"}).json()["ok"] is False
    assert browser.get("/_sim/messages", params={"as": HARPER, "channel": "C0LEADS00"}).json()["ok"] is False


def test_command_without_an_app_fails_as_in_slack(browser):
    answer = act(browser, "command", channel=ROOM, text="/pin help")
    assert answer == {"ok": False, "error": '/pin failed with the error "dispatch_failed"', "code": "dispatch_failed"}
    [note] = read(browser, "messages", channel=ROOM)["messages"]
    assert note["is_ephemeral"] and note["text"] == answer["error"]


def test_reaction_toggles(browser, client):
    ts = client.chat_postMessage(channel=ROOM, text="one")["ts"]
    for expected in ([{"name": "eyes", "users": [RAE], "count": 1}], []):
        act(browser, "reaction", channel=ROOM, ts=ts, name="eyes")
        assert read(browser, "messages", channel=ROOM)["messages"][0]["reactions"] == expected


def test_bot_is_invited_by_command(browser):
    assert act(browser, "command", channel="C0RANDOM0", text="/invite @pin")["ok"]
    row = next(one for one in read(browser, "world")["channels"] if one["name"] == "random")
    assert "U0PIN0000" in row["members"]


def test_faults_clock_log_and_reset(browser, client):
    assert act(browser, "fault", kind="error", method="auth.test", error="fatal_error")["ok"]
    assert act(browser, "clock", offset_seconds=60)["ok"]
    state = read(browser, "faults")
    assert state["offset_seconds"] == 60 and state["faults"][0]["error"] == "fatal_error"
    assert act(browser, "fault", kind="earthquake")["ok"] is False
    act(browser, "fault_clear")
    client.auth_test()
    entries = read(browser, "log")["entries"]
    assert entries[-1]["name"] == "auth.test" and entries[-1]["direction"] == "from_app" and entries[-1]["ok"]
    assert read(browser, "log", after=entries[-1]["id"])["entries"] == []
    act(browser, "reset")
    assert read(browser, "faults") == {"faults": [], "offset_seconds": 0.0}


def test_stream_tells_what_changed_and_nothing_private(office, client):
    browser = httpx.Client(base_url=office.url, trust_env=False, timeout=10)
    with browser, browser.stream("GET", "/_sim/events", params={"as": HARPER}) as stream:
        lines = stream.iter_lines()
        next(lines)
        office.slack.message("leads", "secret", by="ada")
        client.chat_postEphemeral(channel=ROOM, user=RAE, text="psst")
        ts = client.chat_postMessage(channel=ROOM, text="hi", blocks=[section("hi")])["ts"]
        news = []
        while not news or news[-1]["type"] != "message":
            line = next(lines)
            news += [json.loads(line[6:])] if line.startswith("data: ") else []
    assert news[-1] == {"type": "message", "channel": ROOM, "ts": ts, "thread_ts": None}
    assert {one["type"] for one in news} <= {"message", "log", "channel"}


def test_website_in_another_tab_is_kept_out(browser):
    url, body = "/_sim/message", {"as": RAE, "channel": ROOM, "text": "x"}
    assert browser.post(url, json=body, headers={"Origin": "https://evil.test"}).status_code == 403
    assert browser.post(url, json=body, headers={"Host": "evil.test"}).status_code == 403
    assert browser.get("/_sim/world", headers={"Host": "evil.test"}).status_code == 403
    assert browser.post(url, content=json.dumps(body), headers={"Content-Type": "text/plain"}).status_code == 415
    assert browser.post(url, data=body).status_code == 415
    assert read(browser, "messages", channel=ROOM)["messages"] == []


def test_page_is_served_and_nothing_beside_it(browser):
    assert browser.get("/page/../app.py").status_code == 404
    assert browser.get("/page/%2e%2e/app.py").status_code == 404
    assert browser.get("/page/nope.js").status_code == 404
