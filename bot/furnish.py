"""Furnishing a company from a file: what an admin would click together in Slack, in one go. Repeatable."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.domain.access import Role
from bot.domain.accounts import Account
from bot.domain.connections import kind_of
from bot.domain.triggers import Trigger, trigger_named
from bot.errors import BadInput
from bot.pin import Pin
from models import mailbox, sync
from models.job import Job
from models.sequence import Sequence


def furnish(pin: Pin, plan: dict[str, Any]) -> Iterator[str]:
    """Do what is missing; a line of words for each thing done. Raises `BadInput` for a plan without an admin."""
    admin = str(plan.get("admin", ""))
    if not admin:
        raise BadInput('The file names no "admin": the Slack id of the person who manages Pin.')
    pin.house.greet(admin, welcome=False)
    for slack_id, role in plan.get("members", {}).items():
        yield pin.house.give_role(admin, slack_id, Role(role))
    if plan.get("settings"):
        yield f"Settings: {pin.house.save_settings(admin, plan['settings'])}"
    yield from _mailboxes(pin, admin, plan.get("mailboxes", []))
    yield from _greenhouse(pin, admin, plan.get("greenhouse"))
    for job in plan.get("jobs", []):
        yield from _job(pin, admin, job)


def _mailboxes(pin: Pin, admin: str, boxes: list[dict[str, Any]]) -> Iterator[str]:
    for box in boxes:
        with pin.desk.store.begin() as session:
            known = mailbox.by_address(session, box["address"])
            if known is not None and (known.imap, known.smtp) == (box["imap"], box["smtp"]):
                continue
        account = Account(
            box["address"], box.get("name", ""), box.get("login", ""), box["imap"], box["smtp"],
            int(box.get("daily_cap", 50)),
        )  # fmt: skip
        said = pin.mailboxes.connect(admin, account, box["password"], gap_seconds=float(box.get("gap_seconds", 100)))
        yield f"Mailbox {box['address']}: {said}"


def _greenhouse(pin: Pin, admin: str, credentials: dict[str, str] | None) -> Iterator[str]:
    if not credentials:
        return
    with pin.desk.store.begin() as session:
        known = sync.connection(session)
        kind = kind_of(credentials)
        if known is not None and known.kind == kind and pin.desk.vault.unseal(known.secret) == credentials:
            return
    yield f"Greenhouse: {pin.ats.connect(admin, credentials, kind=kind)}"


def _job(pin: Pin, admin: str, job: dict[str, Any]) -> Iterator[str]:
    with pin.desk.store.begin() as session:
        found = session.scalar(select(Job.id).where(Job.name == job["name"]))
    if found is None:
        owner, channel = str(job.get("owner", admin)), job.get("channel", "")
        found = pin.house.save_job(owner, 0, job["name"], channel, job.get("facts", {}), job.get("time_zone", ""))
        yield f"Job {job['name']}: made."
        trigger = trigger_named(job.get("trigger", "never")) or Trigger.NEVER
        if trigger is not Trigger.NEVER:
            ats_job = (str(job.get("ats_job_id", "")), str(job.get("ats_job_name", "")))
            yield pin.house.set_trigger(
                admin, found, trigger, ats_job, prospect=False, notify_channel="", backfill=False
            )
    for plan in job.get("sequences", []):
        with pin.desk.store.begin() as session:
            if session.scalar(select(Sequence.id).where(Sequence.name == plan["name"])) is not None:
                continue
        steps = [(float(s["delay_hours"]), s.get("subject", ""), s["body"]) for s in plan["steps"]]
        pin.house.save_sequence(admin, 0, found, plan["name"], steps)
        yield f"Sequence {plan['name']}: made."
