"""What every tracking system does for us, seen only through the port."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.ats import ApplicationStatus, AtsJob, NewApplication
from bot.domain.candidates import Education, Employment, Profile, Resume
from bot.errors import Refused
from bot.ports import Ats

ZOE = Profile(
    "Zoë", "Żak", emails=("zoe@zak.example", "zoe+pin@work.example"), phones=("+48601123456",),
    linkedin_url="https://www.linkedin.com/in/zoezak", links=("https://zoe.example",), city="Kraków",
    country="Poland", title="Engineer", company="Acme",
)  # fmt: skip


@pytest.fixture
def job(ats: Ats) -> AtsJob:
    return next(job for job in ats.jobs() if job.open)


def test_the_setup_check_is_all_granted_and_says_so_in_words(ats: Ats) -> None:
    permissions = ats.check()
    assert [permission.name for permission in permissions if not permission.granted] == []
    assert all(permission.words for permission in permissions)
    assert len(permissions) > 10, "one by one"


def test_s4_jobs_of_the_same_name_can_be_told_apart(ats: Ats) -> None:
    jobs = list(ats.jobs())
    assert all(job.id and job.name and job.requisition for job in jobs)
    assert {job.open for job in jobs} == {True, False}


def test_s13_the_source_pin_can_be_chosen(ats: Ats) -> None:
    assert "Pin" in {source.name for source in ats.sources()}


def test_s12_a_new_person_has_everything_we_know(ats: Ats, job: AtsJob) -> None:
    source = next(source.id for source in ats.sources() if source.name == "Pin")
    made = ats.create_person(ZOE, NewApplication(job.id, source_id=source), ["pin:7"])
    person = ats.person(made.person_id)
    assert person is not None
    assert (person.first_name, person.last_name, person.title, person.company) == ("Zoë", "Żak", "Engineer", "Acme")
    assert (person.emails, person.phones, person.addresses) == (ZOE.emails, ZOE.phones, ("Kraków, Poland",))
    assert set(person.links) == {ZOE.linkedin_url, *ZOE.links}
    (application,) = ats.applications(made.person_id)
    assert (application.id, application.job_id, application.source_id) == (made.application_id, job.id, source)
    assert (application.status, application.prospect) == (ApplicationStatus.ACTIVE, False)


def test_o9_a_person_is_found_by_any_email_and_by_our_tag_before_a_retry(ats: Ats, job: AtsJob) -> None:
    made = ats.create_person(ZOE, NewApplication(job.id), ["pin:7"])
    for email in ("zoe@zak.example", "ZOE+PIN@work.example"):
        assert [person.id for person in ats.find_by_email(email)] == [made.person_id]
    assert [person.id for person in ats.find_by_tag("pin:7")] == [made.person_id]
    assert ats.find_by_email("nobody@zak.example") == ats.find_by_tag("pin:8") == []


@pytest.mark.parametrize("with_job", [False, True])
def test_s8_o6_a_prospect_with_or_without_a_job(ats: Ats, job: AtsJob, with_job: bool) -> None:
    made = ats.create_person(ZOE, NewApplication(job.id if with_job else "", prospect=True))
    (application,) = ats.applications(made.person_id)
    assert application.prospect
    assert application.job_id == (job.id if with_job else "")


def test_a_person_of_one_name_and_no_email_is_taken_and_stays_without(ats: Ats) -> None:
    made = ats.create_person(Profile("Cher", ""), NewApplication())
    person = ats.person(made.person_id)
    assert person is not None
    assert (person.first_name, person.last_name, person.emails, person.links) == ("Cher", "", (), ())
    assert ats.fill_blanks(made.person_id, replace(ZOE, first_name="Cher")) == (
        "last name", "title", "company", "e-mails", "phones", "LinkedIn", "links", "location"
    )  # fmt: skip


def test_o2_only_blanks_are_filled_and_no_value_is_lost(ats: Ats) -> None:
    before = replace(ZOE, emails=("old@zak.example",), links=("https://old.example",), title="CTO", company="")
    made = ats.create_person(before, NewApplication(), ["mine"])
    assert ats.fill_blanks(made.person_id, ZOE) == ("company", "e-mails", "links")
    person = ats.person(made.person_id)
    assert person is not None
    assert person.emails == ("old@zak.example", *ZOE.emails)
    assert set(person.links) == {ZOE.linkedin_url, "https://old.example", "https://zoe.example"}
    assert (person.title, person.company, person.tags, person.phones) == ("CTO", "Acme", ("mine",), ZOE.phones)
    assert ats.fill_blanks(made.person_id, ZOE) == (), "a second time there is nothing to write"


def test_o2_a_second_job_is_a_second_application(ats: Ats, job: AtsJob) -> None:
    made = ats.create_person(ZOE, NewApplication())
    added = ats.add_application(made.person_id, NewApplication(job.id))
    assert {application.id for application in ats.applications(made.person_id)} == {made.application_id, added}


def test_o7_a_job_that_is_not_open_refuses_in_words(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    closed = next(job.id for job in ats.jobs() if not job.open)
    with pytest.raises(Refused, match=r"refused: .+"):
        ats.add_application(made.person_id, NewApplication(closed))


def test_positions_and_studies_are_added_and_read_back(ats: Ats, stand: Any) -> None:
    made = ats.create_person(ZOE, NewApplication())
    position = Employment("Acme", "Engineer", date(2020, 2, 1), date(2023, 5, 31))
    study = Education(stand.school, stand.degree, "", date(2014, 10, 1), date(2018, 6, 30))
    ats.add_employment(made.person_id, position)
    ats.add_education(made.person_id, study)
    history = ats.history(made.person_id)
    assert history.employments == (position,)
    (read,) = history.educations
    assert (read.school.casefold(), read.degree) == (study.school.casefold(), study.degree)
    assert (read.start, read.end) == (study.start, study.end)


def test_a_position_without_start_is_refused_in_words(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    with pytest.raises(Refused, match=r"Engineer.+start date"):
        ats.add_employment(made.person_id, Employment("Acme", "Engineer"))
    assert ats.history(made.person_id).employments == ()


def test_a_school_they_do_not_know_is_named_for_the_note(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    with pytest.raises(Refused, match="school “Hogwarts”"):
        ats.add_education(made.person_id, Education("Hogwarts"))
    assert ats.history(made.person_id).educations == ()


def test_resumes_are_attached_and_known_by_name_even_when_a_newer_one_came(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    ats.attach_resume(made.application_id, Resume("zoe-zak.pdf", b"%PDF-1.4 old"))
    ats.attach_resume(made.application_id, Resume("żak.pdf", b"%PDF-1.4 new"))
    assert sorted(ats.resume_names(made.person_id)) == ["zoe-zak.pdf", "żak.pdf"]


def test_a_resume_too_large_is_refused_in_words_and_not_sent(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    with pytest.raises(Refused, match="40 MB and at most 20 MB"):
        ats.attach_resume(made.application_id, Resume("big.pdf", bytes(40_000_000)))
    assert ats.resume_names(made.person_id) == []


def test_a_note_reads_back(ats: Ats) -> None:
    made = ats.create_person(ZOE, NewApplication())
    ats.add_note(made.person_id, made.application_id, "Sourced with Pin <b>&</b>\nsecond line 🌱")
    ats.add_note(made.person_id, "", "without an application")
    assert sorted(ats.notes(made.person_id)) == ["Sourced with Pin <b>&</b>\nsecond line 🌱", "without an application"]


def test_o8_the_sweep_brings_everyone_newest_first_or_only_who_changed(ats: Ats) -> None:
    everyone = list(ats.people())
    made = ats.create_person(ZOE, NewApplication())
    assert [person.id for person in ats.people()] == [made.person_id, *(person.id for person in everyone)]
    changed = ats.person(made.person_id)
    assert changed is not None
    assert changed.updated_at is not None
    since = changed.updated_at.replace(microsecond=0)
    assert made.person_id in [person.id for person in ats.people(since)]
    assert list(ats.people(datetime(2100, 1, 1, tzinfo=UTC))) == []


def test_o5_a_private_person_says_so(ats: Ats, stand: Any) -> None:
    made = ats.create_person(ZOE, NewApplication())
    stand.make_private(made.person_id)
    assert [person.private for person in ats.find_by_email("zoe@zak.example")] == [True]


def test_a_person_who_was_deleted_is_gone_and_cannot_be_written_to(ats: Ats, stand: Any) -> None:
    made = ats.create_person(ZOE, NewApplication())
    stand.delete(made.person_id)
    assert ats.person(made.person_id) is None
    assert ats.applications(made.person_id) == []
    with pytest.raises(Refused):
        ats.fill_blanks(made.person_id, ZOE)


def test_s10_the_link_leads_to_the_person(ats: Ats) -> None:
    assert ats.person_url("12").endswith("/people/12")
    assert ats.person_url("12", "34").startswith(ats.person_url("12"))
