"""Webhooks: signed raw bodies, retries for hours, pings, and which event tells what (harvest.md section 6)."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from greenhouse_client import Api, errors
from hook_receiver import Receiver

from bot.sim.greenhouse import Greenhouse


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.stop()


def settled(greenhouse: Greenhouse) -> list[str]:
    """The outcomes by action, once nothing is on its way."""
    assert greenhouse.wait_for(lambda g: g.deliveries and all(one.outcome for one in g.deliveries))
    return [f"{one.action} {one.outcome}" for one in greenhouse.deliveries]


def told(receiver: Receiver) -> list[str]:
    return [json.loads(one.body)["action"] for one in receiver.received]


def payload(receiver: Receiver, action: str) -> dict[str, Any]:
    return next(body["payload"] for one in receiver.received if (body := json.loads(one.body))["action"] == action)


def test_saving_a_hook_pings_it(greenhouse: Greenhouse, receiver: Receiver) -> None:
    greenhouse.webhook(receiver.url, "s3cret")
    assert settled(greenhouse) == ["ping delivered"]
    assert receiver.received[0].path == "/greenhouse?key=1"


def test_a_failed_ping_disables_the_hook_until_it_is_saved_again(
    api: Api, greenhouse: Greenhouse, receiver: Receiver
) -> None:
    receiver.answers = [201]
    greenhouse.webhook(receiver.url, "s3cret")
    assert settled(greenhouse) == ["ping failed"]
    hook = greenhouse.rows("webhooks")[0]
    assert hook["deactivated"] is True
    greenhouse.act_edit(greenhouse.people()[0]["id"], title="Unheard")
    assert told(receiver) == ["ping"]
    assert api.patch(f"webhooks/{hook['id']}", {"deactivated": False}).status_code == 200
    assert settled(greenhouse)[-1] == "ping delivered"


def test_the_signature_covers_the_raw_escaped_body(greenhouse: Greenhouse, receiver: Receiver) -> None:
    greenhouse.webhook(receiver.url, "s3cret", ("update_candidate",))
    greenhouse.act_edit(greenhouse.people()[0]["id"], first_name="Zoë <&>")
    assert settled(greenhouse) == ["ping delivered", "update_candidate delivered"]
    got = receiver.received[1]
    assert b"Zo\\u00eb \\u003c\\u0026\\u003e" in got.body
    digest = hmac.new(b"s3cret", got.body, hashlib.sha256).hexdigest()
    assert got.headers["Signature"] == f"sha256 {digest}"
    assert got.headers["Greenhouse-Event-ID"] != receiver.received[0].headers["Greenhouse-Event-ID"]
    assert payload(receiver, "update_candidate")["candidate"]["first_name"] == "Zoë <&>"


def test_anything_but_200_is_tried_again_after_1_15_60_120_240_480_minutes(
    greenhouse: Greenhouse, receiver: Receiver
) -> None:
    greenhouse.webhook(receiver.url)
    settled(greenhouse)
    receiver.answers = [204, 500, 302, 404, 201, 503, 500]
    greenhouse.act_edit(greenhouse.people()[0]["id"], title="Tried")
    for tries, minutes in enumerate((1, 15, 60, 120, 240, 480), start=1):
        assert greenhouse.wait_for(lambda g, n=tries: len(g.deliveries[-1].attempts) == n)
        greenhouse.advance(minutes * 60 - 30)
        assert len(greenhouse.deliveries[-1].attempts) == tries
        greenhouse.advance(31)
    assert settled(greenhouse)[-1] == "update_candidate given up"
    assert len(greenhouse.deliveries[-1].attempts) == 7
    assert len({one.headers["Greenhouse-Event-ID"] for one in receiver.received[1:]}) == 1


def test_a_retry_that_is_answered_with_200_ends_it(greenhouse: Greenhouse, receiver: Receiver) -> None:
    greenhouse.webhook(receiver.url)
    settled(greenhouse)
    receiver.answers = [500]
    greenhouse.act_edit(greenhouse.people()[0]["id"], title="Tried")
    assert greenhouse.wait_for(lambda g: g.deliveries[-1].attempts)
    greenhouse.advance(61)
    assert settled(greenhouse)[-1] == "update_candidate delivered"


def test_a_merge_tells_where_the_person_went(api: Api, greenhouse: Greenhouse, receiver: Receiver) -> None:
    greenhouse.webhook(receiver.url, "s", ("merge_candidate", "delete_candidate"))
    known, twin = sorted(row["id"] for row in api.rows("candidates", email="priya.raman@mail.example"))
    greenhouse.act_merge(known, twin)
    settled(greenhouse)
    assert told(receiver) == ["ping", "ping", "merge_candidate"]
    person = payload(receiver, "merge_candidate")["person"]
    assert (person["id"], person["new_candidate_id"]) == (twin, known)


def test_with_only_a_hook_for_deletions_a_merge_is_told_as_one(
    api: Api, greenhouse: Greenhouse, receiver: Receiver
) -> None:
    greenhouse.webhook(receiver.url, "s", ("delete_candidate",))
    known, twin = sorted(row["id"] for row in api.rows("candidates", email="priya.raman@mail.example"))
    greenhouse.act_merge(known, twin)
    settled(greenhouse)
    assert told(receiver) == ["ping", "delete_candidate"]
    assert payload(receiver, "delete_candidate")["person"]["id"] == twin


def test_each_act_tells_its_event(api: Api, greenhouse: Greenhouse, receiver: Receiver) -> None:
    greenhouse.webhook(receiver.url)
    made = api.person()
    number, application = made["candidate"]["id"], made["application"]["id"]
    stage = api.rows("job_interview_stages", job_ids=api.job(), active="true")[0]["id"]
    here = made["application"]["stage_id"]
    api.post(f"applications/{application}/move", {"from_stage_id": here, "to_stage_id": stage})
    api.patch(f"applications/{application}", {"source_id": api.source("Career fair")})
    greenhouse.act_reject(application)
    api.post(f"applications/{application}/unreject")
    greenhouse.act_anonymize(number)
    greenhouse.act_close_job(api.job())
    api.delete(f"applications/{application}")
    greenhouse.act_delete(number)
    settled(greenhouse)
    assert told(receiver) == [
        "ping",
        "new_candidate_application",
        "candidate_stage_change",
        "application_updated",
        "reject_candidate",
        "unreject_candidate",
        "candidate_anonymized",
        "job_updated",
        "delete_application",
        "delete_candidate",
    ]
    created = payload(receiver, "new_candidate_application")["application"]
    assert (created["status"], created["source"]["name"]) == ("active", "Pin")
    assert created["url"] == f"{api.running.url}/people/{number}?application_id={application}"
    assert payload(receiver, "reject_candidate")["application"]["rejection_reason"]["name"]
    assert payload(receiver, "job_updated")["job"]["status"] == "closed"
    assert payload(receiver, "delete_candidate")["person"]["deleted_application_ids"] == []


def test_hooks_are_made_and_mended_through_the_api(api: Api, receiver: Receiver) -> None:
    fields = {
        "endpoint_url": receiver.url,
        "name": "Rejections",
        "event_action_type": "reject_candidate",
        "secret_key": "k",
        "max_attempts": 3,
        "basic_auth_username": "u",
        "basic_auth_password": "p",
        "additional_headers": "X-Team: blue",
    }
    hook = api.made("webhooks", fields)
    settled(api.running.greenhouse)
    headers = receiver.received[0].headers
    assert (headers["X-Team"], headers["Authorization"]) == ("blue", "Basic dTpw")
    assert "https" in errors(api.post("webhooks", {**fields, "endpoint_url": "http://elsewhere.example/x"}))
    assert "may not set" in errors(api.post("webhooks", {**fields, "additional_headers": "Signature: x"}))
    assert "not one of" in errors(api.post("webhooks", {**fields, "event_action_type": "candidate_blinked"}))
    assert api.delete(f"webhooks/{hook['id']}").status_code == 200
    assert api.rows("webhooks") == []
