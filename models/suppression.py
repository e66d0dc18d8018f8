"""Who must not be mailed, by salted hash, so that it outlives the person's data (idea 6)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Suppression(Base):
    """`digest` is an HMAC of the normalised address or slug; `reason` is ours, never the person's words."""

    __tablename__ = "suppression"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    reason: Mapped[str]
    at: Mapped[datetime]


def any_of(session: Session, digests: list[str]) -> bool:
    return session.scalar(select(Suppression.id).where(Suppression.digest.in_(digests)).limit(1)) is not None


def which_of(session: Session, digests: list[str]) -> set[str]:
    return set(session.scalars(select(Suppression.digest).where(Suppression.digest.in_(digests))))


def add(session: Session, digests: list[str], reason: str, at: datetime) -> None:
    known = which_of(session, digests)
    session.add_all(
        Suppression(digest=digest, reason=reason, at=at) for digest in dict.fromkeys(digests) if digest not in known
    )
