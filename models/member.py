"""Members: the people of the company who use Pin, what each may do, and who looks at the App Home."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
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


class HomeTab(Versioned, Base):
    """Somebody's App Home: when they last opened it, and a fingerprint of what it was last to show.

    `times` counts publications, so that each has a key of its own.
    """

    __tablename__ = "home_tab"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]
    shown: Mapped[str] = mapped_column(default="")
    times: Mapped[int] = mapped_column(default=0)


def home_tabs(session: Session, opened_since: datetime) -> list[HomeTab]:
    """Everybody who has looked at their App Home since then and is still with us."""
    query = select(HomeTab).join(Member, Member.id == HomeTab.member_id)
    return list(session.scalars(query.where(HomeTab.opened_at >= opened_since, Member.active)))


def by_slack_id(session: Session, slack_id: str) -> Member | None:
    return session.scalar(select(Member).where(Member.slack_id == slack_id))


def with_role(session: Session, *roles: Role) -> list[Member]:
    """Active members who have one of the roles, in the order they joined."""
    return list(session.scalars(select(Member).where(Member.role.in_(roles), Member.active).order_by(Member.id)))


def anybody(session: Session) -> bool:
    return session.scalar(select(Member.id).where(Member.active).limit(1)) is not None


def everyone(session: Session) -> list[Member]:
    return list(session.scalars(select(Member).where(Member.active).order_by(Member.id)))
