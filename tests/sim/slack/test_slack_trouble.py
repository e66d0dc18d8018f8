"""What goes wrong between Slack and an app, and what people see of it."""

import contextlib
import json
import threading
from collections.abc import Iterator

import httpx
import pytest
from slack_manifest import manifest
from slack_probe import Notebook, build_app, run_over_socket, section
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from websockets.sync.client import connect

from bot.sim import slack
from bot.sim.loopback import serve
from bot.sim.slack import PersonError

ROOM = "hiring-platform"


class Receiver:
    """A request URL that answers as told and keeps what it got."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.got: list[tuple[dict[str, str], bytes]] = []

    async def answer(self, request: Request) -> Response:
        self.got.append((dict(request.headers), await request.body()))
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        return Response(status_code=status, headers=headers)


@pytest.fixture(scope="module")
def post_office() -> Iterator[tuple[slack.Running, Receiver]]:
    receiver = Receiver()
    served = serve(Starlette(routes=[Route("/events", receiver.answer, methods=["POST"])]))
    running = slack.start(
        manifest=manifest(), mode="http", request_url=f"{served.url}/events", retry_scale=0.001, ack_seconds=1.0
    )
    yield running, receiver
    running.stop()
    served.stop()


@pytest.fixture
def posted(post_office):
    running, receiver = post_office
    running.slack.reset()
    receiver.answers.clear()
    receiver.got.clear()
    return running, receiver


def test_event_comes_again_three_times_with_the_same_id(posted):
    running, receiver = posted
    receiver.answers += [(500, {})] * 3
    running.slack.message(ROOM, "hi")
    running.slack.wait_for(lambda: len(running.slack.deliveries("message")) == 4)
    numbers = [headers.get("x-slack-retry-num") for headers, _ in receiver.got]
    reasons = [headers.get("x-slack-retry-reason") for headers, _ in receiver.got]
    assert numbers == [None, "1", "2", "3"] and reasons == [None] + ["http_error"] * 3
    assert len({json.loads(body)["event_id"] for _, body in receiver.got}) == 1
    assert [row["ok"] for row in running.slack.deliveries("message")] == [False] * 3 + [True]


def test_app_can_stop_the_retries(posted):
    running, receiver = posted
    receiver.answers += [(500, {"X-Slack-No-Retry": "1"})]
    running.slack.message(ROOM, "hi")
    running.slack.wait_for(lambda: running.slack.deliveries("message"))
    running.slack.message(ROOM, "second")
    running.slack.wait_for(lambda: len(receiver.got) == 2)
    assert "x-slack-retry-num" not in receiver.got[1][0]


def test_requests_are_signed(posted):
    running, receiver = posted
    running.slack.command(ROOM, "/pin help")
    headers, body = receiver.got[0]
    assert SignatureVerifier(running.describe()["signing_secret"]).is_valid_request(body, headers)
    assert not SignatureVerifier("another").is_valid_request(body, headers)


def test_app_that_is_away_means_dispatch_failed(posted):
    running, _ = posted
    before = running._world.courier.request_url
    running.slack.point_at("http://127.0.0.1:9/")
    outcome = running.slack.command(ROOM, "/pin help")
    running.slack.point_at(before)
    assert outcome.error == '/pin failed with the error "dispatch_failed"'


def test_lost_ack_is_a_timeout_for_the_person_and_a_delivery_for_the_app(scene):
    scene.slack.ack_within(0.3)
    scene.slack.fault("drop_ack")
    outcome = scene.slack.command(ROOM, "/pin say")
    assert outcome.code == "operation_timeout"
    scene.slack.ack_within(3.0)
    assert scene.book.all("command") and scene.slack.command(ROOM, "/pin say").ok


def test_lost_ack_of_an_event_brings_it_again(scene):
    scene.slack.ack_within(0.3)
    scene.slack.fault("drop_ack")
    scene.slack.message(ROOM, "hi")
    scene.book.expect("message", 2)
    first, second = scene.book.all("message")
    assert first["event_id"] == second["event_id"]


def test_redelivery_has_the_same_event_id(scene):
    scene.slack.message(ROOM, "hi")
    event_id = scene.book.expect("message")["event_id"]
    assert scene.slack.redeliver(event_id)
    assert scene.book.expect("message", 2)["event_id"] == event_id


def note_with_button(scene):
    assert scene.slack.command(ROOM, "/pin note").ok
    return scene.slack.wait_for(scene.slack.ephemerals)[-1]


def test_click_on_a_note_reaches_the_app_without_message(scene):
    note = note_with_button(scene)
    assert scene.slack.click(note, "approve").ok
    body = scene.book.expect("approve")
    assert body["container"]["is_ephemeral"] is True and "message" not in body
    assert body["respond"] == 200
    [shown] = scene.slack.ephemerals()
    assert shown["text"] == "replaced" and "blocks" not in shown


def test_note_of_somebody_else_cannot_be_clicked(scene):
    note = note_with_button(scene)
    with pytest.raises(PersonError, match="no longer there"):
        scene.slack.click(note, "approve", by="harper")


def test_two_people_click_at_once_and_both_reach_the_app(scene):
    scene.slack.command(ROOM, "/pin card")
    message = scene.slack.wait_for(lambda: scene.slack.messages(ROOM))[0]
    outcomes = []
    threads = [
        threading.Thread(target=lambda who=who: outcomes.append(scene.slack.click(message, "approve", by=who)))
        for who in ("rae", "harper")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [outcome.ok for outcome in outcomes] == [True, True]
    scene.book.expect("approve", 2)
    assert len({body["user"]["id"] for body in scene.book.all("approve")}) == 2


def test_errors_for_unknown_fields_are_trouble(scene):
    scene.slack.command(ROOM, "/pin modal")
    scene.book.expect("filled")
    outcome = scene.slack.submit({"body": {"v": {"value": "astray"}}})
    assert outcome.code == "invalid_block_ids" and "trouble connecting" in outcome.error


def test_fields_are_checked_before_the_app_hears_of_it(scene):
    scene.slack.command(ROOM, "/pin modal")
    scene.book.expect("filled")
    file_id = scene.slack.upload("people.pdf", b"x")
    values = {"years": {"v": {"value": "many"}}, "cv": {"v": {"files": [file_id]}}}
    outcome = scene.slack.submit(values)
    assert outcome.errors == {
        "body": "Please complete this required field.",
        "years": "Please enter a valid number.",
        "cv": "Please choose files of these types: csv.",
    }
    assert scene.book.all("submitted") == []


def test_option_that_was_never_offered_is_refused(scene):
    scene.slack.command(ROOM, "/pin card")
    message = scene.slack.wait_for(lambda: scene.slack.messages(ROOM))[0]
    forged = {"selected_option": {"text": {"type": "plain_text", "text": "X"}, "value": "x"}}
    with pytest.raises(PersonError, match="not offered"):
        scene.slack.click(message, "stage", choice=forged)
    with pytest.raises(PersonError, match="nothing like that"):
        scene.slack.click(message, "nope")


def test_third_push_is_refused(scene):
    scene.slack.command(ROOM, "/pin modal")
    scene.book.expect("filled")
    push = {"body": {"v": {"value": "push"}}}
    assert [scene.slack.submit(push).ok for _ in range(3)] == [True, True, False]
    assert len(scene.slack.views()) == 3
    scene.slack.close(everything=True)
    scene.book.expect("closed", 3)
    assert all(body["is_cleared"] for body in scene.book.all("closed")) and scene.slack.views() == []


def test_unknown_command_is_refused_without_the_app(scene):
    outcome = scene.slack.command(ROOM, "/pim help")
    assert outcome.error == "/pim is not a valid command." and scene.book.all("command") == []


def test_command_text_is_escaped_and_names_carry_ids(scene):
    scene.slack.command(ROOM, "/pin say @harper & #general <b>")
    assert scene.book.expect("command")["text"] == "say <@U0HARPER0|harper> &amp; <#C0GENERAL|general> &lt;b&gt;"


def test_injected_errors_are_used_up(office, client):
    office.slack.inject("chat.postMessage", error="channel_not_found", times=2)
    assert client.auth_test()["ok"]
    answers = [client_error(client) for _ in range(3)]
    assert answers == ["channel_not_found", "channel_not_found", "ok"]


def test_429_500_and_delay_on_order(office, client):
    aim = office.describe()
    headers = {"Authorization": f"Bearer {aim['bot_token']}"}
    office.slack.inject("auth.test", status=429, delay=7)
    office.slack.inject("auth.test", status=503)
    office.slack.inject("auth.test", delay=0.01)
    with httpx.Client(trust_env=False) as browser:
        answers = [browser.post(f"{aim['api_url']}auth.test", headers=headers) for _ in range(2)]
    assert sorted(answer.status_code for answer in answers) == [429, 503]
    limited = next(answer for answer in answers if answer.status_code == 429)
    assert limited.headers["Retry-After"] == "7" and limited.json()["error"] == "ratelimited"


def test_revoked_token_stays_revoked_until_cleared(office, client):
    office.slack.fault("revoke_token")
    assert [client_error(client) for _ in range(2)] == ["token_revoked"] * 2
    office.slack.clear_faults()
    assert client_error(client) == "ok"


def client_error(client):
    try:
        client.chat_postMessage(channel="C0PLATFORM", text="x", blocks=[section("x")])
    except SlackApiError as refusal:
        return refusal.response["error"]
    return "ok"


def test_commands_work_while_the_socket_is_recycled(socket_scene):
    socket_scene.slack.reset()
    socket_scene.book.clear()
    assert socket_scene.slack.disconnect_sockets() == 1
    assert socket_scene.slack.command(ROOM, "/pin say").ok
    socket_scene.slack.wait_for(lambda: socket_scene.slack.connected() == 1)
    assert socket_scene.slack.command(ROOM, "/pin say").ok


def test_event_waits_for_an_app_that_restarts():
    running = slack.start(manifest=manifest(), retry_scale=0.002)
    running.slack.message(ROOM, "are you there?")
    running.slack.wait_for(lambda: len(running.slack.deliveries("message")) == 2)
    book = Notebook()
    stop = run_over_socket(build_app(running, book), running)
    assert book.expect("message")["event"]["text"] == "are you there?"
    stop()
    running.stop()


def test_card_posted_before_a_restart_of_the_app_can_be_clicked_after_it():
    running = slack.start(manifest=manifest())
    first, second = Notebook(), Notebook()
    stop = run_over_socket(build_app(running, first), running)
    assert running.slack.command(ROOM, "/pin card").ok
    stop()
    running.slack.wait_for(lambda: running.slack.connected() == 0)
    [message] = running.slack.messages(ROOM)
    assert running.slack.click(message, "approve").code == "dispatch_failed"
    stop = run_over_socket(build_app(running, second), running)
    assert running.slack.click(message, "approve").ok and second.expect("approve")
    stop()
    running.stop()


def test_app_that_does_not_come_back_is_still_reached_on_its_old_connection():
    running = slack.start(manifest=manifest(), ack_seconds=0.5)
    aim = running.describe()
    url = WebClient(base_url=aim["api_url"]).apps_connections_open(app_token=aim["app_token"])["url"]
    with connect(url, proxy=None) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        running.slack.disconnect_sockets("warning")
        assert json.loads(socket.recv()) == {"type": "disconnect", "reason": "warning", "debug_info": {"host": "local"}}
        running.slack.message(ROOM, "hi")
        envelope = json.loads(socket.recv())
        assert envelope["type"] == "events_api" and envelope["retry_attempt"] == 0
        socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        running.slack.wait_for(lambda: [row for row in running.slack.deliveries("message") if row["ok"]])
    running.stop()


def test_eleventh_connection_is_sent_away():
    running = slack.start(manifest=manifest())
    aim = running.describe()
    url = WebClient(base_url=aim["api_url"]).apps_connections_open(app_token=aim["app_token"])["url"]
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(connect(url, proxy=None)) for _ in range(11)]
        words = [json.loads(socket.recv()) for socket in sockets]
    running.stop()
    assert [word["type"] for word in words] == ["hello"] * 10 + ["disconnect"]
    assert words[-1]["reason"] == "too_many_websockets"


def test_envelope_goes_to_one_connection_only():
    running = slack.start(manifest=manifest(), ack_seconds=0.3)
    aim = running.describe()
    url = WebClient(base_url=aim["api_url"]).apps_connections_open(app_token=aim["app_token"])["url"]
    with connect(url, proxy=None) as one, connect(url, proxy=None) as other:
        one.recv(), other.recv()
        assert running.slack.command(ROOM, "/pin help").code == "operation_timeout"
        heard = []
        for socket in (one, other):
            with contextlib.suppress(TimeoutError):
                heard.append(json.loads(socket.recv(timeout=0.05)))
    running.stop()
    assert [envelope["type"] for envelope in heard] == ["slash_commands"]
    assert heard[0]["accepts_response_payload"] is True and heard[0]["payload"]["command"] == "/pin"
