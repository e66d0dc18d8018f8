"""The local Harvest v1 refuses what the real one refuses, and holds the people of the local Greenhouse."""

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.sim.greenhouse_v1 import Running, every_permission, start

PDF = base64.b64encode(b"%PDF-1.4 a resume").decode()
PERSON = {"first_name": "Nell", "last_name": "New", "email_addresses": [{"value": "nell@x.example", "type": "work"}]}


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    running = start(limits=False)
    yield running
    running.stop()


class Api:
    """Calls with the key, writes as the Site Admin."""

    def __init__(self, running: Running) -> None:
        self.running, about = running, running.describe()
        self.http = httpx.Client(base_url=about["api_url"], auth=(about["api_key"], ""), trust_env=False, timeout=10)
        self.user_id = about["user_id"]

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(path, params=query or None)

    def send(self, method: str, path: str, json: Any = None, acting: str | None = None) -> httpx.Response:
        named = self.user_id if acting is None else acting
        headers = {"On-Behalf-Of": named} if named else {}
        return self.http.request(method, path, json={} if json is None else json, headers=headers)

    def post(self, path: str, json: Any = None) -> httpx.Response:
        return self.send("POST", path, json)

    def prospect(self, **fields: Any) -> dict[str, Any]:
        answer = self.post("/prospects", {**PERSON, **fields})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def job(self, status: str = "open") -> int:
        return int(self.running.world.greenhouse.rows("jobs", status=status)[0]["id"])

    def user(self, first_name: str) -> str:
        return str(self.running.world.greenhouse.rows("users", first_name=first_name)[0]["id"])


@pytest.fixture
def api(served: Running) -> Iterator[Api]:
    served.world.greenhouse.reset()
    served.harvest.reset()
    client = Api(served)
    yield client
    client.http.close()


def errors(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 422, answer.text
    assert answer.json()["message"] == "Validation error"
    found: list[dict[str, str]] = answer.json()["errors"]
    assert all(set(error) == {"message", "field"} for error in found)
    return found


# Who asks


@pytest.mark.parametrize("login", [None, ("wrong", ""), ("", ""), ("local0greenhouse0harvest0v1key", "password")])
@pytest.mark.parametrize("path", ["/candidates", "/no/such/route"])
def test_without_the_key_everything_is_401_before_any_route(api: Api, login: Any, path: str) -> None:
    answer = httpx.get(f"{api.running.url}/v1{path}", auth=login, trust_env=False)
    assert (answer.status_code, answer.json()) == (401, {"message": "Invalid Basic Auth credentials"})


@pytest.mark.parametrize("permission", sorted(every_permission()))
def test_each_endpoint_is_403_without_its_permission_and_not_with_it(api: Api, permission: str) -> None:
    method, path = permission.split(" ")
    asked = f"/{path.replace('{id}', '0')}"
    assert api.send(method, asked).status_code in ({200, 404} if method == "GET" else {404, 422})
    api.running.harvest.forbid(permission)
    assert api.send(method, asked).status_code == 403


def test_a_write_without_a_user_is_422_and_with_a_wrong_one_404(api: Api) -> None:
    assert errors(api.send("POST", "/prospects", PERSON, acting=""))[0]["field"] == "On-Behalf-Of"
    for nobody in ("12", "ada", api.user("Lea")):
        answer = api.send("POST", "/prospects", PERSON, acting=nobody)
        assert (answer.status_code, answer.json()) == (404, {"message": "Resource not found"})
    assert api.send("POST", "/prospects", PERSON, acting=api.user("Ned")).status_code == 403
    assert api.get("/candidates", email="nell@x.example").json() == []


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_removed_api_answers_so_to_everything(api: Api, status: Any) -> None:
    api.running.harvest.remove_api(status)
    assert [api.get("/jobs").status_code, api.post("/prospects", PERSON).status_code] == [status] * 2
    assert "X-RateLimit-Limit" not in api.get("/jobs").headers


# Lists


def test_pages_are_numbered_and_linked_to_next_prev_and_last(api: Api) -> None:
    everyone = {row["id"] for row in api.running.world.greenhouse.people()}
    first = api.get("/candidates", per_page=7)
    assert set(first.links) == {"next", "last"}
    seen, answer = [row["id"] for row in first.json()], first
    while "next" in answer.links:
        answer = api.http.get(answer.links["next"]["url"])
        seen += [row["id"] for row in answer.json()]
    assert (len(seen), set(seen)) == (len(everyone), everyone)
    assert set(answer.links) == {"prev", "last"}
    assert "last" not in api.get("/candidates", per_page=7, skip_count="true").links
    assert "Link" not in api.get("/candidates", per_page=500).headers


@pytest.mark.parametrize(
    ("query", "field"),
    [({"per_page": 501}, "per_page"), ({"per_page": 0}, "per_page"), ({"page": "x"}, "page"), ({"tag": "a"}, "tag"),
     ({"created_after": "2026-01-01"}, "created_after"), ({"updated_after": "soon"}, "updated_after")],
)  # fmt: skip
def test_a_bad_query_is_422_naming_the_field(api: Api, query: dict[str, Any], field: str) -> None:
    assert errors(api.get("/candidates", **query))[0]["field"] == field


def test_people_are_found_by_any_email_by_ids_by_job_and_by_time(api: Api) -> None:
    made = api.post("/candidates", {**PERSON, "applications": [{"job_id": api.job()}]}).json()
    (found,) = api.get("/candidates", email="NELL@x.example", candidate_ids="1").json()
    assert found == made, "an e-mail address beats ids"
    assert [row["id"] for row in api.get("/candidates", candidate_ids=f"1,{made['id']}").json()] == [made["id"]]
    assert made["id"] in [row["id"] for row in api.get("/candidates", job_id=api.job(), per_page=500).json()]
    assert [row["id"] for row in api.get("/candidates", created_after=made["created_at"]).json()] == [made["id"]]
    assert api.get("/candidates", created_after="2100-01-01T00:00:00Z").json() == []


def test_single_records_embed_what_v3_lists_apart(api: Api) -> None:
    made = api.prospect()
    assert api.get(f"/candidates/{made['id']}").json() == made
    (application,) = made["applications"]
    assert api.get(f"/applications/{application['id']}").json() == application
    assert (application["jobs"], application["status"], application["prospect"]) == ([], "active", True)
    job = api.get(f"/jobs/{api.job()}").json()
    assert job["hiring_team"]["recruiters"][0]["name"] == "Rae Recruiter"
    assert api.get(f"/users/{api.user_id}").json()["primary_email_address"] == "ada@acme.example"
    assert api.get("/candidates/12").json() == {"message": "Resource not found"}


# Writes


def test_who_is_made_here_is_on_the_page_and_in_v3(api: Api) -> None:
    made = api.prospect()
    page = httpx.get(f"{api.running.describe()['page_url']}/people/{made['id']}", trust_env=False)
    assert "Nell New" in page.text
    (row,) = api.running.world.greenhouse.rows("candidates", id=made["id"])
    assert row["email_addresses"] == PERSON["email_addresses"]


def test_a_candidate_needs_an_application_and_may_have_several(api: Api) -> None:
    assert errors(api.post("/candidates", PERSON)) == [
        {"message": "Missing required field: applications", "field": "applications"}
    ]
    assert errors(api.post("/candidates", {**PERSON, "applications": []}))[0]["field"] == "applications"
    jobs = [row["id"] for row in api.running.world.greenhouse.rows("jobs", status="open")[:2]]
    body = {**PERSON, "applications": [{"job_id": job} for job in jobs]}
    made = api.post("/candidates", body).json()
    assert {one["jobs"][0]["id"] for one in made["applications"]} == set(jobs)
    assert errors(api.post("/candidates", {**PERSON, "applications": [{"job_id": api.job("closed")}]}))


def test_a_referrer_is_named_by_id_by_email_or_from_outside(api: Api) -> None:
    for kind, value, name in (("id", api.user("Rae"), "Rae Recruiter"), ("email", "rae@acme.example", "Rae Recruiter"),
                              ("outside", "A friend", None)):  # fmt: skip
        made = api.prospect(application={"referrer": {"type": kind, "value": value}})
        assert (made["applications"][0]["credited_to"] or {}).get("name") == name
    assert errors(api.post("/prospects", {**PERSON, "application": {"referrer": {"type": "id", "value": "1"}}}))


def test_the_documented_texts_for_ids_and_flags_are_taken(api: Api) -> None:
    number = api.prospect()["id"]
    note = {"user_id": api.user_id, "body": "why", "visibility": "admin_only"}
    said = api.post(f"/candidates/{number}/activity_feed/notes", note).json()
    assert (said["visibility"], said["visiblity"], said["private"]) == ("admin_only", "admin_only", False)
    made = api.post(f"/candidates/{number}/applications", {"prospect": "true", "job_ids": [api.job()]}).json()
    assert (made["prospect"], made["jobs"][0]["id"]) == (True, api.job())


def test_notes_and_emails_need_their_fields_and_a_known_author(api: Api) -> None:
    feed = f"/candidates/{api.prospect()['id']}/activity_feed"
    assert {"message": "Missing required field: body", "field": "body"} in errors(api.post(f"{feed}/notes"))
    assert errors(api.post(f"{feed}/notes", {"user_id": 1, "body": "x", "visibility": "everybody"}))
    assert api.post(f"{feed}/notes", {"user_id": 1, "body": "x", "visibility": "public"}).status_code == 404
    mail = {"user_id": int(api.user_id), "to": "a@x.example", "from": "b@x.example", "subject": "Hi", "body": "Hello"}
    assert api.post(f"{feed}/emails", mail).json()["subject"] == "Hi"
    assert api.get(feed).json()["emails"][0]["to"] == "a@x.example"


@pytest.mark.parametrize(
    ("file", "field"),
    [
        ({"content": PDF}, "content_type"),
        ({"content": PDF, "content_type": "application/x-msdownload"}, "content_type"),
        ({"content": "not base64!", "content_type": "application/pdf"}, "content"),
        ({"content": PDF, "content_type": "application/pdf", "type": "offer_letter"}, "type"),
        ({"content": PDF, "content_type": "application/pdf", "filename": "cv"}, "filename"),
    ],
)
def test_a_bad_attachment_is_422_naming_the_field(api: Api, file: dict[str, str], field: str) -> None:
    path = f"/candidates/{api.prospect()['id']}/attachments"
    assert errors(api.post(path, {"filename": "cv.pdf", "type": "resume", **file}))[0]["field"] == field


def test_attachments_go_to_a_person_or_to_an_application(api: Api) -> None:
    made = api.prospect()
    file = {"filename": "cv.pdf", "type": "resume", "content": PDF, "content_type": "application/pdf"}
    assert api.post(f"/candidates/{made['id']}/attachments", file).status_code == 201
    secret = {**file, "type": "admin_only", "filename": "letter.pdf"}
    assert api.post(f"/applications/{made['application_ids'][0]}/attachments", secret).json()["type"] == "admin_only"
    read = api.get(f"/candidates/{made['id']}").json()
    assert [(one["filename"], one["type"]) for one in read["attachments"]] == [
        ("cv.pdf", "resume"), ("letter.pdf", "admin_only"),
    ]  # fmt: skip
    assert httpx.get(read["attachments"][0]["url"], trust_env=False).content == b"%PDF-1.4 a resume"


def test_a_patch_replaces_and_an_empty_list_clears(api: Api) -> None:
    number = api.prospect(tags=["a", "b"])["id"]
    changed = api.send("PATCH", f"/candidates/{number}", {"tags": ["c"], "email_addresses": [], "is_private": True})
    assert (changed.json()["tags"], changed.json()["email_addresses"]) == (["c"], [])
    assert changed.json()["is_private"] is True
    assert errors(api.send("PATCH", f"/candidates/{number}", {"tag": ["c"]}))[0]["field"] == "tag"
    assert api.send("PATCH", "/candidates/12", {"title": "CTO"}).status_code == 404


def test_studies_and_positions_take_dates_one_way_or_the_other(api: Api) -> None:
    number = api.prospect()["id"]
    school = api.get("/schools").json()[0]
    study = {"school_id": school["id"], "start_year": 2014, "start_month": 9, "end_date": "2018-06-30T00:00:00.000Z"}
    read = api.post(f"/candidates/{number}/educations", study).json()
    assert (read["school_name"], read["start_date"][:10], read["end_date"][:10]) == (
        school["name"], "2014-09-01", "2018-06-30",
    )  # fmt: skip
    assert errors(api.post(f"/candidates/{number}/educations", {**study, "start_date": "2014-09-01T00:00:00Z"}))
    degree = api.get("/degrees").json()[0]["id"]
    assert errors(api.post(f"/candidates/{number}/educations", {"school_id": degree}))
    assert errors(api.post(f"/candidates/{number}/employments", {"company_name": "Kite", "title": "Lead"}))
    whole = {"company_name": "Kite", "title": "Lead", "start_date": "2020-02-01T00:00:00.000Z"}
    assert api.post(f"/candidates/{number}/employments", whole).json()["start_date"] == "2020-02-01T00:00:00.000Z"


def test_who_is_deleted_is_gone_everywhere(api: Api) -> None:
    number = api.prospect()["id"]
    assert api.send("DELETE", f"/candidates/{number}").json() == {"message": f"Person {number} has been deleted."}
    assert api.get(f"/candidates/{number}").status_code == 404
    assert api.running.world.greenhouse.rows("candidates", id=number) == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"x"', b'{"first_name": NaN}', b"[" * 100_000])
def test_what_is_no_json_object_is_422(api: Api, body: bytes) -> None:
    answer = api.http.post("/prospects", content=body, headers={"On-Behalf-Of": api.user_id})
    assert errors(answer)


# Limits and faults


def test_429_names_when_to_come_back_and_no_limit_and_ends_with_the_window() -> None:
    now = [1_795_000_001.0]
    running = start(limits=True, limit=3, clock=lambda: now[0])
    api = Api(running)
    try:
        told = [api.get("/jobs", per_page=1).headers["X-RateLimit-Remaining"] for _ in range(3)]
        refused = api.get("/jobs")
        now[0] += 9
        again = api.get("/jobs")
    finally:
        api.http.close()
        running.stop()
    assert (told, refused.status_code, again.status_code) == (["2", "1", "0"], 429, 200)
    assert refused.headers["Retry-After"] == "9"
    assert {name for name in refused.headers if name.startswith("x-ratelimit")} == {"x-ratelimit-reset"}


@pytest.mark.parametrize(("commit", "made"), [("before", 0), ("after", 1)])
def test_a_lost_answer_comes_before_or_after_the_deed(api: Api, commit: Any, made: int) -> None:
    api.running.harvest.fault("POST /v1/prospects", "reset", commit=commit)
    with pytest.raises(httpx.TransportError):
        api.post("/prospects", PERSON)
    assert len(api.get("/candidates", email="nell@x.example").json()) == made


def test_reads_can_lag_behind_writes(api: Api) -> None:
    api.running.harvest.fault("GET /v1/jobs", "stale")
    api.get("/jobs")
    number = api.prospect()["id"]
    assert api.get(f"/candidates/{number}").status_code == 404
    api.running.world.greenhouse.advance(2)
    assert api.get(f"/candidates/{number}").status_code == 200
