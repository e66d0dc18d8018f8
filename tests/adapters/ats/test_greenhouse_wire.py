"""Greenhouse's own ways: sign-in, scopes, silent lists, paging, replaced collections, faults (harvest.md)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.adapters.ats import CONNECT
from bot.adapters.ats.greenhouse import Greenhouse as Adapter
from bot.adapters.ats.greenhouse import connect
from bot.adapters.ats.greenhouse.token import lifetime
from bot.domain.ats import NewApplication
from bot.domain.candidates import Education, Profile, Resume
from bot.errors import BadInput, Disconnected, OutcomeUnknown, PinError, RateLimited, Refused, TryAgain
from bot.sim.greenhouse import Greenhouse, Running, start

ZOE = Profile("Zoë", "Żak", emails=("zoe@zak.example",), linkedin_url="https://www.linkedin.com/in/zoezak")


@contextmanager
def switched(**switches: Any) -> Iterator[tuple[Running, Adapter]]:
    limits = switches.pop("limits", False)
    running = start(limits=limits, **switches)
    adapter = connect(running.describe())
    try:
        yield running, adapter
    finally:
        adapter.close()
        running.stop()


def missing(adapter: Adapter) -> dict[str, str]:
    return {permission.name: permission.words for permission in adapter.check() if not permission.granted}


@pytest.mark.parametrize(
    "scope",
    ["harvest:candidates:list", "harvest:candidates:create", "harvest:candidates:update", "harvest:notes:create",
     "harvest:attachments:list", "harvest:jobs:list", "harvest:custom_field_options:list"],
)  # fmt: skip
def test_s2_a_missing_scope_is_named_with_the_place_to_add_it(
    adapter: Adapter, greenhouse: Greenhouse, scope: str
) -> None:
    greenhouse.revoke_scopes(scope)
    (words,) = missing(adapter).values()
    assert scope in words
    assert "Configure > Dev Center > API Credentials > Manage scopes" in words


def test_the_check_writes_nothing(adapter: Adapter, greenhouse: Greenhouse) -> None:
    tables = ("candidates", "applications", "notes", "attachments", "candidate_employments", "candidate_educations")
    before = [greenhouse.rows(table) for table in tables]
    adapter.check()
    assert [greenhouse.rows(table) for table in tables] == before


@pytest.mark.parametrize("non_admin", ["empty", "forbidden"])
def test_a_user_who_is_no_site_admin_is_told_although_lists_only_stay_empty(non_admin: str) -> None:
    with switched(non_admin=non_admin) as (running, _):
        recruiter = next(row["id"] for row in running.greenhouse.rows("users") if not row["site_admin"])
        adapter = connect({**running.describe(), "user_id": str(recruiter)})
        told = missing(adapter)
        adapter.close()
    assert "Site Admin" in told["Site Admin"]


def test_a_missing_source_is_said_with_what_to_do(running: Running) -> None:
    adapter = connect({**running.describe(), "source_name": "Nail"})
    assert "There is no source “Nail”" in missing(adapter)["Source Nail"]
    adapter.close()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"client_secret": "nope"}, "does not accept the Client ID and Secret"),
        ({"client_id": "notaclient"}, "ends in a dash and a number"),
    ],
)
def test_wrong_credentials_say_how_to_make_new_ones_and_never_show_the_old(
    running: Running, wrong: dict[str, str], words: str
) -> None:
    adapter = connect({**running.describe(), **wrong})
    (permission,) = adapter.check()
    assert not permission.granted
    assert words in permission.words
    with pytest.raises(Disconnected, match="Dev Center") as raised:
        adapter.find_by_email("a@example.com")
    adapter.close()
    assert not any(secret in f"{permission.words}{raised.value}{adapter!r}" for secret in wrong.values())


def test_a_single_v1_key_gets_an_explanation() -> None:
    with pytest.raises(BadInput, match="v1 API key") as raised:
        CONNECT["greenhouse"]({"client_id": "abcdef0123456789"})
    assert set(raised.value.fields) == {"client_secret"}


def test_one_token_serves_until_it_ends_and_a_dead_one_is_replaced_once(
    adapter: Adapter, greenhouse: Greenhouse
) -> None:
    def minted() -> int:
        return sum(call.path == "/token" for call in greenhouse.calls)

    adapter.find_by_email("a@example.com")
    adapter.find_by_tag("x")
    assert minted() == 1
    greenhouse.advance(4000)
    made = adapter.create_person(ZOE, NewApplication())
    assert minted() == 2
    assert adapter.person(made.person_id) is not None


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        ({"expires_at": "2026-05-11T14:53:44Z"}, 100),
        ({"expires_in": 1800}, 1800),
        ({"expires": "2026-05-11T14:53:44+00:00"}, 100),
        ({"expires_at": 1778511224}, 100),
        ({"expires_at": "soon", "expires_in": 60}, 60),
        ({}, 3600),
    ],
)
def test_every_way_to_tell_a_tokens_life_is_read(reply: dict[str, Any], seconds: float) -> None:
    assert lifetime(reply, now=1778511124.0) == seconds


def test_expires_in_a_flat_reply_and_an_absent_link_are_understood_too() -> None:
    with switched(expiry_field="expires_in", flat_create=True, last_link="absent", later_fields=False) as (_, adapter):
        job = next(job.id for job in adapter.jobs() if job.open)
        made = adapter.create_person(ZOE, NewApplication(job))
        assert [application.id for application in adapter.applications(made.person_id)] == [made.application_id]


def test_lists_are_read_page_by_page(adapter: Adapter, greenhouse: Greenhouse) -> None:
    rows = list(adapter._wire.rows("/candidates", {"per_page": 7}))
    assert [row["id"] for row in rows] == sorted((row["id"] for row in greenhouse.people()), reverse=True)
    assert sum(call.path == "/v3/candidates" for call in greenhouse.calls) == -(-len(rows) // 7)


def test_o2_a_patch_keeps_every_entry_with_its_type(adapter: Adapter, greenhouse: Greenhouse) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    kept = {
        "email_addresses": [{"value": "work@zak.example", "type": "work"}],
        "phone_numbers": [{"value": "123", "type": "skype"}],
        "website_addresses": [{"value": "https://blog.example", "type": "blog"}],
    }
    greenhouse.act_edit(int(made.person_id), **kept)
    assert adapter.fill_blanks(made.person_id, Profile("Zoë", "Żak", emails=ZOE.emails, phones=("+48601123456",)))
    (row,) = greenhouse.rows("candidates", id=int(made.person_id))
    for field, entries in kept.items():
        assert row[field][: len(entries)] == entries
    assert row["email_addresses"][1] == {"value": "zoe@zak.example", "type": "personal"}


def test_o2_nothing_is_sent_when_nothing_differs(adapter: Adapter, greenhouse: Greenhouse) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    adapter.fill_blanks(made.person_id, ZOE)
    assert [call.method for call in greenhouse.calls if call.path.startswith("/v3/candidates/")] == []


def test_notes_and_people_are_written_with_the_visibility_we_mean(adapter: Adapter, greenhouse: Greenhouse) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    adapter.add_note(made.person_id, made.application_id, "why")
    assert greenhouse.rows("candidates", id=int(made.person_id))[0]["private"] is False
    assert greenhouse.rows("notes", candidate_id=int(made.person_id))[0]["visibility"] == "privately_visible"


def test_the_resume_arrives_byte_for_byte(adapter: Adapter, greenhouse: Greenhouse) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    content = bytes(range(256)) * 100
    adapter.attach_resume(made.application_id, Resume("cv.pdf", content))
    (row,) = greenhouse.rows("attachments", application_id=int(made.application_id))
    assert (row["type"], greenhouse.file(row["id"])) == ("resume", content)


def test_long_lists_of_schools_are_read_once(adapter: Adapter, greenhouse: Greenhouse) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    for _ in range(3):
        adapter.add_education(made.person_id, Education("ETH ZÜRICH".replace("Ü", "u")))
    assert sum(call.path == "/v3/custom_field_options" for call in greenhouse.calls) == 1


def test_a_record_still_being_built_is_no_reason_to_make_another(adapter: Adapter, greenhouse: Greenhouse) -> None:
    adapter.create_person(ZOE, NewApplication())
    greenhouse.fault("GET /v3/candidates", "message_row")
    with pytest.raises(TryAgain, match="still building"):
        adapter.find_by_email("zoe@zak.example")
    everyone = len(greenhouse.people())
    greenhouse.fault("GET /v3/candidates", "message_row")
    assert len(list(adapter.people())) >= everyone - 1, "the sweep passes over it"


@pytest.mark.parametrize("kind", ["500", "502", "503", "504", "html", "408", "reset"])
@pytest.mark.parametrize("commit", ["before", "after"])
def test_o9_an_unclear_answer_to_a_creation_makes_no_second_person(
    adapter: Adapter, greenhouse: Greenhouse, kind: Any, commit: Any
) -> None:
    greenhouse.fault("POST /v3/candidates", kind, commit=commit)
    with pytest.raises(OutcomeUnknown):
        adapter.create_person(ZOE, NewApplication(), ["pin:7"])
    assert sum(call.method == "POST" and call.path == "/v3/candidates" for call in greenhouse.calls) <= 1
    found = adapter.find_by_tag("pin:7")
    assert len(found) <= 1, "looking tells whether it happened"
    assert [person.id for person in found] == [person.id for person in adapter.find_by_email("zoe@zak.example")]


def test_an_answer_that_holds_ids_only_is_enough(adapter: Adapter, greenhouse: Greenhouse) -> None:
    greenhouse.fault("POST /v3/candidates", "truncated")
    made = adapter.create_person(ZOE, NewApplication())
    assert [application.id for application in adapter.applications(made.person_id)] == [made.application_id]


WRITES: dict[str, Callable[[Adapter, str, str], object]] = {
    "PATCH /v3/candidates": lambda ats, person, _: ats.fill_blanks(person, Profile("Zoë", "Żak", title="CTO")),
    "POST /v3/applications": lambda ats, person, _: ats.add_application(person, NewApplication()),
    "POST /v3/notes": lambda ats, person, application: ats.add_note(person, application, "why"),
    "POST /v3/attachments": lambda ats, _, application: ats.attach_resume(application, Resume("cv.pdf", b"x")),
    "POST /v3/candidate_educations": lambda ats, person, _: ats.add_education(person, Education("Kyoto University")),
}
FAULTS: dict[str, type[PinError]] = {
    "409": Refused, "413": Refused, "429": RateLimited, "500": OutcomeUnknown, "reset": OutcomeUnknown,
    "html": OutcomeUnknown,
}  # fmt: skip


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize("kind", FAULTS)
def test_every_write_meets_every_fault_with_the_right_error(
    adapter: Adapter, greenhouse: Greenhouse, call: str, kind: Any
) -> None:
    made = adapter.create_person(ZOE, NewApplication())
    greenhouse.fault(call, kind)
    with pytest.raises(FAULTS[kind]) as raised:
        WRITES[call](adapter, made.person_id, made.application_id)
    assert raised.type is FAULTS[kind]
    WRITES[call](adapter, made.person_id, made.application_id)


@pytest.mark.parametrize("kind", ["500", "502", "html", "reset"])
def test_a_read_that_fails_for_good_is_worth_another_try(adapter: Adapter, greenhouse: Greenhouse, kind: Any) -> None:
    greenhouse.fault("GET /v3/candidates", kind, times=2)
    with pytest.raises(TryAgain):
        adapter.find_by_email("zoe@zak.example")


def test_the_rate_limit_is_told_with_its_seconds_and_read_from_the_headers() -> None:
    with switched(limits=True, limit=3) as (_, adapter):
        assert adapter.window == (0, 0)
        adapter.find_by_tag("x")
        assert adapter.window == (3, 2)
        with pytest.raises(RateLimited) as raised:
            for _ in range(8):  # a window may end in between
                adapter.find_by_tag("x")
        assert raised.value.after is not None
        assert 1 <= raised.value.after <= 30


def test_the_throttle_given_to_us_is_asked_before_every_request(running: Running) -> None:
    asked: list[float] = []
    adapter = connect(running.describe(), throttle=lambda: asked.append(time.monotonic()))
    adapter.create_person(ZOE, NewApplication())
    adapter.find_by_tag("x")
    adapter.close()
    assert len(asked) == 2


def test_requests_of_a_sync_are_few(adapter: Adapter, greenhouse: Greenhouse) -> None:
    job = next(job.id for job in adapter.jobs() if job.open)
    before = len(greenhouse.calls)
    adapter.find_by_email("zoe@zak.example")
    made = adapter.create_person(ZOE, NewApplication(job), ["pin:7"])
    adapter.attach_resume(made.application_id, Resume("cv.pdf", b"x"))
    adapter.add_note(made.person_id, made.application_id, "why")
    assert len(greenhouse.calls) - before == 4


@pytest.mark.parametrize(
    ("credentials", "url"),
    [
        ({}, "https://app.greenhouse.io/people/12?application_id=34"),
        ({"profile_url": "https://app2.greenhouse.io/"}, "https://app2.greenhouse.io/people/12?application_id=34"),
        ({"page_url": "http://127.0.0.1:9"}, "http://127.0.0.1:9/people/12?application_id=34"),
    ],
)
def test_s10_the_host_of_peoples_pages_is_a_setting(credentials: dict[str, str], url: str) -> None:
    adapter = connect({"client_id": "a-1", "client_secret": "s", **credentials})
    assert adapter.person_url("12", "34") == url
    adapter.close()
