"""Attachments: base64 in, a link out that lives seven days, one current résumé per application (harvest.md 4.3)."""

import base64
import hashlib
from pathlib import PurePosixPath
from typing import Any

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.links import show
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import not_found, unprocessable
from bot.sim.greenhouse.tags import deletion

BLOCKED = frozenset({".exe", ".bat", ".cmd", ".com", ".js", ".jar", ".msi", ".scr", ".vbs", ".sh", ".ps1"})
ONE_CURRENT = ("resume", "cover_letter")


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    application = company.need("applications", fields["application_id"], "application_id")
    _refuse_bad_name(fields["filename"])
    content = base64.b64decode("".join(fields["content"].split())) if "content" in fields else b""
    return 201, show(company, add(company, application, fields, content))


def _refuse_bad_name(filename: str) -> None:
    suffix = PurePosixPath(filename).suffix.lower()
    if not suffix:
        raise unprocessable({"filename": "must have an extension"})
    if suffix in BLOCKED:
        raise unprocessable({"filename": f"files of type {suffix} are not allowed"})


def add(company: Company, application: Row, fields: dict[str, Any], content: bytes) -> Row:
    """Keep a file; the previous résumé (or cover letter) of the application becomes `other`."""
    if fields["type"] in ONE_CURRENT:
        for older in company.records.where("attachments", application_id=application["id"], type=fields["type"]):
            company.records.change(older, type="other")
    row = company.records.add(
        "attachments",
        application_id=application["id"],
        candidate_id=application["candidate_id"],
        type=fields["type"],
        filename=fields["filename"],
        _visibility=fields.get("visibility") or ("public" if fields["type"] in ONE_CURRENT else "admin_only"),
        _elsewhere=fields.get("url"),
        _size=len(content),
        _sha256=hashlib.sha256(content).hexdigest(),
    )
    company.files[row["id"]] = content
    candidate = company.records.find("candidates", application["candidate_id"])
    if candidate:
        company.records.change(candidate, last_activity_at=company.clock.stamp())
    return row


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    row = company.records.find("attachments", number)
    if row is None:
        raise not_found()
    company.records.remove("attachments", number)
    company.files.pop(number, None)
    return 200, deletion("Attachment", row)
