"""Webhooks as Greenhouse sends them: genuine or not, and what they tell us."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.ats.greenhouse.webhooks import Event, Kind, genuine, parse
from bot.errors import BadInput
from bot.sim.greenhouse import Greenhouse

SECRET = "s3cret"
Received = list[tuple[str, bytes]]


@pytest.fixture
def hook(greenhouse: Greenhouse) -> Iterator[Received]:
    received: Received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((self.headers["Signature"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    greenhouse.webhook(f"http://127.0.0.1:{server.server_port}/hook", SECRET)
    assert greenhouse.wait_for(lambda _: received)
    received.clear()
    yield received
    server.shutdown()
    thread.join()
    server.server_close()


def told(greenhouse: Greenhouse, received: Received, kind: Kind) -> Event:
    """The first event of that kind; every one on the way must be genuine."""
    assert greenhouse.wait_for(lambda _: any(parse(body).kind is kind for _, body in list(received)))
    assert all(genuine(SECRET, signature, body) for signature, body in received)
    return next(event for _, body in received if (event := parse(body)).kind is kind)


def test_o10_a_merge_tells_who_the_person_became(greenhouse: Greenhouse, hook: Received) -> None:
    primary, secondary = (row["id"] for row in greenhouse.people()[:2])
    greenhouse.act_merge(primary, secondary)
    event = told(greenhouse, hook, Kind.PERSON_MERGED)
    assert (event.person_id, event.new_person_id) == (str(secondary), str(primary))


def test_o7_a_closed_job_is_told_with_its_status(greenhouse: Greenhouse, hook: Received) -> None:
    job = next(row["id"] for row in greenhouse.jobs() if row["status"] == "open")
    greenhouse.act_close_job(job)
    event = told(greenhouse, hook, Kind.JOB_CHANGED)
    assert (event.job_id, event.job_status) == (str(job), "closed")


def test_o4_a_rejection_names_person_application_and_job(greenhouse: Greenhouse, hook: Received) -> None:
    row = next(row for row in greenhouse.applications() if row["status"] == "in_process" and row["job_id"])
    greenhouse.act_reject(row["id"])
    event = told(greenhouse, hook, Kind.APPLICATION_CHANGED)
    assert event.application_id == str(row["id"])
    assert (event.person_id, event.job_id) == (str(row["candidate_id"]), str(row["job_id"]))
    assert event.application_status == "rejected"


def test_deleted_anonymised_and_edited_people_are_told_by_id(greenhouse: Greenhouse, hook: Received) -> None:
    first, second, third = (row["id"] for row in greenhouse.people()[:3])
    greenhouse.act_delete(first)
    assert told(greenhouse, hook, Kind.PERSON_DELETED).person_id == str(first)
    greenhouse.act_anonymize(second)
    assert told(greenhouse, hook, Kind.PERSON_ANONYMISED).person_id == str(second)
    hook.clear()
    greenhouse.act_edit(third, title="Zażółć <b>&</b>")
    assert told(greenhouse, hook, Kind.PERSON_CHANGED).person_id == str(third)


BODY = b'{"action":"job_deleted","payload":{"job":{"id":6409476002}}}'
GOOD = "sha256 6d4b5ee44db3ee6ad3c0e3ca9f4a1a21c4a6d1b9b5c1f2f9a8f3b1d0c9e8a7b6"


@pytest.mark.parametrize(
    "signature", ["", "sha256", "sha256 ", GOOD, "md5 abc", "sha256=abc", "sha256 é", "sha256 " + "0" * 64]
)
def test_a_wrong_signature_is_not_genuine(signature: str) -> None:
    assert not genuine(SECRET, signature, BODY)


def test_a_changed_body_or_an_empty_secret_is_not_genuine() -> None:
    import hashlib
    import hmac

    signature = f"sha256 {hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()}"
    assert genuine(SECRET, signature, BODY)
    assert not genuine(SECRET, signature, BODY + b" ")
    assert not genuine("other", signature, BODY)
    assert not genuine("", f"sha256 {hmac.new(b'', BODY, hashlib.sha256).hexdigest()}", BODY)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"action": 5}', b'{"payload": {}}', b"[" * 100_000])
def test_what_is_no_webhook_is_refused(body: bytes) -> None:
    with pytest.raises(BadInput):
        parse(body)


def test_unknown_actions_and_missing_fields_are_no_error() -> None:
    assert parse(b'{"action":"offer_created","payload":{"id":1}}') == Event(Kind.OTHER)
    assert parse(b'{"action":"ping"}') == Event(Kind.PING)
    assert parse(BODY) == Event(Kind.JOB_DELETED, job_id="6409476002")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "application", "candidate", "person", "job", "jobs", "status"]), inner
    ),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_any_payload_gives_ids_or_blanks(payload: Any) -> None:
    event = parse(json.dumps({"action": "merge_candidate", "payload": payload}).encode())
    assert event.kind is Kind.PERSON_MERGED
