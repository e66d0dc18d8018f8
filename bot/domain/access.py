"""Who may do what: roles, actions and one table that joins them."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    APPROVER = "approver"
    RECRUITER = "recruiter"
    ADMIN = "admin"


class Deed(StrEnum):
    """Something a person can ask of Pin."""

    LOOK = "look"
    APPROVE = "approve replies"
    WORK = "work with candidates"
    SYNC = "sync to Greenhouse"
    MANAGE_JOBS = "manage jobs"
    MANAGE_COMPANY = "manage settings"


ALLOWED: dict[Role, frozenset[Deed]] = {
    Role.VIEWER: frozenset({Deed.LOOK}),
    Role.APPROVER: frozenset({Deed.LOOK, Deed.APPROVE}),
    Role.RECRUITER: frozenset({Deed.LOOK, Deed.APPROVE, Deed.WORK, Deed.SYNC, Deed.MANAGE_JOBS}),
    Role.ADMIN: frozenset(Deed),
}


def may(role: Role, deed: Deed) -> bool:
    return deed in ALLOWED[role]


def roles_for(deed: Deed) -> tuple[Role, ...]:
    """The roles that may, the most modest first."""
    return tuple(role for role in Role if deed in ALLOWED[role])
