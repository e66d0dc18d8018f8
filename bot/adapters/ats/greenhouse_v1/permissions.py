"""The permissions of a Harvest v1 key, endpoint by endpoint: the fifteen of S2, and some that help."""

import re
from dataclasses import dataclass

MANAGE = "Configure > Dev Center > API Credential Management > Manage Permissions"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One tick box of Greenhouse. `path` has `{id}` where an id stands; `purpose` completes "used to …"."""

    name: str
    method: str
    path: str
    purpose: str
    required: bool = True

    def serves(self, method: str, path: str) -> bool:
        pattern = re.escape(self.path).replace(re.escape("{id}"), r"\d+")
        return method == self.method and re.fullmatch(pattern, path) is not None


FIFTEEN = (
    Endpoint("Candidates: Retrieve", "GET", "/candidates/{id}", "read one person", required=False),
    Endpoint("Candidates: List", "GET", "/candidates", "find people who are already there"),
    Endpoint("Candidates: Edit", "PATCH", "/candidates/{id}", "fill blank fields"),
    Endpoint("Candidates: Add Candidate", "POST", "/candidates", "add a person to a job"),
    Endpoint("Candidates: Add E-mail Note", "POST", "/candidates/{id}/activity_feed/emails", "log e-mails",
             required=False),
    Endpoint("Candidates: Add Note", "POST", "/candidates/{id}/activity_feed/notes", "leave a note"),
    Endpoint("Candidates: Add Attachment", "POST", "/candidates/{id}/attachments", "attach the résumé"),
    Endpoint("Candidates: Add Application", "POST", "/candidates/{id}/applications", "put a person on a job"),
    Endpoint("Candidates: Add Education", "POST", "/candidates/{id}/educations", "add studies"),
    Endpoint("Candidates: Add Employment", "POST", "/candidates/{id}/employments", "add positions"),
    Endpoint("Candidates: Add Prospect", "POST", "/prospects", "add a person without a job"),
    Endpoint("Jobs: Retrieve", "GET", "/jobs/{id}", "read one job", required=False),
    Endpoint("Jobs: List", "GET", "/jobs", "choose the job"),
    Endpoint("Users: Retrieve", "GET", "/users/{id}", "tell whether the acting user exists"),
    Endpoint("Users: List", "GET", "/users", "list users", required=False),
)  # fmt: skip
"""Those that are not required belong to S2 too; Pin does without them today."""
ALSO = (
    Endpoint("Candidates: Retrieve Activity Feed", "GET", "/candidates/{id}/activity_feed",
             "never write a note twice", required=False),
    Endpoint("Sources: List", "GET", "/sources", "credit candidates to Pin", required=False),
    Endpoint("Schools: List", "GET", "/schools", "find schools by name", required=False),
    Endpoint("Degrees: List", "GET", "/degrees", "find degrees by name", required=False),
    Endpoint("Disciplines: List", "GET", "/disciplines", "find disciplines by name", required=False),
)  # fmt: skip
SELDOM = (Endpoint("Applications: Retrieve", "GET", "/applications/{id}", "attach a résumé", required=False),)
"""Needed only for an application of which nothing was read before; not part of the check."""


def permission_of(method: str, path: str) -> str:
    """The tick box that a call needs, by the name it has in Greenhouse."""
    found = next((one.name for one in (*FIFTEEN, *ALSO, *SELDOM) if one.serves(method, path)), "")
    return found or f"{method} {path}"
