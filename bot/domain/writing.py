"""What a draft is made from and what it looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.replies import Flag, Label


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Facts for a reply. `job_facts` are shareable words by topic (pay, remote, location, process, company, link).

    Attributes:
        reply: what the candidate wrote now, untrusted.
        instruction: what a colleague asked for in the thread ("shorter, offer Tuesday"); empty at first.
        previous: the draft to change, when `instruction` is given.
    """

    label: Label
    flags: frozenset[Flag]
    language: str
    candidate_first_name: str
    recruiter_name: str
    company: str
    job_title: str
    job_facts: Mapping[str, str]
    reply: str
    booking_link: str = ""
    instruction: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for approval. An empty `body` means: a person must write this one, and `remark` says why.

    Attributes:
        sources: sentence -> where its fact comes from ("job fact: remote", "candidate's words").
        writer: "template" or the model's name.
        remark: words for the card ("The writing service did not answer, so this is a template.").
    """

    body: str
    language: str
    writer: str
    sources: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
