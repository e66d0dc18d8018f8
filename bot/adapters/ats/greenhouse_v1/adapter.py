"""The tracking-system port on Harvest v1, which Greenhouse announced to remove for 2026-08-31."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.adapters.ats.greenhouse.adapter import LARGEST_RESUME, UPLOAD_SECONDS
from bot.adapters.ats.greenhouse_v1 import bodies, parsing
from bot.adapters.ats.greenhouse_v1.check import check
from bot.adapters.ats.greenhouse_v1.options import Options
from bot.adapters.ats.greenhouse_v1.wire import HarvestV1, Query, Row
from bot.domain.ats import AtsApplication, AtsJob, AtsPerson, AtsSource, Created, History, NewApplication, Permission
from bot.domain.candidates import Education, Employment, Profile, Resume
from bot.domain.filling import additions
from bot.errors import Disconnected, OutcomeUnknown, Refused, TryAgain

LOOK_BACK = timedelta(days=7)
"""v1 cannot be asked for a tag, so whom we made is looked for among the newest. Only a lost answer makes us look, and
whoever has an e-mail address is found by that as well."""


def _now() -> datetime:
    return datetime.now(UTC)


class GreenhouseV1:
    """See `bot.ports.Ats`. Threads may share it."""

    name = "Greenhouse"

    def __init__(
        self, wire: HarvestV1, *, user_id: str, profile_url: str, source_name: str, now: Callable[[], datetime] = _now
    ) -> None:
        self._wire, self._user_id, self._source_name, self._now = wire, user_id, source_name, now
        self._profile_url = profile_url.rstrip("/")
        self._options = Options(wire)
        self._owners: dict[str, str] = {}

    @property
    def window(self) -> tuple[int, int]:
        """Limit and remaining requests of the current 10 s window, as Greenhouse last told; (0, 0) if never."""
        return self._wire.window

    def close(self) -> None:
        self._wire.close()

    def renew(self) -> None:
        """A key needs no signing in: its permissions count at once."""

    def check(self) -> tuple[Permission, ...]:
        return check(self._wire, self._user_id, self._source_name)

    def jobs(self) -> Iterator[AtsJob]:
        """Templates take no applications, so they are left out."""
        return (parsing.job(row) for row in self._wire.rows("/jobs") if not row.get("is_template"))

    def sources(self) -> Iterator[AtsSource]:
        """None when the key may not list them: the permissions of S2 do not hold it."""
        try:
            yield from map(parsing.source, self._wire.rows("/sources"))
        except Disconnected:
            self._wire.first("/candidates", {"per_page": 1})  # raises when it is more than this permission

    def find_by_email(self, email: str) -> list[AtsPerson]:
        return list(map(parsing.person, self._find({"email": email})))

    def find_by_tag(self, tag: str) -> list[AtsPerson]:
        since = (self._now() - LOOK_BACK).isoformat(timespec="seconds")
        return [person for row in self._find({"created_after": since}) if tag in (person := parsing.person(row)).tags]

    def people(self, updated_since: datetime | None = None) -> Iterator[AtsPerson]:
        query: dict[str, str | int] = {}
        if updated_since is not None:
            query["updated_after"] = updated_since.astimezone(UTC).isoformat(timespec="seconds")
        rows = self._wire.newest_first("/candidates", query)
        return (parsing.person(row) for row in rows if not parsing.unfinished(row))

    def person(self, person_id: str) -> AtsPerson | None:
        row = self._row(person_id)
        return parsing.person(row) if row else None

    def applications(self, person_id: str) -> list[AtsApplication]:
        row = self._row(person_id)
        return parsing.applications(row) if row else []

    def create_person(self, profile: Profile, application: NewApplication, tags: Sequence[str] = ()) -> Created:
        path = "/prospects" if bodies.is_prospect(application) else "/candidates"
        row = self._wire.post(path, bodies.new_person(profile, application, tags))
        if not row.get("id"):
            raise OutcomeUnknown("Greenhouse did not say which person it made: search before making another.")
        made = row.get("application_ids") or [one.id for one in parsing.applications(row)]
        self._owners |= {str(number): str(row["id"]) for number in made}
        return Created(str(row["id"]), str(made[0]) if made else "")

    def fill_blanks(self, person_id: str, profile: Profile) -> tuple[str, ...]:
        row = self._row(person_id)
        if row is None:
            raise Refused("Greenhouse does not show this person any more.", code="404")
        added = additions(profile, parsing.person(row))
        if added:
            self._wire.patch(f"/candidates/{person_id}", bodies.grown(added, row))
        return tuple(str(addition.field) for addition in added)

    def add_application(self, person_id: str, application: NewApplication) -> str:
        row = self._wire.post(f"/candidates/{person_id}/applications", bodies.new_application(application))
        if not row.get("id"):
            raise OutcomeUnknown("Greenhouse did not say which application it made: look before making another.")
        self._owners[str(row["id"])] = person_id
        return str(row["id"])

    def history(self, person_id: str) -> History:
        row = self._row(person_id)
        return parsing.history(row) if row else History()

    def add_employment(self, person_id: str, employment: Employment) -> None:
        if not (employment.company and employment.title and employment.start):
            position = employment.title or employment.company or "A position"
            raise Refused(f"{position}: Greenhouse takes positions only with company, title and start date.")
        body = {"company_name": employment.company, "title": employment.title}
        self._wire.post(f"/candidates/{person_id}/employments", body | bodies.period(employment.start, employment.end))

    def add_education(self, person_id: str, education: Education) -> None:
        body = bodies.period(education.start, education.end)
        wanted = {"school": education.school, "degree": education.degree, "discipline": education.discipline}
        for kind, name in wanted.items():
            if not name:
                continue
            number = self._options.id_of(f"/{kind}s", name)
            if number is None:
                raise Refused(f"Greenhouse has no {kind} “{name}” in its list: a Site Admin can add it there.")
            body[f"{kind}_id"] = number
        self._wire.post(f"/candidates/{person_id}/educations", body)

    def resume_names(self, person_id: str) -> list[str]:
        row = self._row(person_id)
        return parsing.resume_names(row) if row else []

    def attach_resume(self, application_id: str, resume: Resume) -> None:
        """The permissions of S2 let us attach to a person, not to an application: it lands on the newest one."""
        if len(resume.content) > LARGEST_RESUME:
            size, most = len(resume.content) / 1e6, LARGEST_RESUME // 1_000_000
            raise Refused(f"The résumé has {size:.0f} MB and at most {most} MB go to Greenhouse: send a smaller file.")
        kind = bodies.content_type(resume.filename)
        if not kind:
            raise Refused(f"Greenhouse does not take files like {resume.filename}: send a PDF or a Word document.")
        path = f"/candidates/{self._owner(application_id)}/attachments"
        self._wire.post(path, bodies.attachment(resume, kind), timeout=UPLOAD_SECONDS)

    def notes(self, person_id: str) -> list[str]:
        """None when the key may not read them: the permissions of S2 do not hold it."""
        try:
            said = self._wire.one(f"/candidates/{person_id}/activity_feed").get("notes") or []
        except (Refused, Disconnected):
            self._row(person_id)  # raises when it is more than a missing person or this permission
            return []
        return [str(row.get("body") or "") for row in said]

    def add_note(self, person_id: str, application_id: str, body: str) -> None:
        """v1 hangs notes on the person alone."""
        note = {"user_id": int(self._user_id), "body": body, "visibility": "private"}
        self._wire.post(f"/candidates/{person_id}/activity_feed/notes", note)

    def person_url(self, person_id: str, application_id: str = "") -> str:
        about = f"?application_id={application_id}" if application_id else ""
        return f"{self._profile_url}/people/{person_id}{about}"

    def _find(self, query: Query) -> list[Row]:
        rows = list(self._wire.rows("/candidates", query))
        if any(map(parsing.unfinished, rows)):
            raise TryAgain("Greenhouse is still building a record that may be this person.")
        return rows

    def _row(self, person_id: str) -> Row | None:
        """By the list: see `HarvestV1`."""
        row = self._wire.first("/candidates", {"candidate_ids": person_id})
        if row is None:
            return None
        if parsing.unfinished(row):
            raise TryAgain("Greenhouse is still building this person's record.")
        self._owners |= {one.id: person_id for one in parsing.applications(row)}
        return row

    def _owner(self, application_id: str) -> str:
        """Whose application it is, usually known from what was read or made before."""
        if application_id not in self._owners:
            row = self._wire.one(f"/applications/{application_id}")
            self._owners[application_id] = str(row["candidate_id"])
        return self._owners[application_id]
