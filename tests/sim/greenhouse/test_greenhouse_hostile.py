"""Whatever a client sends, the answer is a refusal or a success, never a crash."""

import json
from typing import Any

import pytest
from greenhouse_client import Api
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sim.greenhouse import bodies
from bot.sim.greenhouse.routes import WRITES
from bot.sim.greenhouse.shapes import Body

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
LIKELY = st.sampled_from(
    [
        1,
        True,
        "x",
        "2020-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "2020-13-01",
        "JVBERi0=",
        "resume",
        "NOTE",
        "EMAIL",
        "public",
        4_000_000_101,
        9_100_000_001,
        6_409_476_002,
        2**63,
        [],
        [{"value": "a", "type": "other"}],
        [{"name_key": "seniority", "value": {"a": 1}}],
        {"prospect": True},
    ]
)
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fields_of(body: Body | None) -> list[str]:
    names = body or Body({**bodies.APPLICATION_CANDIDATE_ARM.fields, **bodies.APPLICATION_PROSPECT_ARM.fields})
    return [*names.fields, "surprise"]


@QUIET
@given(data=st.data())
def test_no_body_makes_the_server_fail(api: Api, data: st.DataObject) -> None:
    write = data.draw(st.sampled_from(WRITES))
    fields: dict[str, Any] = data.draw(
        st.dictionaries(st.sampled_from(fields_of(write.body)), LIKELY | ANY, max_size=8)
    )
    number = data.draw(st.sampled_from([4_000_000_101, 9_100_000_001, 1]))
    url = f"{api.about['api_url']}{write.path.removeprefix('/v3').replace('{id}', str(number))}"
    headers = {"Authorization": f"Bearer {api.token}"}
    answer = api.http.request(write.method, url, content=json.dumps(fields), headers=headers)
    assert answer.status_code in {200, 201, 204, 404, 422}, answer.text


@QUIET
@given(
    name=st.sampled_from(["ids", "created_at", "cursor", "per_page", "fields", "email", "x"]), text=st.text(max_size=12)
)
def test_no_query_makes_the_server_fail(api: Api, name: str, text: str) -> None:
    assert api.get("candidates", **{name: text}).status_code in {200, 422}


@pytest.mark.parametrize(
    "body",
    [b'{"first_name":"\\ud800","last_name":"x"}', b"[" * 100_000, b"\xff\xfe", b"nul\x00", b'{"first_name":NaN}'],
)
def test_what_is_no_json_text_is_refused(api: Api, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {api.token}"}
    assert api.http.post(f"{api.about['api_url']}/candidates", content=body, headers=headers).status_code == 422
    assert len(api.running.greenhouse.people()) == 40


@pytest.mark.parametrize(
    "text", ["gte|0001-01-01T00:00:00+14:00", "lte|9999-12-31T23:59:59-14:00", "gte|2020-02-30T00:00:00Z"]
)
def test_dates_beyond_time_are_refused(api: Api, text: str) -> None:
    assert api.get("candidates", created_at=text).status_code == 422


def test_a_name_of_ten_thousand_letters_in_any_direction_is_kept_and_shown(api: Api) -> None:
    name = "<script>&\u202e" + "שלום" * 2500
    number = api.person(first_name=name)["candidate"]["id"]
    assert api.rows("candidates", ids=number)[0]["first_name"] == name
    page = api.http.get(f"{api.running.url}/people/{number}")
    assert page.status_code == 200
    assert "<script>&" not in page.text
