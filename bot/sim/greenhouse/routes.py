"""The API's routes: which path needs which scope, takes which body and does what (harvest.md sections 2.4 and 4)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sim.greenhouse import (
    applications,
    attachments,
    bodies,
    candidates,
    decisions,
    histories,
    merging,
    notes,
    tags,
    webhook_rows,
)
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.shapes import Body

Act = Callable[[Company, Actor, int, dict[str, Any]], tuple[int, Any]]
"""(company, actor, id from the path or 0, checked body) -> status and body; None is an empty body."""
ANYTHING = Body({})


@dataclass(frozen=True, slots=True)
class Write:
    """One writing operation. `body` None: checked by the act itself, because it has arms."""

    method: str
    path: str
    scope: str
    body: Body | None
    act: Act

    def match(self, method: str, path: str) -> int | None:
        """The id in the path (0 if it has none), or None if this is another route."""
        if method != self.method:
            return None
        found = re.fullmatch(re.escape(self.path).replace(r"\{id\}", r"(\d{1,18})"), path)
        return int(found[1]) if found and found.groups() else (0 if found else None)


def _on(resource: str, verb: str, body: Body | None, act: Act) -> Write:
    """A write in the API's regular form: the verb gives method, path and scope."""
    method, tail = {
        "create": ("POST", ""),
        "update": ("PATCH", "/{id}"),
        "destroy": ("DELETE", "/{id}"),
        "anonymize": ("PATCH", "/{id}/anonymize"),
    }.get(verb, ("POST", f"/{{id}}/{verb}"))
    return Write(method, f"/v3/{resource}{tail}", f"harvest:{resource}:{verb}", body, act)


WRITES: tuple[Write, ...] = (
    _on("candidates", "create", bodies.CANDIDATE_CREATE, candidates.create),
    _on("candidates", "update", bodies.CANDIDATE_UPDATE, candidates.update),
    _on("candidates", "destroy", ANYTHING, candidates.delete),
    _on("candidates", "merge", bodies.CANDIDATE_MERGE, merging.run),
    _on("candidates", "anonymize", bodies.CANDIDATE_ANONYMIZE, candidates.anonymize),
    _on("applications", "create", None, applications.create),
    _on("applications", "update", bodies.APPLICATION_UPDATE, applications.update),
    _on("applications", "destroy", ANYTHING, applications.delete),
    _on("applications", "move", bodies.APPLICATION_MOVE, decisions.move),
    _on("applications", "reject", bodies.APPLICATION_REJECT, decisions.reject),
    _on("applications", "unreject", bodies.APPLICATION_UNREJECT, decisions.unreject),
    _on("applications", "hire", bodies.APPLICATION_HIRE, decisions.hire),
    _on("applications", "convert_to_candidate", bodies.APPLICATION_CONVERT, decisions.convert),
    _on("attachments", "create", bodies.ATTACHMENT_CREATE, attachments.create),
    _on("attachments", "destroy", ANYTHING, attachments.delete),
    _on("notes", "create", bodies.NOTE_CREATE, notes.create),
    _on("candidate_educations", "create", bodies.EDUCATION_CREATE, histories.create_education),
    _on("candidate_educations", "destroy", ANYTHING, histories.delete_education),
    _on("candidate_employments", "create", bodies.EMPLOYMENT_CREATE, histories.create_employment),
    _on("candidate_employments", "destroy", ANYTHING, histories.delete_employment),
    _on("candidate_tags", "create", bodies.TAG_CREATE, tags.create),
    _on("candidate_tags", "destroy", ANYTHING, tags.delete),
    _on("applied_candidate_tags", "create", bodies.APPLIED_TAG_CREATE, tags.create_applied),
    _on("applied_candidate_tags", "destroy", ANYTHING, tags.delete_applied),
    _on("webhooks", "create", bodies.WEBHOOK_CREATE, webhook_rows.create),
    _on("webhooks", "update", bodies.WEBHOOK_UPDATE, webhook_rows.update),
    _on("webhooks", "destroy", ANYTHING, webhook_rows.delete),
)


def write_for(method: str, path: str) -> tuple[Write, int] | None:
    for write in WRITES:
        number = write.match(method, path)
        if number is not None:
            return write, number
    return None
