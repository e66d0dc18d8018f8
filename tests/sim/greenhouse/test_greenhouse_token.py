"""The token endpoint answers as it did to live probes (harvest.md 2.1)."""

import httpx
import pytest
from greenhouse_client import Api

from bot.sim.greenhouse import Running, start

GOOD = {"grant_type": "client_credentials"}


def test_a_token_says_when_it_expires_as_a_time(api: Api) -> None:
    answer = api.mint()
    assert answer.status_code == 200
    assert set(answer.json()) == {"token_type", "access_token", "expires_at"}
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_at"].endswith("Z") and "." not in answer.json()["expires_at"]
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["x-ratelimit-limit"] == "60"


@pytest.mark.parametrize(
    ("auth", "form", "status", "words"),
    [
        (None, GOOD, 401, '"message":"Unauthorized","errorId":"err-'),
        (("notaclient", "x"), GOOD, 400, "client_id=notaclient does not contain a valid client ID suffix"),
        (("stranger-7", "x"), GOOD, 401, '{"error":"invalid_client"}'),
        (("acme-harvest-v3-1", "wrong"), GOOD, 401, '{"error":"invalid_client"}'),
        (("acme-harvest-v3-1", "x"), {}, 400, "Must include `grant_type` parameter in /token request"),
        (
            ("stranger-7", "x"),
            {"grant_type": "not_a_grant"},
            400,
            "grant_type=not_a_grant is invalid, please use",
        ),
    ],
)
def test_a_bad_token_request_is_refused_in_the_recorded_words(
    running: Running, auth: tuple[str, str] | None, form: dict[str, str], status: int, words: str
) -> None:
    with httpx.Client(trust_env=False) as http:
        answer = http.post(running.describe()["token_url"], data=form, auth=auth)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_other_grants_and_unknown_users_are_invalid_grants(api: Api) -> None:
    assert api.mint(grant_type="refresh_token").json() == {"error": "invalid_grant"}
    assert api.mint(sub="123").json()["error"] == "invalid_grant"
    assert api.mint(sub="123").status_code == 400


def test_the_query_and_json_are_read_too(api: Api) -> None:
    auth = (api.about["client_id"], api.about["client_secret"])
    url = api.about["token_url"]
    answer = api.http.post(url, params=GOOD, json={"sub": int(api.about["user_id"])}, auth=auth)
    assert answer.status_code == 200


@pytest.mark.parametrize("token", ["x", "nonsense", "a.b.c", "ünïcode"])
def test_a_token_that_is_not_ours_is_401(api: Api, token: str) -> None:
    answer = api.http.get(f"{api.about['api_url']}/jobs", headers={"Authorization": f"Bearer {token}".encode()})
    assert answer.status_code == 401
    assert answer.json()["message"] == "Unauthorized"
    assert "Token could not be decoded" in answer.json()["errors"][0]


def test_a_token_dies_after_an_hour_and_a_new_one_works(api: Api) -> None:
    api.running.greenhouse.advance(3599)
    assert api.get("jobs").status_code == 200
    api.running.greenhouse.advance(2)
    assert api.get("jobs").status_code == 401
    api.token = api.mint().json()["access_token"]
    assert api.get("jobs").status_code == 200


def test_with_single_tokens_a_new_one_ends_the_old_one_and_expires_in_can_be_asked_for() -> None:
    running = start(limits=False, single_token=True, expiry_field="expires_in", token_life=600)
    api = Api(running)
    assert api.get("jobs").status_code == 200
    second = api.mint()
    assert second.json()["expires_in"] == 600
    assert api.get("jobs").status_code == 401
    api.http.close()
    running.stop()


def test_describe_gives_exactly_what_a_client_needs(running: Running) -> None:
    about = running.describe()
    assert list(about) == ["api_url", "token_url", "page_url", "client_id", "client_secret", "user_id"]
    assert about["api_url"] == running.url + "/v3"
    assert about["user_id"].isdigit()
