"""Nobody is handed over twice, or after an objection, whatever happens between two steps."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.syncing import SyncState
from bot.errors import TryAgain
from bot.flows.sync import SEPARATE, Target
from models.candidate import Candidate
from models.member import Member
from models.sync import Sync
from tests.flows.greenhouse import BACKEND, of_person, our_notes, people_named, person_named
from tests.office import Office


def waiting(
    office: Office, person: int, job: str = BACKEND, *, chosen: str = "", by_hand: bool = False
) -> dict[str, int]:
    """A hand-over that waits, and the arguments of its promise; the test goes through its steps by hand."""
    there = office.greenhouse_job(job)
    with office.store.begin() as session:
        by = session.scalars(select(Member.id).where(Member.slack_id == office.people["rae"])).one()
        row = Sync(
            candidate_id=person, job_id=office.job, ats_job_id=there[0], ats_job_name=there[1], cause="a test",
            chosen_person_id=chosen, by_hand=by_hand, by_id=by, asked_at=clock.now(), state=SyncState.WAITING,
            attempt=0,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return {"sync": row.id, "attempt": 0}


def row_of(office: Office, args: dict[str, int]) -> Sync:
    with office.store.begin() as session:
        return session.get_one(Sync, args["sync"])


def opt_out(office: Office, person: int) -> None:
    with office.store.begin() as session:
        office.pin.suppressions.suppress(session, session.get_one(Candidate, person), "They asked us to stop.")


def test_an_objection_after_the_match_still_keeps_them_out(office: Office) -> None:
    office.connect_greenhouse()
    maria = office.add("Maria", "Diaz")
    args = waiting(office, maria)
    office.pin.handover._match(args)
    opt_out(office, maria)
    office.pin.handover._person(args)
    assert people_named(office, "Diaz") == []
    assert row_of(office, args).state is SyncState.HELD


def test_t6_a_person_who_asks_by_hand_wins_over_the_objection(office: Office) -> None:
    office.connect_greenhouse()
    maria = office.add("Maria", "Diaz")
    args = waiting(office, maria, by_hand=True)
    opt_out(office, maria)
    for step in (office.pin.handover._match, office.pin.handover._person, office.pin.handover._note):
        step(args)
    (note,) = our_notes(office, person_named(office, "Diaz"))
    assert "a person decided" in note["body"]


def while_creating(office: Office, monkeypatch: pytest.MonkeyPatch, happening: Callable[[], None]) -> None:
    """Something happens just before the local Greenhouse is asked to make the person."""
    ats = office.pin.ats.open()
    real, once = ats.create_person, [happening]

    def create(*given: Any) -> Any:
        if once:
            once.pop()()
        return real(*given)

    monkeypatch.setattr(ats, "create_person", create)


def test_two_hand_overs_of_one_person_at_once_make_one_person(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.connect_greenhouse()
    maria = office.add("Maria", "Diaz")
    jobs = [str(row["name"]) for row in office.greenhouse.jobs() if row["status"] == "open"][:2]
    first, second = (waiting(office, maria, job) for job in jobs)
    for args in (first, second):
        office.pin.handover._match(args)

    def meanwhile() -> None:
        with pytest.raises(TryAgain):
            office.pin.handover._person(second)

    while_creating(office, monkeypatch, meanwhile)
    office.pin.handover._person(first)
    office.pin.handover._match(second)
    office.pin.handover._person(second)
    person = person_named(office, "Diaz")
    assert len(of_person(office, "applications", person)) == 2


def test_o3_kept_separate_and_killed_after_the_creation_makes_no_second_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.connect_greenhouse()
    maria = office.add("Maria", "Diaz")
    args = waiting(office, maria, chosen=SEPARATE)
    with monkeypatch.context() as killed:
        killed.setattr(office.pin.handover, "_keep_link", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.pin.handover._person(args)
    office.pin.handover._person(args)
    assert len(people_named(office, "Diaz")) == 1


def test_t7_two_jobs_of_ours_joined_to_one_over_there_hand_a_person_over_once(office: Office) -> None:
    office.connect_greenhouse()
    maria = office.add("Maria", "Diaz")
    there = office.greenhouse_job(BACKEND)
    other = office.pin.house.save_job(office.people["rae"], 0, "Twin", office.channels["hiring-platform"], {})
    for job in (office.job, other):
        with office.store.begin() as session:
            person = session.get_one(Candidate, maria)
            office.pin.sync.ask(session, person, Target(*there, False, job), cause="a test")
    office.settle()
    assert len(of_person(office, "applications", person_named(office, "Diaz"))) == 1
