"""What we know of a person, as values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

CandidateId = NewType("CandidateId", int)
JobId = NewType("JobId", int)
MemberId = NewType("MemberId", int)


@dataclass(frozen=True, slots=True)
class Employment:
    """One position; `end` None means current. Days may be the first of the month or year when only that is known."""

    company: str
    title: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Education:
    """One study."""

    school: str
    degree: str = ""
    discipline: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """The person's own file, or one that we made."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a sync may write about a person. Empty string and empty tuple mean: not known."""

    first_name: str
    last_name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin_url: str = ""
    links: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    country: str = ""
    title: str = ""
    company: str = ""
    skills: tuple[str, ...] = ()
    employments: tuple[Employment, ...] = ()
    educations: tuple[Education, ...] = ()
    resume: Resume | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def location(self) -> str:
        return ", ".join(part for part in (self.city, self.state, self.country) if part)


class LawfulBasis(StrEnum):
    """Why we may hold the person's details (GDPR Art. 6), asked once per import (R30)."""

    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"
    APPLIED = "applied"
