"""Members: the people of the company who use Pin, and what each may do."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.access import Role
from models.base import Base, Versioned


class Member(Versioned, Base):
    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    slack_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    tz: Mapped[str] = mapped_column(default="UTC")
    role: Mapped[Role] = mapped_column(default=Role.VIEWER)
    active: Mapped[bool] = mapped_column(default=True)


def by_slack_id(session: Session, slack_id: str) -> Member | None:
    return session.scalar(select(Member).where(Member.slack_id == slack_id))


def with_role(session: Session, *roles: Role) -> list[Member]:
    """Active members who have one of the roles, in the order they joined."""
    return list(session.scalars(select(Member).where(Member.role.in_(roles), Member.active).order_by(Member.id)))


def everyone(session: Session) -> list[Member]:
    return list(session.scalars(select(Member).where(Member.active).order_by(Member.id)))
