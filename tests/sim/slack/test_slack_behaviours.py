"""The 24 interaction behaviours of Slack that the product leans on, over Socket Mode and over signed HTTP."""

import pytest
from slack_manifest import manifest

from bot.sim import slack

ROOM = "hiring-platform"


def words(text):
    return {"body": {"v": {"type": "plain_text_input", "value": text}}}


def opened_modal(scene):
    assert scene.slack.command(ROOM, "/pin modal").ok
    scene.book.expect("filled")


def posted_card(scene):
    assert scene.slack.command(ROOM, "/pin card").ok
    return scene.slack.wait_for(lambda: scene.slack.messages(ROOM))[-1]


def command_is_answered_by_ack(scene):
    outcome = scene.slack.command(ROOM, "/pin say hello")
    assert outcome.ok and outcome.response["text"] == "for you"
    assert scene.book.expect("command")["text"] == "say hello"


def ack_text_is_only_visible_to_the_person(scene):
    scene.slack.command(ROOM, "/pin say")
    assert [note["text"] for note in scene.slack.ephemerals()] == ["for you"]
    assert scene.slack.ephemerals("harper") == [] and scene.slack.messages(ROOM) == []


def response_url_whispers_unless_in_channel(scene):
    scene.slack.command(ROOM, "/pin respond")
    assert scene.book.expect("respond") == [200, 200]
    assert [note["text"] for note in scene.slack.ephemerals()] == ["a note"]
    assert [message["text"] for message in scene.slack.messages(ROOM)] == ["for all"]


def response_url_works_five_times(scene):
    scene.slack.command(ROOM, "/pin respond7")
    assert scene.book.expect("respond7") == [200] * 5 + [404] * 2


def modal_is_opened_then_filled(scene):
    opened_modal(scene)
    assert [view["title"]["text"] for view in scene.slack.views()] == ["Filled"]


def field_errors_keep_the_modal_open(scene):
    opened_modal(scene)
    outcome = scene.slack.submit(words("bad"))
    assert not outcome.ok and outcome.errors == {"body": "Too short"}
    assert len(scene.slack.views()) == 1


def state_is_complete_and_typed(scene):
    opened_modal(scene)
    scene.slack.submit(words("bad"))
    values = scene.book.expect("submitted")["view"]["state"]["values"]
    assert values["subject"]["v"] == {"type": "plain_text_input", "value": "Re: hi"}
    assert values["tags"]["v"] == {"type": "multi_static_select", "selected_options": []}
    assert values["day"]["v"] == {"type": "datepicker", "selected_date": None}
    assert values["owner"]["v"] == {"type": "users_select", "selected_user": None}
    assert values["years"]["v"] == {"type": "number_input", "value": None}
    assert values["who"]["candidate"] == {"type": "external_select", "selected_option": None}


def external_select_offers_what_the_app_says(scene):
    opened_modal(scene)
    offered = scene.slack.suggest(scene.slack.views()[-1], "candidate", "lov")
    assert [one["text"]["text"] for one in offered["options"]] == ["Kim lov"]
    assert scene.book.expect("suggestion")["block_id"] == "who"


def answer_pushes_a_second_modal(scene):
    opened_modal(scene)
    assert scene.slack.submit(words("push")).response_action == "push"
    first, second = scene.slack.views()
    assert second["title"]["text"] == "Second"
    assert second["previous_view_id"] == second["root_view_id"] == first["id"]


def answer_updates_the_modal_in_place(scene):
    opened_modal(scene)
    before = scene.slack.views()[-1]["id"]
    assert scene.slack.submit(words("update")).response_action == "update"
    assert [(view["id"], view["title"]["text"]) for view in scene.slack.views()] == [(before, "Done")]


def closing_is_told(scene):
    opened_modal(scene)
    scene.slack.close()
    body = scene.book.expect("closed")
    assert body["is_cleared"] is False and scene.slack.views() == []


def trigger_expires_after_three_seconds(scene):
    scene.slack.command(ROOM, "/pin late")
    scene.slack.offset(3.1)
    scene.book.release.set()
    assert scene.book.expect("late") == "expired_trigger_id"


def missing_ack_is_shown_as_operation_timeout(scene):
    scene.slack.ack_within(0.2)
    outcome = scene.slack.command(ROOM, "/pin slow")
    assert not outcome.ok and outcome.code == "operation_timeout"
    assert '/pin failed with the error "operation_timeout"' in scene.slack.ephemerals()[-1]["text"]


def select_in_a_message_reaches_the_app(scene):
    message = posted_card(scene)
    chosen = {"text": {"type": "plain_text", "text": "Onsite"}, "value": "onsite"}
    assert scene.slack.click(message, "stage", choice={"selected_option": chosen}).ok
    assert scene.book.expect("choice")["actions"][0]["selected_option"] == chosen


def button_updates_whispers_and_replaces(scene):
    message = posted_card(scene)
    assert scene.slack.click(message, "approve").ok
    body = scene.book.expect("approve")
    assert body["respond"] == 200 and body["container"]["message_ts"] == message["ts"]
    assert body["actions"][0]["value"] == "7:1" and "stage" in body["state"]["values"]["act"]
    assert body["message"]["blocks"][1]["block_id"] == "act"
    assert [note["text"] for note in scene.slack.ephemerals()] == ["done"]
    [shown] = scene.slack.messages(ROOM)
    assert shown["text"] == "replaced" and "blocks" not in shown and shown["ts"] == message["ts"]


def mention_is_answered_in_the_thread(scene):
    ts = scene.slack.message(ROOM, "@pin hi")
    answer = scene.slack.wait_for(lambda: scene.slack.thread(ROOM, ts)[1:])[0]
    assert answer["text"] == "here" and answer["thread_ts"] == ts
    assert scene.slack.messages(ROOM)[0]["reply_count"] == 1


def home_is_published_when_opened(scene):
    scene.slack.open_home()
    view = scene.slack.wait_for(scene.slack.home)
    assert view["type"] == "home" and view["blocks"][0]["text"]["text"] == "Home"
    assert scene.slack.home("vic") is None


def home_button_comes_from_a_view(scene):
    scene.slack.open_home()
    assert scene.slack.click(scene.slack.wait_for(scene.slack.home), "home").ok
    body = scene.book.expect("choice")
    assert body["container"]["type"] == "view" and body["view"]["type"] == "home"
    assert "message" not in body and "response_url" not in body


def global_shortcut_opens_a_modal(scene):
    assert scene.slack.shortcut("find").ok
    assert "channel" not in scene.book.expect("shortcut") and len(scene.slack.views()) == 1


def message_shortcut_opens_a_modal(scene):
    message = posted_card(scene)
    assert scene.slack.message_action(message, "note").ok
    body = scene.book.expect("message_action")
    assert body["message"]["ts"] == body["message_ts"] == message["ts"] and len(scene.slack.views()) == 1


def reaction_is_told(scene):
    message = posted_card(scene)
    scene.slack.react(message, "eyes", by="harper")
    event = scene.book.expect("reaction_added")["event"]
    assert event["reaction"] == "eyes" and event["item"]["ts"] == message["ts"]


def link_is_told_and_unfurled(scene):
    scene.slack.share_link(ROOM, "https://pin.test/c/1")
    scene.book.expect("link_shared")
    [attachment] = scene.slack.messages(ROOM)[0]["attachments"]
    assert attachment["from_url"] == "https://pin.test/c/1"


def assistant_thread_gets_prompts(scene):
    channel = scene.slack.open_im()
    assert scene.book.expect("home")["tab"] == "messages"
    prompts = scene.slack.wait_for(lambda: scene.slack.prompts(channel))
    assert prompts == [{"title": "Who is new?", "message": "Who is new?"}]


def assistant_answers_in_the_thread(scene):
    channel = scene.slack.open_im()
    root = scene.slack.messages(channel)[0]["ts"]
    scene.slack.message(channel, "Who is new?", thread_ts=root)
    answered = scene.slack.wait_for(
        lambda: [m for m in scene.slack.thread(channel, root) if m["text"] == "Kim is new."]
    )
    assert answered and scene.slack.statuses(channel) == {}


BEHAVIOURS = [
    command_is_answered_by_ack,
    ack_text_is_only_visible_to_the_person,
    response_url_whispers_unless_in_channel,
    response_url_works_five_times,
    modal_is_opened_then_filled,
    field_errors_keep_the_modal_open,
    state_is_complete_and_typed,
    external_select_offers_what_the_app_says,
    answer_pushes_a_second_modal,
    answer_updates_the_modal_in_place,
    closing_is_told,
    trigger_expires_after_three_seconds,
    missing_ack_is_shown_as_operation_timeout,
    select_in_a_message_reaches_the_app,
    button_updates_whispers_and_replaces,
    mention_is_answered_in_the_thread,
    home_is_published_when_opened,
    home_button_comes_from_a_view,
    global_shortcut_opens_a_modal,
    message_shortcut_opens_a_modal,
    reaction_is_told,
    link_is_told_and_unfurled,
    assistant_thread_gets_prompts,
    assistant_answers_in_the_thread,
]


def test_the_checklist_has_24_behaviours():
    assert len(BEHAVIOURS) == len(set(BEHAVIOURS)) == 24


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.__name__)
def test_bolt_app_unchanged(scene, behaviour):
    behaviour(scene)


def test_manifest_with_both_agent_and_assistant_is_refused():
    with pytest.raises(ValueError, match="only one"):
        slack.start(manifest=manifest(agent_view={"agent_description": "x"}))
