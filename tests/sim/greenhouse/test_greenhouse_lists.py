"""Lists: pages, cursors, filters and what they refuse (harvest.md 3.1, 3.2, 10.3)."""

import re
from typing import Any

import pytest
from greenhouse_client import Api, errors
from harvest_schema import SHAPES

from bot.sim.greenhouse import start

LISTS = [
    "candidates",
    "applications",
    "application_stages",
    "job_interview_stages",
    "attachments",
    "notes",
    "candidate_educations",
    "candidate_employments",
    "sources",
    "jobs",
    "prospect_pools",
    "prospect_pool_stages",
    "prospect_details",
    "users",
    "user_emails",
    "candidate_tags",
    "applied_candidate_tags",
    "webhooks",
    "rejection_reasons",
    "custom_fields",
    "custom_field_options",
    "referrers",
]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_answers_rows_that_fit_the_field_tables_newest_first(api: Api, name: str) -> None:
    rows = api.rows(name)
    assert rows or name == "webhooks"
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_takes_every_parameter_of_the_field_tables(api: Api, name: str) -> None:
    if not SHAPES:
        pytest.skip("the shared reference data is not beside this checkout")
    operation = next(op for op in SHAPES["resources"][name]["operations"] if op["op"] == "list")
    for parameter, kind in operation.get("query", {}).items():
        answer = api.get(name, **{parameter: _sample(kind)})
        assert answer.status_code == 200, (parameter, answer.text)


def _sample(kind: Any) -> str:
    if isinstance(kind, dict):
        words = SHAPES["common"]["enums"].get(str(kind.get("enum", ""))[1:])
        return words[0] if words else _sample(kind["type"])
    samples = {"date_range": "gte|2020-01-01T00:00:00Z", "boolean": "true", "string": "x", "integer": "1"}
    return samples.get(kind, "1")


def test_pages_follow_absolute_links_until_an_empty_one(api: Api) -> None:
    answer = api.get("candidates", per_page=15)
    seen = [row["id"] for row in answer.json()]
    pages = 1
    while found := re.fullmatch(r'<(.+)>; rel="next"', answer.headers["link"]):
        assert found[1].startswith(api.about["api_url"])
        answer = api.get(found[1])
        seen += [row["id"] for row in answer.json()]
        pages += 1
    assert pages == 3
    assert answer.headers["link"] == ""
    assert seen == sorted((row["id"] for row in api.running.greenhouse.people()), reverse=True)


def test_a_person_added_while_paging_does_not_shift_the_pages(api: Api) -> None:
    first = api.get("candidates", per_page=15)
    api.person()
    found = re.fullmatch(r"<(.+)>; .+", first.headers["link"])
    assert found
    second = api.get(found[1]).json()
    assert not {row["id"] for row in first.json()} & {row["id"] for row in second}
    assert len(second) == 15


def test_a_cursor_must_be_alone_and_keeps_the_filters_of_its_list(api: Api) -> None:
    answer = api.get("jobs", per_page=1, status="open", fields="id,status")
    link = answer.headers["link"][1:].split(">")[0]
    cursor = link.split("cursor=")[1].replace("%3D", "=")
    refused = api.get("jobs", cursor=cursor, per_page=1)
    assert "When passing a cursor, do not include other query params." in errors(refused)
    second = api.http.get(link, headers={"Authorization": f"Bearer {api.token}"})
    assert [set(row) for row in second.json()] == [{"id", "status"}]
    assert second.json()[0]["status"] == "open"
    assert "cursor" in errors(api.get("jobs", cursor="bm9uc2Vuc2U="))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"per_page": "600"}, "`600` number is greater than: 500"),
        ({"per_page": "0"}, "less than: 1"),
        ({"per_page": "many"}, "not an integer"),
        ({"ids": ",".join(map(str, range(51)))}, "51 items"),
        ({"ids": "1,x"}, "not a comma-separated list"),
        ({"created_after": "2024-01-01T00:00:00Z"}, "not a known query parameter"),
        ({"page": "2"}, "not a known query parameter"),
        ({"created_at": "gte|2024-01-01"}, "not a valid date-time"),
        ({"created_at": "2024-01-01T00:00:00Z"}, "operator|date-time"),
        ({"created_at": "after|2024-01-01T00:00:00Z"}, "not one of: gte, lte, gt, lt"),
        ({"created_at[gte]": "2024-01-01"}, "not a valid date-time"),
        ({"email[gte]": "2024-01-01T00:00:00Z"}, "not a known query parameter"),
        ({"created_at": "gte|2024-01-01T00:00:00Z", "updated_at": "gte|2024-01-01T00:00:00Z"}, "cannot be combined"),
        ({"private": "yes"}, "not a boolean"),
        ({"fields": "id,Name"}, "not a field"),
        ({"fields": ",".join(["id"] * 51)}, "51 items"),
        ({"custom_field_option_id": "x"}, "not an integer"),
    ],
)
def test_a_bad_query_is_refused(api: Api, query: dict[str, str], words: str) -> None:
    assert words in errors(api.get("candidates", **query))


def test_the_same_parameter_twice_is_refused(api: Api) -> None:
    assert "more than once" in errors(api.call("GET", f"{api.about['api_url']}/candidates?ids=1&ids=2"))


def test_dates_may_be_piped_bracketed_or_two_sided(api: Api) -> None:
    api.running.greenhouse.advance(60)
    fresh = api.person()["candidate"]
    at = fresh["created_at"]
    for query in (
        {"created_at": f"gte|{at}"},
        {"created_at[gte]": at},
        {"created_at": f"gte|{at}|lte|{at}"},
        {"created_at[gte]": at, "created_at[lte]": at},
        {"created_at": f"gte|{at.replace('Z', '+00:00')}"},
    ):
        assert [row["id"] for row in api.rows("candidates", **query)] == [fresh["id"]]
    assert api.rows("candidates", created_at=f"gt|{at}") == []
    assert len(api.rows("candidates", created_at=f"lt|{at}")) == 40


def test_people_are_found_by_any_address_tag_and_id_but_not_by_name(api: Api) -> None:
    grace = api.rows("candidates", email="G.OKAFOR@northwind.example")
    assert [row["last_name"] for row in grace] == ["Okafor"]
    assert len(api.rows("candidates", email="priya.raman@mail.example")) == 2
    assert api.rows("candidates", email="okafor") == []
    assert [row["id"] for row in api.rows("candidates", tag="strong")] == [grace[0]["id"]]
    assert api.rows("candidates", tag="Strong") == []
    assert [row["id"] for row in api.rows("candidates", ids=f"{grace[0]['id']},1")] == [grace[0]["id"]]
    assert api.get("candidates", name="Grace").status_code == 422


def test_private_people_are_left_out_on_request(api: Api) -> None:
    everybody, public = api.rows("candidates"), api.rows("candidates", private="false")
    assert {row["last_name"] for row in everybody} - {row["last_name"] for row in public} == {"Weber"}
    assert len(api.rows("candidates", private="true")) == len(everybody)


def test_active_applications_are_asked_for_as_active_and_read_as_in_process(api: Api) -> None:
    assert {row["status"] for row in api.rows("applications", status="active")} == {"in_process"}
    assert [row["status"] for row in api.rows("applications", status="rejected")] == ["rejected"]
    assert "not one of" in errors(api.get("applications", status="in_process"))


def test_stage_ids_are_application_stages_and_not_the_jobs_stages(api: Api) -> None:
    application = api.person()["application"]
    assert len(api.rows("applications", stage_ids=application["stage_id"])) == 1
    assert api.rows("applications", stage_ids=application["job_interview_stage_id"]) == []
    assert application["stage_name"] == "Application Review"
    assert api.rows("applications", stage_name="application review") == []


def test_service_accounts_are_hidden_unless_asked_for(api: Api) -> None:
    assert "" not in {row["primary_email"] for row in api.rows("users")}
    assert "" in {row["primary_email"] for row in api.rows("users", show_service_accounts="true")}
    assert len(api.rows("users", deactivated="false")) == len(api.rows("users")) - 1
    assert [row["name"] for row in api.rows("users", primary_email="rae@acme.example")] == ["Rae Recruiter"]
    assert len(api.rows("user_emails", email="RAE@acme.example")) == 1


def test_greenhouses_own_rejection_reasons_come_on_request(api: Api) -> None:
    assert "Other" not in {row["name"] for row in api.rows("rejection_reasons")}
    rows = api.rows("rejection_reasons", include_defaults="true")
    assert "Other" in {row["name"] for row in rows}
    assert api.get(f"rejection_reasons/{rows[0]['id']}").json() == rows[0]
    assert api.get("rejection_reasons/1").status_code == 404


def test_options_are_listed_by_the_key_of_their_field(api: Api) -> None:
    schools = api.rows("custom_field_options", custom_field_key="school_name", active="true")
    assert "Kyoto University" in {row["name"] for row in schools}
    assert "Design" not in {row["name"] for row in schools}


def test_the_jobs_of_acme_are_open_closed_draft_and_template(api: Api) -> None:
    assert len(api.rows("jobs", status="open")) == 4
    assert len(api.rows("jobs", status="closed")) == 1
    assert {row["is_template"] for row in api.rows("jobs", status="draft")} == {True, False}
    stages = api.rows("job_interview_stages", job_ids=api.job(), active="true")
    assert next(row["name"] for row in sorted(stages, key=lambda row: row["sort_order"])) == "Application Review"
    assert len(api.rows("job_interview_stages", job_ids=api.job(), active="false")) == 1


def test_an_unknown_route_is_404_before_anybody_asks_who_calls(api: Api) -> None:
    for path in ("nonsense", "candidates/4000000101", "candidates/1/merge"):
        answer = api.http.get(f"{api.about['api_url']}/{path}")
        assert (answer.status_code, answer.json()) == (404, {"message": "Resource not found"})


def test_switches_make_the_last_link_absent_and_two_sided_dates_refused() -> None:
    running = start(limits=False, last_link="absent", two_sided_dates=False)
    api = Api(running)
    assert "link" not in api.get("jobs").headers
    both = "gte|2020-01-01T00:00:00Z|lte|2030-01-01T00:00:00Z"
    assert "one operator" in errors(api.get("jobs", created_at=both))
    api.http.close()
    running.stop()
