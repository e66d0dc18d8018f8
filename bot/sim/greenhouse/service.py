"""One API request from route to answer, in the order of checks of harvest.md 10.2, without any transport."""

import copy
import json
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.faults import Faults
from bot.sim.greenhouse.limits import Windows
from bot.sim.greenhouse.listing import Listing, answer_list
from bot.sim.greenhouse.lists import lists_of
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import Refusal, forbidden, not_found, unauthorized, unprocessable
from bot.sim.greenhouse.routes import Write, write_for
from bot.sim.greenhouse.shapes import check
from bot.sim.greenhouse.tokens import Credential, mint, read_token, token_fields


@dataclass(frozen=True, slots=True)
class Asked:
    """A request; header names are lower-case, the query is as sent."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    request_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` None is an empty body."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """One request as the log keeps it: contents of files are left out, tokens and secrets never enter."""

    at: str
    method: str
    path: str
    query: str
    status: int
    user_id: int | None
    body: Any
    reply: Any
    request_id: str


class Service:
    """Answers requests upon a company. Callers hold the company's lock."""

    def __init__(self, company: Company, credential: Credential, *, limits: bool) -> None:
        self.company = company
        self.credential = credential
        self.lists = lists_of(company)
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=2000)
        switches = company.switches
        self.windows = Windows(company.clock, 30, switches.limit, enforced=limits)
        self.token_windows = Windows(company.clock, 60, switches.token_limit, enforced=limits)
        self._frozen: tuple[float, dict[str, dict[int, Row]]] | None = None

    def answer(self, asked: Asked) -> Answer:
        """The answer to any request on /v3 or /token; refusals are answers too."""
        actor: Actor | None = None
        try:
            self._windows(asked.path).spend(self.credential.client_id)
            if asked.path == "/token":
                answer = self._token(asked)
            else:
                target = self._route(asked)
                actor = read_token(self.company, self.credential, asked.headers.get("authorization", ""))
                answer = self._act(asked, target, actor)
        except Refusal as refusal:
            answer = Answer(refusal.status, refusal.body, refusal.headers)
        self._log(asked, answer, actor)
        return Answer(answer.status, answer.body, {**self.rates(asked.path), **answer.headers})

    def rates(self, path: str) -> dict[str, str]:
        """The headers that tell how much of the limit is left."""
        return self._windows(path).headers(self.credential.client_id)

    def _windows(self, path: str) -> Windows:
        return self.token_windows if path == "/token" else self.windows

    def _token(self, asked: Asked) -> Answer:
        if asked.method != "POST":
            raise not_found()
        fields = token_fields(asked.headers.get("content-type", ""), asked.query, asked.body)
        reply = mint(self.company, self.credential, fields, asked.headers.get("authorization", ""))
        return Answer(200, reply, {"Cache-Control": "private, no-store"})

    def _route(self, asked: Asked) -> Listing | tuple[Write, int]:
        """Unknown routes are refused before anybody asks who calls."""
        if asked.method == "GET" and asked.path in self.lists:
            return self.lists[asked.path]
        if asked.method == "GET" and re.fullmatch(r"/v3/rejection_reasons/\d{1,18}", asked.path):
            return self.lists["/v3/rejection_reasons"]
        write = write_for(asked.method, asked.path)
        if write is None:
            raise not_found()
        return write

    def _act(self, asked: Asked, target: Listing | tuple[Write, int], actor: Actor) -> Answer:
        if isinstance(target, Listing):
            _refuse_scope(target.scope, actor)
            return self._list(asked, target, actor)
        write, number = target
        _refuse_scope(write.scope, actor)
        if write.path == "/v3/candidates" and b'"application"' in asked.body:
            _refuse_nested_scope(asked, actor)
        if not actor.may_write:
            raise forbidden("The user of this token may not do this")
        fields = _fields(asked.body)
        problems = check(write.body, fields) if write.body else []
        if problems:
            raise unprocessable(*problems)
        status, body = write.act(self.company, actor, number, fields)
        return Answer(status, copy.deepcopy(body))

    def _list(self, asked: Asked, listing: Listing, actor: Actor) -> Answer:
        if not actor.sees_lists:
            if self.company.switches.non_admin == "forbidden":
                raise forbidden("Only Site Admins may list")
            return Answer(200, [], {"Link": ""})
        if asked.path != listing.path:
            return self._one_reason(asked)
        query = parse_qsl(asked.query, keep_blank_values=True)
        rows = self._rows(listing.table)
        listed = answer_list(listing, self.company, actor, query, asked.request_id, rows)
        absent = self.company.switches.last_link == "absent"
        links = {"Link": listed.link or ""} if listed.link or not absent else {}
        return Answer(200, copy.deepcopy(listed.rows), links)

    def _one_reason(self, asked: Asked) -> Answer:
        """The one GET by id that was listed in 2026."""
        row = self.company.records.find("rejection_reasons", int(asked.path.rpartition("/")[2]))
        if row is None:
            raise not_found()
        return Answer(200, shown(row))

    def _rows(self, table: str) -> list[Row]:
        if self._frozen and self.company.clock.time() >= self._frozen[0]:
            self._frozen = None
        if self._frozen is None:
            return list(self.company.records.all(table))
        rows = self._frozen[1].get(table, {})
        return [rows[number] for number in sorted(rows, reverse=True)]

    def freeze_reads(self, seconds: float) -> None:
        """For so long, lists answer as of now: writes are kept but not yet seen."""
        self._frozen = (self.company.clock.time() + seconds, copy.deepcopy(self.company.records.tables))

    def _log(self, asked: Asked, answer: Answer, actor: Actor | None) -> None:
        if asked.path == "/token":
            reply = None if answer.status == 200 else answer.body
            body: Any = None
        else:
            body, reply = _loggable(asked.body), answer.body
        call = Call(
            self.company.clock.stamp(),
            asked.method,
            asked.path,
            asked.query,
            answer.status,
            actor.id if actor else None,
            body,
            reply,
            asked.request_id,
        )
        self.calls.append(call)
        self.company.records.announce()


def _refuse_scope(scope: str, actor: Actor) -> None:
    if scope not in actor.scopes:
        raise forbidden(f"The token lacks the scope {scope}")
    if actor.user["deactivated"]:
        raise unauthorized()


def _refuse_nested_scope(asked: Asked, actor: Actor) -> None:
    """Whether the nested object needs its own scope is unknown; the strict reading is simulated."""
    _refuse_scope("harvest:applications:create", actor)


def _fields(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        fields = json.loads(body, parse_constant=_refuse_constant)
        if b"\\ud" in body.lower():
            json.dumps(fields, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as broken:
        raise unprocessable("The request body is not valid JSON") from broken
    if not isinstance(fields, dict):
        raise unprocessable("The request body is not an object")
    return fields


def _refuse_constant(word: str) -> None:
    """NaN and Infinity are no JSON, though Python's parser takes them."""
    raise ValueError(word)


def _loggable(body: bytes) -> Any:
    try:
        fields = json.loads(body) if body.strip() else None
    except (ValueError, RecursionError):
        return "(not JSON)"
    if isinstance(fields, dict) and isinstance(fields.get("content"), str):
        return {**fields, "content": f"({len(fields['content'])} characters of base64)"}
    return fields
