"""/pin trigger: the form, who qualifies already, Enable, and what a late set-up says (R26, R27)."""

from typing import Any

from sqlalchemy import select

from bot.domain.triggers import Trigger
from models import record
from models.job import Job
from tests.flows.greenhouse import BACKEND, of_person, people_named, person_named, write_to
from tests.office import Office


def modal(office: Office) -> dict[str, Any]:
    return office.slack.views(office.people["rae"])[-1]


def ask(office: Office, words: str = "") -> None:
    office.slack.command("hiring-platform", f"/pin trigger {words}".strip(), by=office.people["rae"])


def choose(office: Office, query: str = BACKEND, trigger: Trigger = Trigger.REPLIED, stage: str = "candidate") -> Any:
    """Fill the form: the Greenhouse job is searched while typing."""
    rae = office.people["rae"]
    found = office.slack.suggest(modal(office), "pick.ats_job", query, by=rae)["options"]
    fields = office.answer(
        trigger={"selected_option": {"value": trigger.value}}, stage={"selected_option": {"value": stage}}
    )
    return office.slack.submit({**fields, "ats_job": {"pick.ats_job": {"selected_option": found[-1]}}}, by=rae)


def confirm(office: Office, also: str = "") -> None:
    given = office.answer(backfill={"selected_option": {"value": also}}) if also else {}
    office.slack.submit(given, by=office.people["rae"])
    office.settle()


def job_now(office: Office) -> Job:
    with office.store.begin() as session:
        return session.get_one(Job, office.job)


def test_choose_trigger_and_job_see_who_qualifies_and_enable_r26_r27(office: Office) -> None:
    office.connect_greenhouse()
    ask(office)
    assert "Platform Engineer" in office.words(modal(office))
    choose(office)
    assert "Nobody qualifies yet" in office.words(modal(office))
    assert job_now(office).trigger is Trigger.NEVER
    confirm(office)
    assert office.slack.views(office.people["rae"]) == []
    assert f"Enabled for Platform Engineer: people go to Greenhouse ({BACKEND})" in office.whispers("rae")[-1]
    now = job_now(office)
    assert (now.trigger, now.ats_job_id) == (Trigger.REPLIED, office.greenhouse_job(BACKEND)[0])
    with office.store.begin() as session:
        (line,) = session.scalars(select(record.Line).where(record.Line.deed == "set the trigger"))
    assert BACKEND in line.reason


def test_greenhouse_jobs_are_found_by_name_requisition_and_id_and_closed_ones_are_not_offered_4(
    office: Office,
) -> None:
    office.connect_greenhouse()
    ask(office)
    number = office.greenhouse_job(BACKEND)[0]

    def offered(query: str) -> list[str]:
        found = office.slack.suggest(modal(office), "pick.ats_job", query, by=office.people["rae"])["options"]
        return [option["text"]["text"] for option in found]

    assert offered("")[0] == "No job (prospect)"
    for query in ("backend staff", "eng-118", number):
        assert offered(query) == ["No job (prospect)", f"{BACKEND} (ENG-118)"]
    assert offered("Support Engineer") == ["No job (prospect)"]


def test_set_late_it_warns_and_offers_those_who_qualify_and_syncs_them_on_yes_t5(office: Office) -> None:
    office.connect_greenhouse()
    write_to(office, office.add("Maria", "Diaz"), office.add("Ben", "Okoro"))
    ask(office, "platform")
    choose(office, trigger=Trigger.FIRST_MESSAGE)
    shown = office.words(modal(office))
    assert "2 people already qualify: sync them too?" in shown
    assert "This is set late: 2 people were added to outreach before" in shown
    assert "Maria Diaz*: would be created" in shown
    confirm(office, "yes")
    assert "Those who already qualify go over now: 2 people." in office.whispers("rae")[-1]
    assert len(people_named(office, "Diaz")) == len(people_named(office, "Okoro")) == 1


def test_on_no_nobody_is_synced_who_qualified_before_t5(office: Office) -> None:
    office.connect_greenhouse()
    write_to(office, office.add("Maria", "Diaz"))
    ask(office)
    choose(office, trigger=Trigger.FIRST_MESSAGE)
    confirm(office, "no")
    assert "Enabled for Platform Engineer" in office.whispers("rae")[-1]
    assert "go over now" not in office.whispers("rae")[-1]
    assert people_named(office, "Diaz") == []


def test_no_job_makes_prospects_s8(office: Office) -> None:
    office.connect_greenhouse()
    write_to(office, office.add("Maria", "Diaz"))
    ask(office)
    choose(office, query="no such job", trigger=Trigger.FIRST_MESSAGE)
    confirm(office, "yes")
    (application,) = of_person(office, "applications", person_named(office, "Diaz"))
    assert application["prospect"] and application["job_id"] is None


def test_never_switches_it_off_again_s5(office: Office) -> None:
    office.connect_greenhouse()
    for trigger in (Trigger.REPLIED, Trigger.NEVER):
        ask(office)
        choose(office, trigger=trigger)
        confirm(office)
    assert "nobody is synced by itself" in office.whispers("rae")[-1]
    assert job_now(office).trigger is Trigger.NEVER


def test_a_job_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    office.connect_greenhouse()
    ask(office)
    choose(office)
    office.pin.house.save_job(office.people["ada"], office.job, "Platform Engineer II", "", {})
    office.slack.submit({}, by=office.people["rae"])
    assert "Somebody changed this job" in office.words(modal(office))
    assert job_now(office).trigger is Trigger.NEVER


def test_an_unknown_job_is_asked_about_in_the_form(office: Office) -> None:
    office.connect_greenhouse()
    ask(office, "astronaut")
    assert "No job is called" in office.words(modal(office))


def test_a_viewer_hears_who_may_r12(office: Office) -> None:
    office.slack.command("hiring-platform", "/pin trigger", by=office.people["vic"])
    assert "You may not sync to Greenhouse. Ask <@" in office.whispers("vic")[-1]
