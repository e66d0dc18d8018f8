"""The tracking-system port on Greenhouse."""

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.adapters.ats.greenhouse import bodies, parsing
from bot.adapters.ats.greenhouse.check import check
from bot.adapters.ats.greenhouse.options import Options
from bot.adapters.ats.greenhouse.wire import Harvest, Query, Row
from bot.domain.ats import AtsApplication, AtsJob, AtsPerson, AtsSource, Created, History, NewApplication, Permission
from bot.domain.candidates import Education, Employment, Profile, Resume
from bot.domain.filling import additions
from bot.errors import OutcomeUnknown, PinError, Refused, TryAgain

LARGEST_RESUME = 20_000_000
"""Bytes before base64. Greenhouse's own limit is not published; its proxies answered 413 to larger ones."""
UPLOAD_SECONDS = 120.0


class Greenhouse:
    """See `bot.ports.Ats`. Threads may share it."""

    name = "Greenhouse"

    def __init__(self, wire: Harvest, *, user_id: str, profile_url: str, source_name: str) -> None:
        self._wire, self._user_id, self._source_name = wire, user_id.strip(), source_name
        self._profile_url = profile_url.rstrip("/")
        self._options = Options(wire)

    @property
    def window(self) -> tuple[int, int]:
        """Limit and remaining requests of the current 30 s window, as Greenhouse last told; (0, 0) if never."""
        return self._wire.window

    def close(self) -> None:
        self._wire.close()

    def renew(self) -> None:
        self._wire.renew()

    def check(self) -> tuple[Permission, ...]:
        return check(self._wire, self._user_id, self._source_name)

    def jobs(self) -> Iterator[AtsJob]:
        """Templates take no applications, so they are left out."""
        return (parsing.job(row) for row in self._wire.rows("/jobs") if not row.get("is_template"))

    def sources(self) -> Iterator[AtsSource]:
        return map(parsing.source, self._wire.rows("/sources"))

    def find_by_email(self, email: str) -> list[AtsPerson]:
        return self._find({"email": email})

    def find_by_tag(self, tag: str) -> list[AtsPerson]:
        return self._find({"tag": tag})

    def people(self, updated_since: datetime | None = None) -> Iterator[AtsPerson]:
        query: dict[str, str | int] = {"fields": parsing.PERSON_FIELDS}
        if updated_since is not None:
            query["updated_at"] = f"gte|{updated_since.astimezone(UTC).isoformat(timespec='seconds')}"
        rows = self._wire.rows("/candidates", query)
        return (parsing.person(row) for row in rows if not parsing.unfinished(row))

    def person(self, person_id: str) -> AtsPerson | None:
        row = self._row(person_id)
        return parsing.person(row) if row else None

    def applications(self, person_id: str) -> list[AtsApplication]:
        return list(map(parsing.application, self._of_person("/applications", person_id)))

    def create_person(self, profile: Profile, application: NewApplication, tags: Sequence[str] = ()) -> Created:
        answer = self._wire.post("/candidates", bodies.new_person(profile, application, tags))
        row = answer.get("candidate") or answer
        if not row.get("id"):
            raise OutcomeUnknown("Greenhouse did not say which person it made: search before making another.")
        person_id = str(row["id"])
        made = answer.get("application") or {}
        return Created(person_id, str(made["id"]) if made.get("id") else self._first_application(person_id))

    def fill_blanks(self, person_id: str, profile: Profile) -> tuple[str, ...]:
        row = self._row(person_id)
        if row is None:
            raise Refused("Greenhouse does not show this person any more.", code="404")
        added = additions(profile, parsing.person(row))
        if added:
            self._wire.patch(f"/candidates/{person_id}", bodies.grown(added, row))
        return tuple(str(addition.field) for addition in added)

    def add_application(self, person_id: str, application: NewApplication) -> str:
        body = {"candidate_id": int(person_id), **bodies.application_arm(application)}
        row = self._wire.post("/applications", body)
        if not row.get("id"):
            raise OutcomeUnknown("Greenhouse did not say which application it made: look before making another.")
        return str(row["id"])

    def history(self, person_id: str) -> History:
        employments = self._of_person("/candidate_employments", person_id)
        educations = self._of_person("/candidate_educations", person_id)
        names = self._options.names(educations)
        return History(
            tuple(map(parsing.employment, employments)), tuple(parsing.education(row, names) for row in educations)
        )

    def add_employment(self, person_id: str, employment: Employment) -> None:
        if not (employment.company and employment.title and employment.start):
            position = employment.title or employment.company or "A position"
            raise Refused(f"{position}: Greenhouse takes positions only with company, title and start date.")
        body = {"candidate_id": int(person_id), "company_name": employment.company, "title": employment.title}
        self._wire.post("/candidate_employments", body | bodies.period(employment.start, employment.end))

    def add_education(self, person_id: str, education: Education) -> None:
        body = {"candidate_id": int(person_id)} | bodies.period(education.start, education.end)
        wanted = {"school_name": education.school, "degree": education.degree, "discipline": education.discipline}
        for kind, name in wanted.items():
            if not name:
                continue
            option = self._options.id_of(kind, name)
            if option is None:
                what = kind.removesuffix("_name")
                raise Refused(f"Greenhouse has no {what} “{name}” in its list: a Site Admin can add it there.")
            body[f"{kind}_custom_field_option_id"] = option
        self._wire.post("/candidate_educations", body)

    def resume_names(self, person_id: str) -> list[str]:
        """Also earlier résumés: Greenhouse turns them into type `other` when a newer one comes."""
        rows = self._of_person("/attachments", person_id)
        return [str(row.get("filename")) for row in rows if row.get("type") in {"resume", "other"}]

    def attach_resume(self, application_id: str, resume: Resume) -> None:
        if len(resume.content) > LARGEST_RESUME:
            size, most = len(resume.content) / 1e6, LARGEST_RESUME // 1_000_000
            raise Refused(f"The résumé has {size:.0f} MB and at most {most} MB go to Greenhouse: send a smaller file.")
        body = {
            "application_id": int(application_id),
            "filename": resume.filename,
            "type": "resume",
            "content": base64.b64encode(resume.content).decode("ascii"),
            "visibility": "public",
        }
        self._wire.post("/attachments", body, timeout=UPLOAD_SECONDS)

    def notes(self, person_id: str) -> list[str]:
        return [str(row.get("body") or "") for row in self._of_person("/notes", person_id)]

    def add_note(self, person_id: str, application_id: str, body: str) -> None:
        """Written as `private`, read back as `privately_visible`."""
        about = {"application_id": int(application_id)} if application_id else {}
        note = {"candidate_id": int(person_id), **about, "note_type": "NOTE", "body": body, "visibility": "private"}
        self._wire.post("/notes", note)

    def person_url(self, person_id: str, application_id: str = "") -> str:
        about = f"?application_id={application_id}" if application_id else ""
        return f"{self._profile_url}/people/{person_id}{about}"

    def _find(self, query: Query) -> list[AtsPerson]:
        rows = list(self._wire.rows("/candidates", query))
        if any(map(parsing.unfinished, rows)):
            raise TryAgain("Greenhouse is still building a record that may be this person.")
        return list(map(parsing.person, rows))

    def _row(self, person_id: str) -> Row | None:
        row = self._wire.first("/candidates", {"ids": person_id})
        if row is not None and parsing.unfinished(row):
            raise TryAgain("Greenhouse is still building this person's record.")
        return row

    def _of_person(self, path: str, person_id: str) -> list[Row]:
        rows = self._wire.rows(path, {"candidate_ids": person_id})
        return [row for row in rows if not parsing.unfinished(row)]

    def _first_application(self, person_id: str) -> str:
        """The person exists, so a failing look must not look like a failed creation: "" lets the caller ask again."""
        try:
            found = self.applications(person_id)
        except PinError:
            return ""
        return found[0].id if found else ""
