"""Drives the local Greenhouse with open-greenhouse-mcp, a client nobody here wrote; not part of `make test`.

How to run it (harvest.md section 12), with the package in an environment of its own:

    python -m venv DIR && DIR/bin/pip install open-greenhouse-mcp==0.5.0
    python app.py sim greenhouse --port 0 > about.json &
    DIR/bin/python tests/sim/greenhouse/outside_client.py < about.json

A pass shows that such a client works with our stand-in; it is no evidence about Greenhouse.
"""

import asyncio
import base64
import json
import sys
from typing import Any

from greenhouse_mcp import client as wire
from greenhouse_mcp.harvest import applications, attachments, candidates, education, jobs, sources, tags, users

CASES: list[str] = []


def good(name: str, result: Any) -> Any:
    """The result, if it is no error."""
    if isinstance(result, dict) and "error" in result and "status_code" in result:
        raise SystemExit(f"{name}: {result}")
    warned = f" (warnings: {result['warnings']})" if isinstance(result, dict) and result.get("warnings") else ""
    CASES.append(f"{name}{warned}")
    return result


async def drive(about: dict[str, str]) -> None:
    wire.HARVEST_BASE, wire.TOKEN_URL = about["api_url"], about["token_url"]
    client = wire.GreenhouseClient(
        client_id=about["client_id"], client_secret=about["client_secret"], user_id=about["user_id"]
    )
    person = await _read_then_create(client)
    await _append(client, person)
    await _decide(client, person)
    await _finish(client, person["candidate"]["id"])


async def _read_then_create(client: Any) -> dict[str, Any]:
    paged = await candidates.list_candidates(client, per_page=7, paginate="all", created_after="2020-01-01")
    assert len(good("list candidates by pages and bracket dates", paged)["items"]) >= 40
    open_jobs = good("list jobs", await jobs.list_jobs(client, status="open"))["items"]
    good("get job", await jobs.get_job(client, job_id=open_jobs[0]["id"]))
    good("list users", await users.list_users(client))
    pin = next(row for row in good("list sources", await sources.list_sources(client))["items"] if row["name"] == "Pin")
    emails = [{"value": "ola.outside@mail.example", "type": "personal"}]
    application = {"job_id": open_jobs[0]["id"], "source_id": pin["id"]}
    name = {"first_name": "Ola", "last_name": "Outside"}
    made = await candidates.create_candidate(client, **name, **application, email_addresses=emails, tags=["outside"])
    good("create candidate with application", made)
    found = await candidates.list_candidates(client, email="OLA.OUTSIDE@mail.example")
    assert len(good("find by e-mail", found)["items"]) == 1
    return made


async def _append(client: Any, person: dict[str, Any]) -> None:
    number = person["candidate"]["id"]
    school = good("list schools", await education.list_schools(client))["items"][0]["id"]
    dated = {"candidate_id": number, "start_date": "2014-01-01", "end_date": "2018-06-30"}
    good("add education", await candidates.add_education(client, school_id=school, **dated))
    good("add employment", await candidates.add_employment(client, company_name="Kite", title="Lead", **dated))
    pdf = base64.b64encode(b"%PDF-1.4 Ola").decode()
    file = {"candidate_id": number, "filename": "ola.pdf", "type": "resume", "content": pdf}
    good("add resume", await candidates.add_attachment(client, **file))
    good("read resume", await attachments.read_candidate_resume(client, candidate_id=number))
    good("add note", await candidates.add_note_to_candidate(client, candidate_id=number, body="From outside"))
    mail = {"to": "ola.outside@mail.example", "from_": "rae@acme.example", "subject": "Hi", "body": "Hello"}
    good("log e-mail", await candidates.add_email_note_to_candidate(client, candidate_id=number, **mail))
    tag = good("create tag", await tags.create_tag(client, name="from-outside"))
    good("apply tag", await tags.add_tag_to_candidate(client, candidate_id=number, tag_id=tag["id"]))
    good("update candidate", await candidates.update_candidate(client, candidate_id=number, title="Staff Engineer"))
    whole = good("get candidate with all about it", await candidates.get_candidate(client, candidate_id=number))
    assert whole["title"] == "Staff Engineer"
    assert sorted(whole["tags"]) == ["from-outside", "outside"]


async def _decide(client: Any, person: dict[str, Any]) -> None:
    number = person["application"]["id"]
    good("advance application", await applications.advance_application(client, application_id=number))
    reasons = (await client.harvest_get("/rejection_reasons"))["items"]
    reject = applications.reject_application(client, application_id=number, rejection_reason_id=reasons[0]["id"])
    good("reject", await reject)
    good("unreject", await applications.unreject_application(client, application_id=number))
    row = good("get application", await applications.get_application(client, application_id=number))
    assert row["status"] == "in_process"


async def _finish(client: Any, number: int) -> None:
    prospect = good("add prospect", await candidates.add_prospect(client, first_name="Pia", last_name="Prospect"))
    other = (prospect.get("candidate") or prospect)["id"]
    merge = candidates.merge_candidates(client, primary_candidate_id=number, duplicate_candidate_id=other)
    good("merge", await merge)
    gone = await client.harvest_get_by_id("/candidates", other)
    assert gone["status_code"] == 404
    good("anonymize", await candidates.anonymize_candidate(client, candidate_id=number, fields=["full_name"]))
    good("delete", await candidates.delete_candidate(client, candidate_id=number))
    refused = await client.harvest_post("/candidates", {"first_name": "Only"})
    assert refused["status_code"] == 422


if __name__ == "__main__":
    asyncio.run(drive(json.load(sys.stdin)))
    sys.stdout.write("\n".join([*CASES, f"{len(CASES)} calls went through"]) + "\n")
