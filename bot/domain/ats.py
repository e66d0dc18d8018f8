"""What we read from and write to an applicant tracking system, whoever makes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.candidates import Education, Employment


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing the connection needs. `words` say what it is for and, when it is missing, how to add it."""

    name: str
    granted: bool
    words: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class AtsJob:
    """A job over there; `requisition` tells jobs of the same name apart."""

    id: str
    name: str
    requisition: str
    open: bool


@dataclass(frozen=True, slots=True)
class AtsSource:
    """A source to which a candidate can be credited."""

    id: str
    name: str
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class AtsPerson:
    """A person over there. `private` people may be counted but not shown (O5)."""

    id: str
    first_name: str
    last_name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    title: str = ""
    company: str = ""
    tags: tuple[str, ...] = ()
    private: bool = False
    updated_at: datetime | None = None


class ApplicationStatus(StrEnum):
    ACTIVE = "active"
    REJECTED = "rejected"
    HIRED = "hired"
    CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class AtsApplication:
    """An application or, with `prospect`, an interest without one; `job_id` is empty for jobless prospects."""

    id: str
    person_id: str
    job_id: str
    status: ApplicationStatus
    prospect: bool
    source_id: str = ""
    rejected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What to ask for: `job_id` empty or `prospect` makes a prospect."""

    job_id: str = ""
    prospect: bool = False
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Created:
    person_id: str
    application_id: str


@dataclass(frozen=True, slots=True)
class History:
    """Employments and educations already over there."""

    employments: tuple[Employment, ...] = ()
    educations: tuple[Education, ...] = ()
