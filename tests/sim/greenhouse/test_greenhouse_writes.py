"""Writes: closed bodies, foreign ids, and what each one does (harvest.md sections 3.7, 4 and 10.4 to 10.6)."""

import base64
from typing import Any

import pytest
from greenhouse_client import PDF, Api, errors

from bot.sim.greenhouse import start

NOBODY = 4_999_999_999


def test_a_new_person_comes_with_the_application_that_was_asked_for(api: Api) -> None:
    made = api.person(tags=["pin:7"], is_private=True, custom_fields=[{"name_key": "seniority", "value": "Staff"}])
    candidate, application = made["candidate"], made["application"]
    assert candidate["private"] is True
    assert candidate["tags"] == ["pin:7"]
    assert candidate["custom_fields"] == {"seniority": {"name": "Seniority", "type": "single_select", "value": "Staff"}}
    assert application["candidate_id"] == candidate["id"]
    assert application["source_id"] == api.source()
    assert application["recruiter_id"] == api.running.greenhouse.rows("users", first_name="Rae")[0]["id"]
    assert application["status"] == "in_process"
    assert api.rows("candidates", tag="pin:7")[0]["id"] == candidate["id"]


def test_a_person_may_come_without_an_application_and_nobody_is_deduplicated(api: Api) -> None:
    fields = {"first_name": "Grace", "last_name": "Okafor"}
    email = [{"value": "grace.okafor@mail.example", "type": "personal"}]
    made = api.made("candidates", {**fields, "email_addresses": email})
    assert made["application"] is None
    assert len(api.rows("candidates", email="grace.okafor@mail.example")) == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"last_name": "X"}, "'first_name': 'is missing'"),
        ({"first_name": "A", "last_name": "X", "nickname": "Z"}, "'nickname': 'is not allowed here'"),
        ({"first_name": "A", "last_name": "X", "private": True}, "'private': 'is not allowed here'"),
        ({"first_name": "A", "last_name": "X", "applications": []}, "'applications': 'is not allowed here'"),
        ({"first_name": 7, "last_name": "X"}, "`7` is not a valid string"),
        ({"first_name": None, "last_name": "X"}, "must not be null"),
        ({"first_name": "A", "last_name": "X", "email_addresses": [{"value": "a@b.example"}]}, "[0].type"),
        ({"first_name": "A", "last_name": "X", "email_addresses": [{"value": "a", "type": "main"}]}, "not one of"),
        ({"first_name": "A", "last_name": "X", "email_addresses": "a@b.example"}, "not an array"),
        ({"first_name": "A", "last_name": "X", "tags": [1]}, "tags[0]"),
        ({"first_name": "A", "last_name": "X", "linked_user_ids": [NOBODY]}, "does not exist"),
        ({"first_name": "A", "last_name": "X", "application": {}}, "application.job_id"),
        ({"first_name": "A", "last_name": "X", "application": {"prospect": False}}, "must be true"),
        ({"first_name": "A", "last_name": "X", "application": {"prospect": True, "job_id": 1}}, "not allowed here"),
        ({"first_name": "A", "last_name": "X", "application": {"job_id": NOBODY}}, "does not exist"),
        ({"first_name": "A", "last_name": "X", "custom_fields": [{"value": 1}]}, "Exactly one of"),
        ({"first_name": "A", "last_name": "X", "custom_fields": [{"name_key": "x", "value": 1}]}, "not a custom field"),
    ],
)
def test_a_bad_person_is_refused_and_nothing_is_kept(api: Api, fields: dict[str, Any], words: str) -> None:
    assert words in errors(api.post("candidates", fields))
    assert len(api.running.greenhouse.people()) == 40


def test_a_body_that_is_no_json_object_is_refused(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.token}"}
    for body in (b"{", b"[]", b'"x"'):
        assert errors(api.http.post(f"{api.about['api_url']}/candidates", content=body, headers=headers))


def test_a_change_replaces_each_list_it_names_and_keeps_the_rest(api: Api) -> None:
    made = api.person(
        email_addresses=[{"value": "a@b.example", "type": "personal"}, {"value": "c@d.example", "type": "work"}],
        phone_numbers=[{"value": "+1 555 0100", "type": "mobile"}],
        tags=["one", "two"],
    )["candidate"]
    changed = api.patch(f"candidates/{made['id']}", {"email_addresses": [], "tags": ["two"], "is_private": True}).json()
    assert changed["email_addresses"] == []
    assert changed["phone_numbers"] == made["phone_numbers"]
    assert (changed["tags"], changed["private"]) == (["two"], True)
    assert changed["updated_at"] > made["updated_at"]
    assert len(api.rows("applied_candidate_tags", candidate_ids=made["id"])) == 1
    assert api.patch(f"candidates/{NOBODY}", {}).status_code == 404


def test_a_prospect_needs_no_job_and_its_pool_is_read_elsewhere(api: Api) -> None:
    candidate = api.made("candidates", {"first_name": "P", "last_name": "Q"})["candidate"]
    pool = api.rows("prospect_pools")[0]["id"]
    stage = api.rows("prospect_pool_stages", prospect_pool_ids=pool)[0]["id"]
    wanted = {
        "candidate_id": candidate["id"],
        "prospect": True,
        "prospect_pool_id": pool,
        "prospect_pool_stage_id": stage,
    }
    prospect = api.made("applications", wanted)
    assert (prospect["prospect"], prospect["job_id"], prospect["stage_id"]) == (True, None, None)
    details = api.rows("prospect_details", application_ids=prospect["id"])[0]
    assert (details["pool_id"], details["pool_stage_id"]) == (pool, stage)
    alone = {"candidate_id": candidate["id"], "prospect": True, "prospect_pool_stage_id": stage}
    assert "does not belong" in errors(api.post("applications", alone))
    assert "not allowed here" in errors(api.post("applications", {**wanted, "job_id": api.job()}))


@pytest.mark.parametrize("name", ["Support Engineer", "Head of Research", "Engineering template"])
def test_closed_draft_and_template_jobs_take_no_applications(api: Api, name: str) -> None:
    candidate = api.made("candidates", {"first_name": "P", "last_name": "Q"})["candidate"]
    answer = api.post("applications", {"candidate_id": candidate["id"], "job_id": api.job(name)})
    assert "job_id" in errors(answer)


def test_a_second_application_on_one_job_is_refused_while_the_first_is_active(api: Api) -> None:
    made = api.person()
    again = {"candidate_id": made["candidate"]["id"], "job_id": api.job()}
    assert "already has an active application" in errors(api.post("applications", again))
    assert api.made("applications", {**again, "job_id": api.job("Data Scientist")})
    api.running.greenhouse.act_reject(made["application"]["id"])
    assert api.made("applications", again)


def test_ids_of_other_things_are_refused(api: Api) -> None:
    made = api.person()
    foreign = api.rows("job_interview_stages", job_ids=api.job("Data Scientist"), active="true")[0]["id"]
    base = {"candidate_id": made["candidate"]["id"], "job_id": api.job("Product Designer")}
    for fields in ({"source_id": NOBODY}, {"recruiter_id": NOBODY}, {"initial_stage_id": foreign}):
        assert next(iter(fields)) in errors(api.post("applications", {**base, **fields}))
    user = api.running.greenhouse.rows("users")[0]["id"]
    assert "referrer_id" in errors(api.post("applications", {**base, "referrer_id": user}))
    assert "source_id" in errors(api.patch(f"applications/{made['application']['id']}", {"source_id": NOBODY}))


def test_a_source_can_be_set_later(api: Api) -> None:
    application = api.person()["application"]
    other = api.source("Career fair")
    assert api.patch(f"applications/{application['id']}", {"source_id": other}).json()["source_id"] == other
    assert api.patch(f"applications/{NOBODY}", {}).status_code == 404


def test_a_move_compares_and_swaps_with_either_stage_id(api: Api) -> None:
    application = api.person()["application"]
    path = f"applications/{application['id']}/move"
    rows = api.rows("job_interview_stages", job_ids=api.job(), active="true")
    stages = {row["name"]: row["id"] for row in rows}
    assert (
        api.post(path, {"from_stage_id": application["stage_id"], "to_stage_id": stages["Onsite"]}).status_code == 204
    )
    assert "from_stage_id" in errors(
        api.post(path, {"from_stage_id": application["stage_id"], "to_stage_id": stages["Offer"]})
    )
    assert api.post(path, {"from_stage_id": stages["Onsite"], "to_stage_id": stages["Offer"]}).status_code == 204
    now = api.rows("applications", ids=application["id"])[0]
    assert now["stage_name"] == "Offer"
    assert len(api.rows("application_stages", application_ids=now["id"], current="true")) == 1
    assert len(api.rows("application_stages", application_ids=now["id"], current="false")) == 2
    moved = api.post(path, {"from_stage_id": stages["Offer"], "to_job_id": api.job("Data Scientist")})
    assert moved.status_code == 204
    assert api.rows("applications", ids=now["id"])[0]["job_id"] == api.job("Data Scientist")


def test_a_move_without_a_target_goes_to_the_next_stage_and_ends_at_the_last(api: Api) -> None:
    application = api.person()["application"]
    path = f"applications/{application['id']}"
    seen = []
    for _ in range(4):
        here = api.rows("applications", ids=application["id"])[0]["job_interview_stage_id"]
        assert api.post(f"{path}/move", {"from_stage_id": here}).status_code == 204
        seen.append(api.rows("applications", ids=application["id"])[0]["stage_name"])
    assert seen == ["Phone Screen", "Technical Interview", "Onsite", "Offer"]
    last = api.rows("applications", ids=application["id"])[0]["job_interview_stage_id"]
    assert "last stage" in errors(api.post(f"{path}/move", {"from_stage_id": last}))
    closed = {"from_stage_id": last, "to_job_id": api.job("Support Engineer")}
    assert "not open" in errors(api.post(f"{path}/move", closed))


def test_a_rejection_needs_a_reason_and_can_be_taken_back(api: Api) -> None:
    application = api.person()["application"]
    path = f"applications/{application['id']}"
    reason = api.rows("rejection_reasons")[0]["id"]
    assert "rejection_reason_id" in errors(api.post(f"{path}/reject"))
    assert "rejection_reason_id" in errors(api.post(f"{path}/reject", {"rejection_reason_id": NOBODY}))
    assert api.post(f"{path}/reject", {"rejection_reason_id": reason, "notes": "Not now"}).status_code == 204
    row = api.rows("applications", ids=application["id"])[0]
    assert (row["status"], row["stage_id"], row["rejected_at"] is None) == ("rejected", None, False)
    assert "not active" in errors(api.post(f"{path}/reject", {"rejection_reason_id": reason}))
    assert api.post(f"{path}/unreject").status_code == 204
    row = api.rows("applications", ids=application["id"])[0]
    assert (row["status"], row["stage_name"], row["rejected_at"]) == ("in_process", "Application Review", None)
    assert "not rejected" in errors(api.post(f"{path}/unreject"))


def test_hiring_fills_openings_and_the_last_one_closes_the_job(api: Api) -> None:
    for status in ("open", "closed"):
        application = api.person()["application"]
        assert api.post(f"applications/{application['id']}/hire").status_code == 204
        assert api.rows("applications", ids=application["id"])[0]["status"] == "hired"
        assert api.rows("jobs", ids=api.job())[0]["status"] == status


def test_a_prospect_converts_into_an_application_on_the_job(api: Api) -> None:
    made = api.made("candidates", {"first_name": "P", "last_name": "Q", "application": {"prospect": True}})
    prospect = made["application"]["id"]
    converted = api.call("POST", f"applications/{prospect}/convert_to_candidate", {"job_id": api.job()})
    assert converted.status_code == 200
    assert (converted.json()["job_id"], converted.json()["prospect"]) == (api.job(), False)
    assert api.rows("applications", ids=prospect)[0]["status"] == "converted"


def test_a_resume_arrives_byte_for_byte_and_turns_the_former_one_into_other(api: Api) -> None:
    application = api.person()["application"]
    file = {"application_id": application["id"], "filename": "Nell Ñew.pdf", "type": "resume", "content": PDF}
    first, second = api.made("attachments", file), api.made("attachments", file)
    types = {row["id"]: row["type"] for row in api.rows("attachments", application_ids=application["id"])}
    assert types == {first["id"]: "other", second["id"]: "resume"}
    assert api.http.get(second["url"]).content == base64.b64decode(PDF)
    assert api.http.get(second["url"].replace("signature=", "signature=0")).status_code == 403
    assert api.delete(f"attachments/{first['id']}").status_code == 200
    assert api.http.get(first["url"]).status_code == 404


def test_a_link_to_a_file_dies_after_seven_days(api: Api) -> None:
    application = api.person()["application"]
    file = {"application_id": application["id"], "filename": "a.pdf", "type": "resume", "content": PDF}
    url = api.made("attachments", file)["url"]
    api.running.greenhouse.advance(7 * 24 * 3600 - 60)
    assert api.http.get(url).status_code == 200
    api.running.greenhouse.advance(120)
    assert api.http.get(url).status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"filename": "resume"}, "extension"),
        ({"filename": "resume.exe"}, "not allowed"),
        ({"content": "not base64!"}, "base64"),
        ({"content": None}, "null"),
        ({"type": "cv"}, "not one of"),
        ({"url": "https://files.example/a.pdf"}, "Exactly one of"),
        ({"content_type": "application/pdf"}, "not allowed here"),
        ({"application_id": NOBODY}, "does not exist"),
        ({"visibility": "publicly_visible"}, "not one of"),
    ],
)
def test_a_bad_file_is_refused(api: Api, change: dict[str, Any], words: str) -> None:
    application = api.running.greenhouse.applications()[0]
    good = {"application_id": application["id"], "filename": "a.pdf", "type": "resume", "content": PDF}
    assert words in errors(api.post("attachments", {**good, **change}))


def test_a_body_over_the_limit_is_413_in_html() -> None:
    running = start(limits=False, largest_body=1000)
    api = Api(running)
    answer = api.post("attachments", {"content": "A" * 2000})
    assert (answer.status_code, "<html>" in answer.text) == (413, True)
    api.http.close()
    running.stop()


def test_notes_are_written_in_one_vocabulary_and_read_in_another(api: Api) -> None:
    made = api.person()
    note = {"candidate_id": made["candidate"]["id"], "note_type": "NOTE", "body": "Sourced with Pin"}
    kept = api.made("notes", {**note, "visibility": "private", "application_id": made["application"]["id"]})
    assert (kept["type"], kept["visibility"]) == ("NOTE", "privately_visible")
    assert kept["user_id"] == int(api.about["user_id"])
    mail = {"email_from": ["r@acme.example"], "email_to": ["a@b.example", "c@d.example"], "email_cc": []}
    logged = api.made("notes", {**note, **mail, "note_type": "EMAIL", "subject": "Hi", "visibility": "public"})
    assert (logged["email_to"], logged["email_cc"]) == ("a@b.example, c@d.example", [])
    assert len(api.rows("notes", candidate_ids=made["candidate"]["id"], type="EMAIL")) == 1
    assert len(api.rows("notes", candidate_ids=made["candidate"]["id"], visibility="privately_visible")) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"visibility": "publicly_visible"}, "not one of: public, private, admin_only"),
        ({"visibility": None}, "null"),
        ({"note_type": "CALL"}, "not one of"),
        ({"note_type": "EMAIL"}, "email_to"),
        ({"email_to": ["a@b.example"]}, "only allowed when note_type is EMAIL"),
        ({"application_id": 9_100_000_001}, "belongs to another candidate"),
        ({"user_id": NOBODY}, "does not exist"),
        ({"candidate_id": NOBODY}, "does not exist"),
    ],
)
def test_a_bad_note_is_refused(api: Api, change: dict[str, Any], words: str) -> None:
    made = api.person()
    good = {"candidate_id": made["candidate"]["id"], "note_type": "NOTE", "body": "x", "visibility": "private"}
    assert words in errors(api.post("notes", {**good, **change}))
    del good["visibility"]
    assert "visibility" in errors(api.post("notes", good))


def test_employments_are_appended_and_the_newest_shows_as_company_and_title(api: Api) -> None:
    number = api.person(company="Typed", title="By hand")["candidate"]["id"]
    job = {"candidate_id": number, "company_name": "Old", "title": "Junior", "start_date": "2010-01-01"}
    api.made("candidate_employments", {**job, "end_date": "2014-01-01"})
    now = api.made("candidate_employments", {**job, "company_name": "New", "title": "Lead", "start_date": "2014-02-01"})
    api.made("candidate_employments", {**job, "company_name": "Between", "end_date": "2013-01-01"})
    assert [row["id"] for row in api.rows("candidate_employments", candidate_ids=number, latest="true")] == [now["id"]]
    person = api.rows("candidates", ids=number)[0]
    assert (person["company"], person["title"]) == ("New", "Lead")
    assert "start_date" in errors(api.post("candidate_employments", {"candidate_id": number, "company_name": "x"}))
    assert "before" in errors(api.post("candidate_employments", {**job, "end_date": "2009-01-01"}))
    assert api.delete(f"candidate_employments/{now['id']}").status_code == 200
    assert api.rows("candidates", ids=number)[0]["company"] == "Old"


@pytest.mark.parametrize("when", ["2020-02-30", "soon", "2020-1-1", "2020", 2020])
def test_a_start_that_is_no_date_is_refused(api: Api, when: object) -> None:
    number = api.running.greenhouse.people()[0]["id"]
    job = {"candidate_id": number, "company_name": "X", "title": "Y", "start_date": when}
    assert "not a valid date" in errors(api.post("candidate_employments", job))


def test_educations_are_read_back_under_other_names(api: Api) -> None:
    number = api.person()["candidate"]["id"]
    school = api.rows("custom_field_options", custom_field_key="school_name")[0]["id"]
    base = {"candidate_id": number, "school_name_custom_field_option_id": school}
    first = api.made("candidate_educations", {**base, "start_date": "2014-01-01", "end_date": "2018-06-30"})
    assert (first["start_at"], first["end_date_year"]) == ("2014-01-01T00:00:00.000Z", 2018)
    second = api.made("candidate_educations", {**base, "end_date_month": 6, "end_date_year": 2020})
    assert (second["end_at"], second["latest"]) == ("2020-06-01T00:00:00.000Z", True)
    assert len(api.rows("candidate_educations", candidate_ids=number, latest="true")) == 1
    assert len(api.rows("candidate_educations", end_at="gte|2020-01-01T00:00:00Z", candidate_ids=number)) == 1
    both = {"start_date": "2014-01-01", "start_date_year": 2014}
    assert "cannot be combined" in errors(api.post("candidate_educations", {**base, **both}))
    assert "start_date_year" in errors(api.post("candidate_educations", {**base, "start_date_month": 3}))
    wrong = {"candidate_id": number, "degree_custom_field_option_id": school}
    assert "not an option of degree" in errors(api.post("candidate_educations", wrong))
    assert api.delete(f"candidate_educations/{first['id']}").status_code == 200


def test_tags_are_unique_with_case_and_can_be_added_one_by_one(api: Api) -> None:
    number = api.person(tags=["kept"])["candidate"]["id"]
    tag = api.made("candidate_tags", {"name": "Pin"})
    assert "taken" in errors(api.post("candidate_tags", {"name": "Pin"}))
    api.made("candidate_tags", {"name": "pin"})
    applied = api.made("applied_candidate_tags", {"candidate_id": number, "candidate_tag_id": tag["id"]})
    assert api.rows("candidates", ids=number)[0]["tags"] == ["kept", "Pin"]
    assert api.delete(f"applied_candidate_tags/{applied['id']}").status_code == 200
    assert api.rows("candidates", tag="Pin") == []
    kept = next(row["id"] for row in api.rows("candidate_tags") if row["name"] == "kept")
    assert api.delete(f"candidate_tags/{kept}").status_code == 200
    assert api.rows("candidates", ids=number)[0]["tags"] == []


def test_a_merge_moves_everything_and_the_other_person_is_gone(api: Api) -> None:
    known, twin = sorted(row["id"] for row in api.rows("candidates", email="priya.raman@mail.example"))
    extra = api.made("applications", {"candidate_id": twin, "job_id": api.job("Data Scientist")})
    note = {
        "candidate_id": twin,
        "application_id": extra["id"],
        "note_type": "NOTE",
        "body": "x",
        "visibility": "public",
    }
    api.made("notes", note)
    merged = api.call("POST", f"candidates/{known}/merge", {"secondary_candidate_id": twin})
    assert merged.status_code == 200
    assert api.rows("candidates", ids=f"{known},{twin}") == [merged.json()]
    jobs = [row["job_id"] for row in api.rows("applications", candidate_ids=known)]
    assert sorted(str(job) for job in jobs) == sorted([str(api.job("Data Scientist")), "None"])
    assert api.rows("notes", candidate_ids=known)[0]["body"] == "x"
    assert errors(api.post(f"candidates/{known}/merge", {"secondary_candidate_id": twin}))
    assert errors(api.post(f"candidates/{known}/merge", {"secondary_candidate_id": known}))
    assert api.post(f"candidates/{twin}/merge", {"secondary_candidate_id": known}).status_code == 404


def test_an_anonymised_person_keeps_the_id_and_cannot_be_merged(api: Api) -> None:
    person = api.person(email_addresses=[{"value": "a@b.example", "type": "personal"}])["candidate"]
    path = f"candidates/{person['id']}"
    assert "cannot be anonymized" in errors(api.patch(f"{path}/anonymize", {"fields": ["shoe_size"]}))
    assert "fewer items" in errors(api.patch(f"{path}/anonymize", {"fields": []}))
    blank = api.patch(f"{path}/anonymize", {"fields": ["full_name", "email_addresses"]}).json()
    assert (blank["first_name"], blank["last_name"], blank["email_addresses"]) == ("Anonymized", str(person["id"]), [])
    other = api.running.greenhouse.people()[0]["id"]
    assert "Anonymized" in errors(api.post(f"{path}/merge", {"secondary_candidate_id": other}))


def test_deleting_says_so_and_takes_all_that_hangs_on_the_person(api: Api) -> None:
    made = api.person()
    number = made["candidate"]["id"]
    answer = api.delete(f"candidates/{number}")
    assert answer.json()["message"] == f"Candidate {number} deleted successfully"
    assert api.rows("candidates", ids=number) == []
    assert api.rows("applications", candidate_ids=number) == []
    assert api.delete(f"candidates/{number}").status_code == 404
    other = api.person()["application"]["id"]
    assert set(api.delete(f"applications/{other}").json()) == {"id", "created_at", "updated_at", "message"}
