"""Who may do what, how often, and what goes wrong on demand (harvest.md 2.3, 3.3, 10.2, 10.5, 10.7)."""

import re

import httpx
import pytest
from greenhouse_client import Api, errors

from bot.sim.greenhouse import Greenhouse, Running, start
from bot.sim.greenhouse.routes import WRITES

NIGHT = 1_795_000_020.0
"""Ten seconds before a window ends."""


def user(running: Running, first_name: str) -> str:
    return str(running.greenhouse.rows("users", first_name=first_name)[0]["id"])


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.scope)
def test_each_write_is_403_without_its_scope(api: Api, write: object) -> None:
    scope, method, path = (getattr(write, name) for name in ("scope", "method", "path"))
    api.running.greenhouse.revoke_scopes(scope)
    answer = api.call(method, path.removeprefix("/v3/").replace("{id}", "1"), {})
    assert answer.status_code == 403
    assert answer.json() == {"message": "Forbidden", "errors": [f"The token lacks the scope {scope}"]}


def test_a_list_is_403_without_its_scope_and_works_again_when_granted(api: Api) -> None:
    api.running.greenhouse.revoke_scopes("harvest:jobs:list")
    assert api.get("jobs").status_code == 403
    assert api.get("users").status_code == 200
    api.running.greenhouse.grant_scopes("harvest:jobs:list")
    assert api.get("jobs").status_code == 200


def test_the_nested_application_needs_its_own_scope(api: Api) -> None:
    api.running.greenhouse.revoke_scopes("harvest:applications:create")
    assert api.post("candidates", {"first_name": "A", "last_name": "B"}).status_code == 201
    nested = {"first_name": "A", "last_name": "B", "application": {"prospect": True}}
    assert api.post("candidates", nested).status_code == 403


def test_lists_are_empty_for_everybody_but_site_admins_and_the_service_user(running: Running) -> None:
    for name, rows in (("Ada", 7), ("Rae", 0), ("Ned", 0)):
        api = Api(running, user(running, name))
        assert len(api.rows("jobs")) == rows
        api.http.close()
    service = Api(running)
    service.token = service.mint().json()["access_token"]
    assert len(service.rows("jobs")) == 7
    assert service.get("users", ids=user(running, "Rae"), fields="id,site_admin").json()[0]["site_admin"] is False
    service.http.close()


def test_lists_may_be_403_for_them_instead() -> None:
    running = start(limits=False, non_admin="forbidden")
    api = Api(running, user(running, "Rae"))
    assert api.get("jobs").status_code == 403
    api.http.close()
    running.stop()


def test_a_recruiter_may_write_and_somebody_without_permission_may_not(running: Running) -> None:
    rae, ned = Api(running, user(running, "Rae")), Api(running, user(running, "Ned"))
    assert rae.person()
    assert ned.post("candidates", {"first_name": "A", "last_name": "B"}).status_code == 403
    assert rae.mint(sub=user(running, "Lea")).status_code == 400
    for api in (rae, ned):
        api.http.close()


def test_the_call_log_names_the_actor_and_holds_no_secret(api: Api) -> None:
    api.person()
    token, call = api.running.greenhouse.calls
    assert (token.path, token.body, token.reply) == ("/token", None, None)
    assert (call.method, call.path, call.status) == ("POST", "/v3/candidates", 201)
    assert call.user_id == int(api.about["user_id"])
    assert api.about["client_secret"] not in str(api.running.greenhouse.calls)


def test_the_151st_request_of_a_window_is_429_until_the_window_ends() -> None:
    now = [NIGHT]
    running = start(clock=lambda: now[0])
    api = Api(running)
    for left in range(149, -1, -1):
        answer = api.get("sources", per_page=1)
        assert answer.headers["x-ratelimit-remaining"] == str(left)
    assert answer.headers["x-ratelimit-limit"] == "150"
    assert answer.headers["x-ratelimit-reset"] == str(int(NIGHT) + 30)
    refused = api.get("sources")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    now[0] += 12
    assert api.get("nonsense").headers["retry-after"] == "18"
    now[0] += 18
    fresh = api.get("sources")
    assert (fresh.status_code, fresh.headers["x-ratelimit-remaining"]) == (200, "149")
    api.http.close()
    running.stop()


def test_the_limits_can_be_set_and_tokens_have_their_own() -> None:
    running = start(clock=lambda: NIGHT, limit=3, token_limit=2)
    api = Api(running)
    assert [api.get("jobs").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [api.mint().status_code for _ in range(2)] == [200, 429]
    api.http.close()
    running.stop()


def test_refusals_carry_the_rate_headers_too(api: Api) -> None:
    for answer in (api.get("nonsense"), api.get("jobs", x="1"), api.http.get(f"{api.about['api_url']}/jobs")):
        assert answer.status_code >= 400
        assert re.fullmatch(r"\d+", answer.headers["x-ratelimit-remaining"])
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize("kind", ["408", "409", "413", "429", "500", "502", "503", "504", "html"])
@pytest.mark.parametrize("commit", ["before", "after"])
def test_an_error_on_demand_comes_before_or_after_the_person_is_kept(api: Api, kind: str, commit: str) -> None:
    api.running.greenhouse.fault("POST /v3/candidates$", kind, commit=commit)  # type: ignore[arg-type]
    answer = api.post("candidates", {"first_name": "A", "last_name": "Fault"})
    assert answer.status_code == int(kind.replace("html", "502"))
    kept = [row for row in api.running.greenhouse.people() if row["last_name"] == "Fault"]
    assert len(kept) == (1 if commit == "after" else 0)
    assert api.post("candidates", {"first_name": "A", "last_name": "Fine"}).status_code == 201


def test_a_connection_can_be_cut_after_the_person_is_kept(api: Api) -> None:
    api.running.greenhouse.fault("POST /v3/candidates$", "reset", commit="after")
    with pytest.raises(httpx.RemoteProtocolError):
        api.post("candidates", {"first_name": "A", "last_name": "Cut"})
    assert [row for row in api.running.greenhouse.people() if row["last_name"] == "Cut"]


def test_a_fault_lasts_as_often_as_it_was_planned(api: Api) -> None:
    api.running.greenhouse.fault("GET /v3/jobs", "503", times=2)
    assert [api.get("jobs").status_code for _ in range(3)] == [503, 503, 200]


def test_a_misspelt_fault_is_an_error(greenhouse: Greenhouse) -> None:
    with pytest.raises(ValueError, match="no fault is called 'teapot'"):
        greenhouse.fault("GET", "teapot")  # type: ignore[arg-type]


def test_rows_may_be_messages_and_replies_ids_only(api: Api) -> None:
    api.running.greenhouse.fault("GET /v3/candidates$", "message_row")
    assert "message" in api.get("candidates", fields="id").json()[0]
    api.running.greenhouse.fault("POST /v3/candidate_tags$", "truncated")
    headers = {"Authorization": f"Bearer {api.token}"}
    answer = api.http.post(f"{api.about['api_url']}/candidate_tags", json={"name": "t"}, headers=headers)
    assert set(answer.json()) == {"id"}


def test_reads_may_lag_behind_writes(api: Api) -> None:
    email = [{"value": "late@mail.example", "type": "personal"}]
    api.running.greenhouse.fault("POST /v3/candidates$", "stale", seconds=5)
    api.person(email_addresses=email)
    assert api.rows("candidates", email="late@mail.example") == []
    api.running.greenhouse.advance(5)
    assert len(api.rows("candidates", email="late@mail.example")) == 1


def test_an_answer_may_be_late(api: Api) -> None:
    api.running.greenhouse.fault("GET /v3/jobs", "latency", seconds=0.5)
    with pytest.raises(httpx.ReadTimeout):
        api.http.get(f"{api.about['api_url']}/jobs", timeout=0.1)


def test_a_confidential_job_is_hidden_from_a_site_admin_outside_its_team(api: Api, running: Running) -> None:
    assert errors(api.get("jobs", confidential="perhaps"))
    assert api.rows("jobs", confidential="true") == []
    number = api.job("Data Scientist")
    running.greenhouse.act_make_confidential(number, [int(user(running, "Harper"))])
    assert number not in {row["id"] for row in api.rows("jobs")}


def test_a_foreign_page_cannot_call(api: Api) -> None:
    answer = api.http.get(f"{api.about['api_url']}/jobs", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
