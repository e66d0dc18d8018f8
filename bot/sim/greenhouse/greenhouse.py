"""The simulator in Python's hands: what tests and the demo look at, break and do as a Greenhouse user."""

import copy
import secrets
from collections.abc import Callable
from typing import Any, Literal

from bot.sim.greenhouse import candidates, decisions, jobs, merging, seed, webhook_rows
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.faults import FaultKind
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.scopes import every_scope
from bot.sim.greenhouse.service import Call, Service
from bot.sim.greenhouse.webhooks import Courier, Delivery


class Greenhouse:
    """Thread-safe; rows are copies in the API's words plus our own fields with a leading underscore."""

    def __init__(self, company: Company, service: Service, courier: Courier, *, seeded: bool) -> None:
        self._company = company
        self._service = service
        self._courier = courier
        self._seeded = seeded
        self._changed = company.records.changed

    @property
    def company(self) -> Company:
        """What another face of the same Greenhouse acts upon."""
        return self._company

    def people(self) -> list[Row]:
        return self.rows("candidates")

    def applications(self) -> list[Row]:
        return self.rows("applications")

    def notes(self) -> list[Row]:
        return self.rows("notes")

    def attachments(self) -> list[Row]:
        return self.rows("attachments")

    def sources(self) -> list[Row]:
        return self.rows("sources")

    def jobs(self) -> list[Row]:
        return self.rows("jobs")

    def rows(self, table: str, **equal: object) -> list[Row]:
        """Copies of a table's rows whose fields equal the given ones, oldest first."""
        with self._changed:
            return copy.deepcopy(self._company.records.where(table, **equal))

    def file(self, attachment_id: int) -> bytes:
        """The bytes of an attachment."""
        with self._changed:
            return self._company.files[attachment_id]

    @property
    def calls(self) -> list[Call]:
        """Every API request so far (the last 2,000), oldest first."""
        with self._changed:
            return list(self._service.calls)

    @property
    def deliveries(self) -> list[Delivery]:
        """Webhook deliveries, oldest first, with their attempts."""
        with self._changed:
            return copy.deepcopy(self._courier.deliveries)

    def reset(self) -> None:
        """Back to the seed: clock, records, calls, faults, deliveries, hooks and scopes; tokens stay good."""
        with self._changed:
            for held in (self._company.records.tables, self._company.records.next_id, self._company.files):
                held.clear()
            self._company.clock.reset()
            self._service.calls.clear()
            self._service.faults.planned.clear()
            self._courier.deliveries.clear()
            self._service.credential.scopes |= every_scope()
            seed.plant(self._company, people=self._seeded)

    def advance(self, seconds: float) -> None:
        """Move the simulator's clock: windows end, tokens and links die, retries come due."""
        with self._changed:
            self._company.clock.advance(seconds)
            self._company.records.announce()

    def wait_for(self, predicate: Callable[["Greenhouse"], object], timeout: float = 5.0) -> bool:
        """Wait until the predicate holds; it is asked again after every change, under the lock."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(predicate(self)), timeout)

    def fault(
        self,
        method_path: str,
        kind: FaultKind,
        times: int = 1,
        *,
        commit: Literal["before", "after"] = "before",
        seconds: float = 1.0,
    ) -> None:
        """Plan a fault for the next calls whose `METHOD /path` the pattern finds."""
        with self._changed:
            self._service.faults.plan(method_path, kind, times, commit, seconds)

    def revoke_scopes(self, *scopes: str) -> None:
        """Take scopes from the credential; running tokens lose them at once."""
        with self._changed:
            self._service.credential.scopes -= set(scopes)

    def grant_scopes(self, *scopes: str) -> None:
        with self._changed:
            self._service.credential.scopes |= set(scopes)

    def webhook(self, url: str, secret: str = "", events: tuple[str, ...] = ()) -> str:
        """Subscribe an address to the events (none named: to all of them); the secret, made up if not given.

        Saving sends a `ping`; unless it is answered with 200 the hooks are disabled.
        """
        secret = secret or secrets.token_hex(16)
        with self._changed:
            for event in events or ("update_candidate",):
                fields = {
                    "name": f"Pin, {event if events else 'every event'}",
                    "endpoint_url": url,
                    "event_action_type": event,
                }
                webhook_rows.add(self._company, {**fields, "secret_key": secret, "_every_event": not events})
        return secret

    def act_edit(self, candidate_id: int, **fields: Any) -> None:
        """Edit a person as a Greenhouse user would; fields as in PATCH /v3/candidates."""
        with self._changed:
            candidates.edit(self._company, candidates.need(self._company, candidate_id), fields)

    def act_merge(self, primary_id: int, secondary_id: int) -> None:
        with self._changed:
            merging.merge(self._company, candidates.need(self._company, primary_id), secondary_id)

    def act_delete(self, candidate_id: int) -> None:
        with self._changed:
            candidates.forget(self._company, candidates.need(self._company, candidate_id))

    def act_anonymize(self, candidate_id: int, *fields: str) -> None:
        """Anonymise the named parts; by default the name and every way to reach the person."""
        names = list(fields) or ["full_name", "email_addresses", "phone_numbers", "social_media_links", "addresses"]
        with self._changed:
            candidates.blank(self._company, candidates.need(self._company, candidate_id), names)

    def act_reject(self, application_id: int, reason_id: int | None = None, notes: str | None = None) -> None:
        with self._changed:
            reason = reason_id or self._company.records.where("rejection_reasons")[0]["id"]
            application = self._company.need("applications", application_id, "application_id")
            decisions.turn_down(self._company, application, reason, notes)

    def act_close_job(self, job_id: int) -> None:
        with self._changed:
            jobs.close(self._company, self._company.need("jobs", job_id, "job_id"))

    def act_make_confidential(self, job_id: int, team: list[int]) -> None:
        """Hide a job from everybody outside its team, Site Admins included."""
        with self._changed:
            job = self._company.need("jobs", job_id, "job_id")
            self._company.records.change(job, confidential=True, _team=team)
