"""Finding out who somebody is over there: by our link, every e-mail, their LinkedIn address and our own tag (O1)."""

from sqlalchemy.orm import Session

from bot.domain.candidates import Profile
from bot.domain.identity import linkedin_slug
from bot.domain.matching import Decision, Found, decide
from bot.ports import Ats
from models import sync


def look(ats: Ats, profile: Profile, tag: str, own: str, known: list[str]) -> Decision:
    """Search over there by our link, every e-mail, LinkedIn address and our own tag (O1)."""
    linked = ats.person(own) if own else None
    if linked is not None:
        return decide(Found(own, linked))
    by_email = [found for email in profile.emails for found in ats.find_by_email(email)]
    by_slug = [found for person_id in known if (found := ats.person(person_id))]
    slug = linkedin_slug(profile.linkedin_url)
    by_slug = [found for found in by_slug if slug in {linkedin_slug(link) for link in found.links}]
    by_email += ats.find_by_tag(tag)
    return decide(Found(own, None, tuple(by_email), tuple(by_slug)))


def look_for_ours(ats: Ats, tag: str) -> Decision:
    """Only the one we made ourselves, when they are to be kept apart from everybody else."""
    return decide(Found(by_email=tuple(ats.find_by_tag(tag))))


def known_by_slug(session: Session, profile: Profile) -> list[str]:
    """Whom our index knows over there by this LinkedIn address."""
    slug = linkedin_slug(profile.linkedin_url)
    return sync.people_with_key(session, f"linkedin:{slug}") if slug else []


def tag_of(candidate_id: int) -> str:
    """The tag that finds a person we made again when the answer to the creation was lost."""
    return f"pin:{candidate_id}"
