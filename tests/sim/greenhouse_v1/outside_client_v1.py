"""Reads the local Harvest v1 with airbyte-agent-greenhouse, a client nobody here wrote; not part of `make test`.

How to run it (harvest.md section 12), with the package in an environment of its own:

    python -m venv DIR && DIR/bin/pip install airbyte-agent-greenhouse==0.17.31
    python app.py sim greenhouse --api v1 --port 0 > about.json &
    AIRBYTE_TELEMETRY_MODE=disabled DIR/bin/python tests/sim/greenhouse_v1/outside_client_v1.py < about.json

Given the names of people, it also reads back what was written of them: applications, attachments, studies, positions.
A pass shows that such a client works with our stand-in; it is no evidence about Greenhouse.
"""

import asyncio
import json
import sys
from typing import Any

from airbyte_agent_greenhouse import GreenhouseConnector, connector_model
from airbyte_agent_greenhouse._vendored.connector_sdk.http.exceptions import AuthenticationError
from airbyte_agent_greenhouse.models import GreenhouseAuthConfig

CASES: list[str] = []


def good(name: str, result: Any) -> Any:
    """The result, noted as one that went through."""
    size = f": {len(result)} rows" if isinstance(result, list) else ""
    CASES.append(f"{name}{size}")
    return result


async def read(about: dict[str, str], names: list[str]) -> None:
    connector_model.GreenhouseConnectorModel.base_url = about["api_url"]
    client = GreenhouseConnector(auth_config=GreenhouseAuthConfig(api_key=about["api_key"]))
    everyone = await _people(client)
    await _around(client)
    row = next(row for row in everyone if row["attachments"])
    await _files(client, row)
    for name in names:
        _tell(next(row for row in everyone if f"{row['first_name']} {row['last_name']}" == name))
    await _refusals(about)


async def _people(client: Any) -> list[dict[str, Any]]:
    """By pages, as the client asks for them: by number."""
    everyone: list[dict[str, Any]] = []
    for page in range(1, 100):
        rows = _rows(await client.candidates.list(per_page=7, page=page))
        everyone += rows
        if len(rows) < 7:
            break
    assert len({row["id"] for row in everyone}) == len(everyone) >= 40
    good("list candidates by pages", everyone)
    one = good("get candidate", await client.candidates.get(id=str(everyone[0]["id"])))
    assert _plain(one) == everyone[0]
    return everyone


async def _around(client: Any) -> None:
    rows = good("list applications", _rows(await client.applications.list(per_page=500, status="active")))
    assert {row["status"] for row in rows} == {"active"}
    good("get application", await client.applications.get(id=str(rows[0]["id"])))
    for name in ("jobs", "users", "departments", "offices", "sources"):
        query = getattr(client, name)
        found = good(f"list {name}", _rows(await query.list(per_page=100)))
        assert found
        if name in {"jobs", "users"}:
            assert _plain(good(f"get one of {name}", await query.get(id=str(found[0]["id"])))) == found[0]


async def _files(client: Any, row: dict[str, Any]) -> None:
    content = b"".join([part async for part in await client.candidate_attachment.download("0", id=str(row["id"]))])
    assert content.startswith(b"%PDF")
    good(f"download a candidate's attachment ({len(content)} bytes)", None)
    application = str(row["application_ids"][0])
    content = b"".join([part async for part in await client.application_attachment.download("0", id=application)])
    assert content.startswith(b"%PDF")
    good(f"download an application's attachment ({len(content)} bytes)", None)


async def _refusals(about: dict[str, str]) -> None:
    """Last, as the client speaks to one address for all."""
    stranger = GreenhouseConnector(auth_config=GreenhouseAuthConfig(api_key="wrong"))
    try:
        await stranger.jobs.list()
    except AuthenticationError:
        good("a wrong key is refused", None)
    else:
        raise SystemExit("a wrong key was let in")


def _tell(row: dict[str, Any]) -> None:
    """What stands there of one person, in counts and kinds."""
    sources = [(one["source"] or {}).get("public_name") for one in row["applications"]]
    jobs = [job["name"] for one in row["applications"] for job in one["jobs"]]
    files = [one["filename"] for one in row["attachments"]]
    counts = f"{len(row['educations'])} studies, {len(row['employments'])} positions"
    good(f"read back {row['id']}: jobs {jobs}, sources {sources}, files {files}, {counts}, tags {row['tags']}", None)


def _rows(result: Any) -> list[dict[str, Any]]:
    rows = result if isinstance(result, list) else getattr(result, "data", result)
    return [_plain(row) for row in rows]


def _plain(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = row if isinstance(row, dict) else row.model_dump()
    return plain


if __name__ == "__main__":
    asyncio.run(read(json.load(sys.stdin), sys.argv[1:]))
    sys.stdout.write("\n".join([*CASES, f"{len(CASES)} calls went through"]) + "\n")
