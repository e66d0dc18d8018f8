"""One request to Harvest v1 from key to answer: key, route, permission, record, acting user, body (harvest.md 9)."""

import base64
import binascii
import copy
import hmac
import json
import re
from collections import deque
from dataclasses import replace
from typing import Any, Literal

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.faults import FaultKind, Faults
from bot.sim.greenhouse.limits import Windows
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import Refusal, not_found
from bot.sim.greenhouse.service import Answer, Asked, Call
from bot.sim.greenhouse.shapes import check
from bot.sim.greenhouse_v1 import refusals, showing
from bot.sim.greenhouse_v1.bodies import plain
from bot.sim.greenhouse_v1.reading import LISTS, Show, answer_list
from bot.sim.greenhouse_v1.writing import WRITES, Write, application_body, refuse_unknown_author

ROOT = "/v1/"
ONE: dict[str, tuple[str, Show]] = {
    "candidates/{id}": ("candidates", showing.candidate),
    "candidates/{id}/activity_feed": ("candidates", showing.feed),
    "applications/{id}": ("applications", showing.application),
    "jobs/{id}": ("jobs", showing.job),
    "users/{id}": ("users", showing.user),
}
WINDOW = 10
"""Seconds."""


def every_permission() -> set[str]:
    """Each endpoint is a permission of its own, such as `GET candidates/{id}`."""
    return {f"GET {path}" for path in (*LISTS, *ONE)} | {f"{write.method} {write.path}" for write in WRITES}


class HarvestV1:
    """Answers requests upon a company. Callers hold the company's lock; the methods below `answer` take it."""

    def __init__(self, company: Company, key: str, *, limit: int, limits: bool, newest_first: bool) -> None:
        self.company, self.key, self.newest_first = company, key, newest_first
        self.url = ""
        self.allowed = every_permission()
        self.removed = 0
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=2000)
        self._windows = Windows(company.clock, WINDOW, limit, enforced=limits)
        self._seen: tuple[float, Company] | None = None

    def answer(self, asked: Asked) -> Answer:
        actor: Actor | None = None
        try:
            self._refuse_strangers(asked)
            self._windows.spend(self.key)
            place, number = _place(asked)
            if f"{asked.method} {place}" not in self.allowed:
                raise refusals.forbidden()
            if asked.method == "GET":
                answer = self._read(asked, place, number)
            else:
                actor = self._acting(asked)
                answer = self._write(asked, place, number, actor)
        except Refusal as refusal:
            said = refusals.in_words_of_v1(refusal)
            answer = Answer(said.status, said.body, said.headers)
        self._log(asked, answer, actor)
        return Answer(answer.status, answer.body, {**self._rates(answer.status), **answer.headers})

    def _refuse_strangers(self, asked: Asked) -> None:
        """The key is the user name of Basic auth, the password is blank; asked before any route is looked at."""
        if self.removed:
            raise refusals.removed(self.removed)
        scheme, _, encoded = asked.headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            given = b""
        if scheme.lower() != "basic" or not hmac.compare_digest(given, f"{self.key}:".encode()):
            raise refusals.wrong_key()

    def _read(self, asked: Asked, place: str, number: int) -> Answer:
        company = self._as_seen()
        if place in LISTS:
            address = f"{self.url}{asked.path}"
            page = answer_list(company, LISTS[place], address, asked.query, newest_first=self.newest_first)
            return Answer(200, copy.deepcopy(page.rows), {"Link": page.link} if page.link else {})
        table, show = ONE[place]
        row = company.records.find(table, number)
        if row is None:
            raise not_found()
        return Answer(200, copy.deepcopy(show(company, row)))

    def _write(self, asked: Asked, place: str, number: int, actor: Actor) -> Answer:
        write = next(one for one in WRITES if (one.method, one.path) == (asked.method, place))
        if write.table and self.company.records.find(write.table, number) is None:
            raise not_found()
        fields = _fields(asked.body)
        _refuse_bad_body(write, fields)
        refuse_unknown_author(self.company, fields)
        status, body = write.act(self.company, actor, number, fields)
        return Answer(status, copy.deepcopy(body))

    def _acting(self, asked: Asked) -> Actor:
        """The user of On-Behalf-Of; an unknown one was answered with 404 (recorded)."""
        named = asked.headers.get("on-behalf-of", "").strip()
        if not named:
            raise refusals.nobody_named()
        user = self.company.records.find("users", int(named)) if named.isascii() and named.isdigit() else None
        if user is None or user["deactivated"]:
            raise not_found()
        actor = Actor(user, self.key, frozenset())
        if not actor.may_write:
            raise refusals.forbidden()
        return actor

    def rates(self, path: str) -> dict[str, str]:
        return self._rates(200)

    def _rates(self, status: int) -> dict[str, str]:
        """Documented: a 429 names neither limit nor remainder. What is refused unknown is not counted at all."""
        if status == 401 or self.removed:
            return {}
        every = self._windows.headers(self.key)
        return {"X-RateLimit-Reset": every["X-Ratelimit-Reset"]} if status == 429 else every

    def freeze_reads(self, seconds: float) -> None:
        """For so long, reads answer as of now."""
        records = copy.copy(self.company.records)
        records.tables = copy.deepcopy(records.tables)
        self._seen = (self.company.clock.time() + seconds, replace(self.company, records=records))

    def _as_seen(self) -> Company:
        if self._seen and self.company.clock.time() >= self._seen[0]:
            self._seen = None
        return self._seen[1] if self._seen else self.company

    def _log(self, asked: Asked, answer: Answer, actor: Actor | None) -> None:
        stamp, user_id = self.company.clock.stamp(), actor.id if actor else None
        call = Call(stamp, asked.method, asked.path, asked.query, answer.status, user_id, None, None, asked.request_id)
        self.calls.append(call)

    # What a Greenhouse admin does, and what goes wrong

    def forbid(self, *permissions: str) -> None:
        """Untick permissions of the key; raises KeyError for one that does not exist."""
        with self.company.records.changed:
            for permission in permissions:
                self.allowed.remove(permission)

    def remove_api(self, status: Literal[0, 401, 404, 410]) -> None:
        """From now on the whole API answers like this; 0 brings it back."""
        with self.company.records.changed:
            self.removed = status

    def fault(
        self, method_path: str, kind: FaultKind, times: int = 1, *, commit: Literal["before", "after"] = "before"
    ) -> None:
        """Plan a fault for the next calls whose `METHOD /path` the pattern finds."""
        with self.company.records.changed:
            self.faults.plan(method_path, kind, times, commit, 1.0)

    def reset(self) -> None:
        """Every permission, no faults, no calls; the company's own records are not touched."""
        with self.company.records.changed:
            self.allowed, self.removed, self._seen = every_permission(), 0, None
            self.faults.planned.clear()
            self.calls.clear()


def _place(asked: Asked) -> tuple[str, int]:
    """The endpoint as it is documented, such as `candidates/{id}`, and the id in it or 0."""
    path = asked.path.removeprefix(ROOT).rstrip("/")
    found = re.fullmatch(r"([a-z_]+)/(\d{1,18})((?:/[a-z_]+)*)", path)
    place = f"{found[1]}/{{id}}{found[3]}" if found else path
    if f"{asked.method} {place}" not in every_permission():
        raise not_found()
    return place, int(found[2]) if found else 0


def _fields(body: bytes) -> Row:
    try:
        given: Any = json.loads(body or b"{}")
        json.dumps(given, ensure_ascii=False, allow_nan=False).encode()  # no NaN, no half of a surrogate pair
    except (ValueError, RecursionError) as broken:
        raise refusals.invalid("The request body is not valid JSON") from broken
    if not isinstance(given, dict):
        raise refusals.invalid("The request body is not an object")
    fields: Row = plain(given)
    return fields


def _refuse_bad_body(write: Write, fields: Row) -> None:
    problems = check(write.body or application_body(fields), fields)
    if problems:
        raise refusals.invalid(*problems)
