"""Jobs as the recruiter speaks of them."""

from enum import StrEnum


class JobState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


FACT_TOPICS = ("pitch", "pay", "remote", "location", "process", "company", "link")
"""What a draft may say about a job; each is shareable words or unknown."""
