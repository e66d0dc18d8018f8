"""A small client of the tests: mints tokens, calls the API, and holds every success against the field tables."""

import base64
import re
from typing import Any

import httpx
from harvest_schema import SHAPES, row_problems

from bot.sim.greenhouse import Running

PDF = base64.b64encode(b"%PDF-1.4 a resume").decode()


class Api:
    """Calls as the user `sub` (default: the Site Admin); 2xx answers must fit harvest-v3-schemas.json."""

    def __init__(self, running: Running, sub: str | None = None) -> None:
        self.running = running
        self.about = running.describe()
        self.http = httpx.Client(trust_env=False, timeout=10, verify=False)
        self.token = self.mint(sub or self.about["user_id"]).json()["access_token"]

    def mint(self, sub: str = "", **form: str) -> httpx.Response:
        fields = {"grant_type": "client_credentials", **({"sub": sub} if sub else {}), **form}
        auth = (self.about["client_id"], self.about["client_secret"])
        return self.http.post(self.about["token_url"], data=fields, auth=auth)

    def call(self, method: str, path: str, json: Any = None, **query: Any) -> httpx.Response:
        url = path if path.startswith("http") else f"{self.about['api_url']}/{path}"
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.http.request(method, url, json=json, params=query or None, headers=headers)
        if answer.is_success and SHAPES and "fields" not in query:
            assert _misfits(method, httpx.URL(url).path, answer) == []
        return answer

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.call("GET", path, **query)

    def rows(self, path: str, **query: Any) -> list[dict[str, Any]]:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, json: Any = None) -> httpx.Response:
        return self.call("POST", path, {} if json is None else json)

    def made(self, path: str, json: Any = None) -> dict[str, Any]:
        answer = self.post(path, json)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def patch(self, path: str, json: Any) -> httpx.Response:
        return self.call("PATCH", path, json)

    def delete(self, path: str) -> httpx.Response:
        return self.call("DELETE", path)

    def job(self, name: str = "Platform Engineer") -> int:
        return int(self.running.greenhouse.rows("jobs", name=name)[0]["id"])

    def source(self, name: str = "Pin") -> int:
        return int(self.running.greenhouse.rows("sources", name=name)[0]["id"])

    def person(self, **fields: Any) -> dict[str, Any]:
        """A new candidate with an application on the platform job."""
        application = {"job_id": self.job(), "source_id": self.source()}
        return self.made("candidates", {"first_name": "Nell", "last_name": "New", "application": application, **fields})


def _misfits(method: str, path: str, answer: httpx.Response) -> list[str]:
    name = path.removeprefix("/v3/").split("/")[0]
    if answer.status_code == 204:
        return [] if answer.content == b"" else ["a 204 with a body"]
    body = answer.json()
    if method == "DELETE":
        return [] if re.search(r"\d+ deleted successfully", body["message"]) else [f"odd deletion {body}"]
    if isinstance(body, list):
        return [problem for row in body for problem in row_problems(name, row)]
    if isinstance(body, dict) and "candidate" in body:
        nested = row_problems("applications", body["application"]) if body["application"] else []
        return nested + row_problems("candidates", body["candidate"])
    return row_problems(name, body)


def errors(answer: httpx.Response) -> str:
    """The errors of a 422 as one text."""
    assert answer.status_code == 422, (answer.status_code, answer.text)
    assert answer.json()["message"] == "Unprocessable Content"
    return str(answer.json()["errors"])
