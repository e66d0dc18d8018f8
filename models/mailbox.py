"""Mailboxes we watch and send from, and how far each folder was read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Versioned


class MailboxState(StrEnum):
    CONNECTED = "connected"
    PAUSED = "paused"
    BROKEN = "broken"


class Mailbox(Versioned, Base):
    """`secret` is sealed. `daily_cap` counts mails in a rolling 24 hours; `gap_seconds` lies between two mails.

    `self_copy`: the server does not file what we submit, so each mail has a second envelope recipient of our own,
    which the same answer accepts: the witness that it left (mail.md 3.5).
    """

    __tablename__ = "mailbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    sender_name: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    login: Mapped[str]
    secret: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    imap: Mapped[str]
    smtp: Mapped[str]
    state: Mapped[MailboxState] = mapped_column(default=MailboxState.CONNECTED)
    problem: Mapped[str] = mapped_column(default="")
    synced_at: Mapped[datetime | None]
    swept_at: Mapped[datetime | None]
    daily_cap: Mapped[int] = mapped_column(default=50)
    gap_seconds: Mapped[float] = mapped_column(default=100)
    self_copy: Mapped[bool] = mapped_column(default=True)


class FolderMarkRow(Base):
    """UIDs and UIDVALIDITY are unsigned 32-bit numbers (RFC 3501 2.3.1.1): too large for a plain integer."""

    __tablename__ = "folder_mark"
    __table_args__ = (UniqueConstraint("mailbox_id", "folder"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id", ondelete="CASCADE"))
    folder: Mapped[str]
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)


class SeenUid(Base):
    """A mail on the server that we have taken in, whatever the mark says."""

    __tablename__ = "seen_uid"
    __table_args__ = (UniqueConstraint("mailbox_id", "folder", "uidvalidity", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id", ondelete="CASCADE"))
    folder: Mapped[str]
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)


def every(session: Session) -> list[Mailbox]:
    return list(session.scalars(select(Mailbox).order_by(Mailbox.id)))


def by_address(session: Session, address: str) -> Mailbox | None:
    return session.scalar(select(Mailbox).where(Mailbox.address == address.lower()))


def mark_of(session: Session, mailbox_id: int, folder: str) -> FolderMarkRow | None:
    return session.scalar(
        select(FolderMarkRow).where(FolderMarkRow.mailbox_id == mailbox_id, FolderMarkRow.folder == folder)
    )


def was_seen(session: Session, mailbox_id: int, folder: str, uidvalidity: int, uid: int) -> bool:
    found = session.scalar(
        select(SeenUid.id).where(
            SeenUid.mailbox_id == mailbox_id,
            SeenUid.folder == folder,
            SeenUid.uidvalidity == uidvalidity,
            SeenUid.uid == uid,
        )
    )
    return found is not None
