"""Harvest v1's own ways: one key, fifteen permissions, writes in a user's name, and an API that is going away."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest

from bot.adapters.ats import CONNECT
from bot.adapters.ats.greenhouse_v1 import GreenhouseV1, connect
from bot.adapters.ats.greenhouse_v1.permissions import ALSO, FIFTEEN, MANAGE, Endpoint
from bot.domain.ats import NewApplication
from bot.domain.candidates import Education, Profile, Resume
from bot.errors import BadInput, Disconnected, OutcomeUnknown, PinError, RateLimited, Refused, TryAgain
from bot.sim.greenhouse import Greenhouse
from bot.sim.greenhouse_v1 import HarvestV1, Running, start

ZOE = Profile("Zoë", "Żak", emails=("zoe@zak.example",), linkedin_url="https://www.linkedin.com/in/zoezak")
DAY = 24 * 3600


@pytest.fixture
def harvest(running_v1: Running) -> HarvestV1:
    return running_v1.harvest


@contextmanager
def switched(**switches: Any) -> Iterator[GreenhouseV1]:
    running = start(**{"limits": False, **switches})
    adapter = connect(running.describe())
    try:
        yield adapter
    finally:
        adapter.close()
        running.stop()


def missing(adapter: GreenhouseV1) -> dict[str, str]:
    return {permission.name: permission.words for permission in adapter.check() if not permission.granted}


def user(greenhouse: Greenhouse, first_name: str) -> str:
    return str(greenhouse.rows("users", first_name=first_name)[0]["id"])


# The permissions


def test_s2_the_key_has_fifteen_permissions_and_none_that_deletes_merges_or_rejects() -> None:
    assert len({endpoint.name for endpoint in FIFTEEN}) == 15
    assert {endpoint.method for endpoint in FIFTEEN} == {"GET", "POST", "PATCH"}
    assert not any(word in endpoint.path for endpoint in FIFTEEN for word in ("merge", "anonymize", "reject", "move"))


@pytest.mark.parametrize("endpoint", [*FIFTEEN, *ALSO], ids=lambda endpoint: endpoint.name)
def test_s2_each_permission_that_is_missing_is_named_alone_with_the_place_to_tick_it(
    adapter_v1: GreenhouseV1, harvest: HarvestV1, endpoint: Endpoint
) -> None:
    harvest.forbid(f"{endpoint.method} {endpoint.path.lstrip('/')}")
    told = missing(adapter_v1)
    assert set(told) - {"Acting user"} == {endpoint.name}
    assert MANAGE in told[endpoint.name] and f"“{endpoint.name}”" in told[endpoint.name]


def test_the_check_writes_nothing(adapter_v1: GreenhouseV1, greenhouse: Greenhouse) -> None:
    tables = ("candidates", "applications", "notes", "attachments", "candidate_employments", "candidate_educations")
    before = [greenhouse.rows(table) for table in tables]
    adapter_v1.check()
    assert [greenhouse.rows(table) for table in tables] == before


@pytest.mark.parametrize(("name", "words"), [("Lea", "is disabled"), ("", "has no user 12345")])
def test_an_acting_user_who_is_not_there_is_told_before_anything_is_written(
    running_v1: Running, greenhouse: Greenhouse, name: str, words: str
) -> None:
    acting = user(greenhouse, name) if name else "12345"
    adapter = connect({**running_v1.describe(), "user_id": acting})
    told = missing(adapter)["Acting user"]
    with pytest.raises(Refused, match="the user we act as") as raised:
        adapter.create_person(ZOE, NewApplication())
    adapter.close()
    assert words in told and "Configure > Users" in told
    assert raised.value.code == "404"


def test_s2_without_the_helping_permissions_nothing_stops(adapter_v1: GreenhouseV1, harvest: HarvestV1) -> None:
    """S2 asks for none of them: no source, notes unread, studies left out in words."""
    harvest.forbid(*(f"{endpoint.method} {endpoint.path.lstrip('/')}" for endpoint in ALSO))
    made = adapter_v1.create_person(ZOE, NewApplication())
    adapter_v1.add_note(made.person_id, made.application_id, "why")
    assert list(adapter_v1.sources()) == []
    assert adapter_v1.notes(made.person_id) == []
    with pytest.raises(Refused, match="Schools: List"):
        adapter_v1.add_education(made.person_id, Education("Kyoto University"))
    assert not any(permission.required and not permission.granted for permission in adapter_v1.check())


# The key, and an API that is going away


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_removed_api_says_when_it_was_announced_and_how_to_go_over(
    adapter_v1: GreenhouseV1, harvest: HarvestV1, status: Literal[401, 404, 410]
) -> None:
    harvest.remove_api(status)
    (permission,) = adapter_v1.check()
    assert (permission.name, permission.granted) == ("Sign-in", False)
    for words in ("2026-08-31", "Harvest V3 (OAuth)", "/pin settings"):
        assert words in permission.words


CALLS: dict[str, Callable[[GreenhouseV1, str, str], object]] = {
    "person": lambda ats, person, _: ats.person(person),
    "applications": lambda ats, person, _: ats.applications(person),
    "find": lambda ats, person, _: ats.find_by_email("zoe@zak.example"),
    "people": lambda ats, person, _: list(ats.people()),
    "jobs": lambda ats, person, _: list(ats.jobs()),
    "sources": lambda ats, person, _: list(ats.sources()),
    "notes": lambda ats, person, _: ats.notes(person),
    "create": lambda ats, person, _: ats.create_person(ZOE, NewApplication()),
    "application": lambda ats, person, _: ats.add_application(person, NewApplication()),
    "note": lambda ats, person, application: ats.add_note(person, application, "why"),
    "resume": lambda ats, _, application: ats.attach_resume(application, Resume("cv.pdf", b"x")),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("status", [401, 404, 410])
def test_o10_a_removed_api_makes_nobody_look_deleted(
    adapter_v1: GreenhouseV1, harvest: HarvestV1, status: Literal[401, 404, 410], call: str
) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    harvest.remove_api(status)
    with pytest.raises(Disconnected, match="2026-08-31"):
        CALLS[call](adapter_v1, made.person_id, made.application_id)
    harvest.remove_api(0)
    assert adapter_v1.person(made.person_id) is not None, "nothing is lost when it comes back"


def test_s3_a_wrong_key_says_to_delete_it_and_make_a_new_one_and_is_never_shown(running_v1: Running) -> None:
    adapter = connect({**running_v1.describe(), "api_key": "s3cretkey"})
    (permission,) = adapter.check()
    adapter.close()
    assert "delete it there and make a new one" in permission.words
    assert "s3cretkey" not in f"{permission.words}{adapter!r}{adapter._wire!r}{adapter._wire._http!r}"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, {"api_key", "user_id"}),
        ({"api_key": "abc"}, {"user_id"}),
        ({"api_key": "abc", "user_id": "ada@acme.example"}, {"user_id"}),
        ({"api_key": "schlüssel", "user_id": "12"}, {"api_key"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(given: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(BadInput) as raised:
        CONNECT["greenhouse_v1"](given)
    assert set(raised.value.fields) == fields


# Reading


@pytest.mark.parametrize("newest_first", [True, False])
def test_o8_the_newest_come_first_whichever_way_the_pages_run(newest_first: bool) -> None:
    with switched(newest_first=newest_first) as adapter:
        numbers = [row["id"] for row in adapter._wire.newest_first("/candidates", {"per_page": 7})]
    assert len(numbers) > 35
    assert numbers == sorted(set(numbers), reverse=True), "each once"


def test_o9_our_tag_is_looked_for_among_those_made_in_the_last_days(
    adapter_v1: GreenhouseV1, greenhouse: Greenhouse
) -> None:
    with greenhouse.company.clock.earlier(8 * DAY):
        adapter_v1.create_person(ZOE, NewApplication(), ["pin:7"])
    with greenhouse.company.clock.earlier(6 * DAY):
        made = adapter_v1.create_person(ZOE, NewApplication(), ["pin:7"])
    assert [person.id for person in adapter_v1.find_by_tag("pin:7")] == [made.person_id]


def test_a_record_still_being_built_is_no_reason_to_make_another(adapter_v1: GreenhouseV1, harvest: HarvestV1) -> None:
    adapter_v1.create_person(ZOE, NewApplication())
    harvest.fault("GET /v1/candidates", "message_row")
    with pytest.raises(TryAgain, match="still building"):
        adapter_v1.find_by_email("zoe@zak.example")


def test_an_answer_that_holds_ids_only_is_enough(adapter_v1: GreenhouseV1, harvest: HarvestV1) -> None:
    harvest.fault("POST /v1/prospects", "truncated")
    made = adapter_v1.create_person(ZOE, NewApplication())
    assert made.application_id == "", "the story asks for it"
    assert len(adapter_v1.applications(made.person_id)) == 1


# Writing


def test_every_request_carries_the_key_as_user_name_and_the_acting_user(running_v1: Running) -> None:
    adapter = connect({**running_v1.describe(), "api_key": "abc", "user_id": "12"})
    headers = adapter._wire._http._authorise(None)
    adapter.close()
    assert headers == {"Authorization": f"Basic {base64.b64encode(b'abc:').decode()}", "On-Behalf-Of": "12"}


def test_o2_a_patch_keeps_every_entry_with_its_type(adapter_v1: GreenhouseV1, greenhouse: Greenhouse) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    kept = {
        "email_addresses": [{"value": "work@zak.example", "type": "work"}],
        "phone_numbers": [{"value": "123", "type": "skype"}],
        "website_addresses": [{"value": "https://blog.example", "type": "blog"}],
    }
    greenhouse.act_edit(int(made.person_id), **kept)
    assert adapter_v1.fill_blanks(made.person_id, Profile("Zoë", "Żak", emails=ZOE.emails, phones=("+48601123456",)))
    (row,) = greenhouse.rows("candidates", id=int(made.person_id))
    for field, entries in kept.items():
        assert row[field][: len(entries)] == entries
    assert row["email_addresses"][1] == {"value": "zoe@zak.example", "type": "personal"}


def test_notes_are_private_and_carry_the_acting_user(
    adapter_v1: GreenhouseV1, greenhouse: Greenhouse, running_v1: Running
) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    adapter_v1.add_note(made.person_id, made.application_id, "why")
    (note,) = greenhouse.rows("notes", candidate_id=int(made.person_id))
    assert (note["visibility"], str(note["user_id"])) == ("privately_visible", running_v1.describe()["user_id"])
    assert greenhouse.rows("candidates", id=int(made.person_id))[0]["private"] is False


@pytest.mark.parametrize("known", [True, False])
def test_the_resume_arrives_byte_for_byte(
    adapter_v1: GreenhouseV1, running_v1: Running, greenhouse: Greenhouse, known: bool
) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    fresh = adapter_v1 if known else connect(running_v1.describe())
    content = bytes(range(256)) * 100
    fresh.attach_resume(made.application_id, Resume("cv.pdf", content))
    fresh.close()
    (row,) = greenhouse.rows("attachments", application_id=int(made.application_id))
    assert (row["type"], greenhouse.file(row["id"])) == ("resume", content)


def test_a_kind_of_file_that_v1_does_not_take_is_refused_in_words(adapter_v1: GreenhouseV1) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    with pytest.raises(Refused, match=r"cv\.pages: send a PDF"):
        adapter_v1.attach_resume(made.application_id, Resume("cv.pages", b"x"))


@pytest.mark.parametrize("kind", ["500", "502", "html", "408", "reset"])
@pytest.mark.parametrize("commit", ["before", "after"])
def test_o9_an_unclear_answer_to_a_creation_makes_no_second_person(
    adapter_v1: GreenhouseV1, harvest: HarvestV1, kind: Any, commit: Any
) -> None:
    harvest.fault("POST /v1/prospects", kind, commit=commit)
    with pytest.raises(OutcomeUnknown):
        adapter_v1.create_person(ZOE, NewApplication(), ["pin:7"])
    found = adapter_v1.find_by_tag("pin:7")
    assert len(found) == (1 if commit == "after" else 0), "looking tells whether it happened"
    assert [person.id for person in found] == [person.id for person in adapter_v1.find_by_email("zoe@zak.example")]


FAULTS: dict[str, type[PinError]] = {
    "409": Refused, "413": Refused, "429": RateLimited, "500": OutcomeUnknown, "reset": OutcomeUnknown,
    "html": OutcomeUnknown,
}  # fmt: skip


@pytest.mark.parametrize("call", ["application", "note", "resume"])
@pytest.mark.parametrize("kind", FAULTS)
def test_every_write_meets_every_fault_with_the_right_error(
    adapter_v1: GreenhouseV1, harvest: HarvestV1, call: str, kind: Any
) -> None:
    made = adapter_v1.create_person(ZOE, NewApplication())
    harvest.fault("POST /v1/candidates", kind)
    with pytest.raises(PinError) as raised:
        CALLS[call](adapter_v1, made.person_id, made.application_id)
    assert raised.type is FAULTS[kind]
    CALLS[call](adapter_v1, made.person_id, made.application_id)


def test_the_rate_limit_is_told_with_its_seconds_and_read_from_the_headers() -> None:
    with switched(limits=True, limit=3) as adapter:
        assert adapter.window == (0, 0)
        adapter.find_by_email("a@example.com")
        assert adapter.window == (3, 2)
        with pytest.raises(RateLimited) as raised:
            for _ in range(8):  # a window may end in between
                adapter.find_by_email("a@example.com")
        assert adapter.window == (0, 0), "a 429 names no limit"
        assert raised.value.after is not None
        assert 1 <= raised.value.after <= 10


def test_requests_of_a_sync_are_few_and_each_is_throttled(running_v1: Running) -> None:
    asked: list[int] = []
    adapter = connect(running_v1.describe(), throttle=lambda: asked.append(1))
    adapter.find_by_email("zoe@zak.example")
    made = adapter.create_person(ZOE, NewApplication(), ["pin:7"])
    adapter.attach_resume(made.application_id, Resume("cv.pdf", b"x"))
    adapter.add_note(made.person_id, made.application_id, "why")
    adapter.close()
    assert len(asked) == len(running_v1.harvest.calls) == 4
