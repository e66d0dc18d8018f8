"""People go to Greenhouse by themselves when the job's trigger fires: once, completely, and said in the channel."""

from datetime import date

import pytest

from bot.domain.candidates import Education, Employment
from bot.domain.suggestions import SuggestionState
from bot.domain.triggers import Trigger
from tests.flows.greenhouse import (
    BACKEND,
    added_files,
    calls,
    enrol,
    held,
    notices,
    of_person,
    our_notes,
    people_named,
    person_named,
    relabel,
    reply,
    set_trigger,
    write_to,
)
from tests.office import Office

MARIA = "maria.diaz@cand.test"
KEEN = "Sounds great, I would love to talk. Could you call me on Friday?"


def test_an_interested_reply_puts_the_whole_person_into_greenhouse_and_tells_the_channel_r25_s12(
    office: Office,
) -> None:
    set_trigger(office, Trigger.INTERESTED)
    maria = office.add(
        "Maria", "Diaz", title="Engineer", company="Initech", phones=("+49 30 1234567",), city="Berlin",
        country="Germany", linkedin_url="https://www.linkedin.com/in/maria-diaz-1",
        employments=(Employment("Initech", "Engineer", date(2020, 3, 1)), Employment("Hooli", "Intern")),
        educations=(Education("Kyoto University", "Master's Degree", "Physics", date(2012, 9, 1), date(2014, 7, 1)),),
    )  # fmt: skip
    write_to(office, maria)
    assert people_named(office, "Diaz") == []
    reply(office, MARIA, KEEN)

    person = person_named(office, "Diaz")
    assert (person["title"], person["company"]) == ("Engineer", "Initech")
    assert [entry["value"] for entry in person["email_addresses"]] == [MARIA]
    assert [entry["value"] for entry in person["phone_numbers"]] == ["+49 30 1234567"]
    assert [entry["value"] for entry in person["addresses"]] == ["Berlin, Germany"]
    assert "maria-diaz-1" in person["social_media_addresses"][0]["value"]
    assert set(person["tags"]) == {"pin", f"pin:{maria}"}

    (application,) = of_person(office, "applications", person)
    (source,) = [row for row in office.greenhouse.sources() if row["id"] == application["source_id"]]
    assert (str(application["job_id"]), source["name"]) == (office.greenhouse_job(BACKEND)[0], "Pin")
    (resume,) = of_person(office, "attachments", person)
    assert resume["filename"].startswith("Pin - ")
    assert office.greenhouse.file(resume["id"]).startswith(b"%PDF")
    (note,) = our_notes(office, person)
    assert note["visibility"] != "public"
    assert "are interested" in note["body"] and "I would love to talk" in note["body"]
    assert "Hooli was left out" in note["body"]
    assert [row["company_name"] for row in of_person(office, "candidate_employments", person)] == ["Initech"]
    assert len(of_person(office, "candidate_educations", person)) == 1

    (notice,) = notices(office)
    url = f"{office.outside.greenhouse.url}/people/{person['id']}"
    assert f"Maria Diaz* → {BACKEND} (created, source Pin) · <{url}|Open in Greenhouse>" in office.words(notice)
    root, card = [one for one in office.cards("hiring-platform") if one["ts"] != notice["ts"]]
    assert f"<{url}|In Greenhouse>" in office.words(root)
    assert f"<{url}|In Greenhouse>" in office.words(card)
    assert "Export to Greenhouse" not in office.words(card)


@pytest.mark.parametrize(
    ("trigger", "fires_at"),
    [
        (Trigger.NEVER, ""),
        (Trigger.ADDED_TO_SEQUENCE, "enrolled"),
        (Trigger.CONTACT_FOUND, "enrolled"),
        (Trigger.FIRST_MESSAGE, "first mail"),
        (Trigger.REPLIED, "reply"),
        (Trigger.INTERESTED, ""),
    ],
)
def test_each_trigger_fires_at_its_own_moment_s5(office: Office, trigger: Trigger, fires_at: str) -> None:
    set_trigger(office, trigger)
    there = []
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    there += ["enrolled"] if people_named(office, "Diaz") else []
    office.collect()
    assert office.tick() == 1
    office.settle()
    there += ["first mail"] if people_named(office, "Diaz") else []
    reply(office, MARIA, "Thanks, but I am not interested in a change right now.")
    there += ["reply"] if people_named(office, "Diaz") else []
    assert there[:1] == ([fires_at] if fires_at else [])
    assert len(people_named(office, "Diaz")) == bool(fires_at)


def test_interested_also_satisfies_replied_t2(office: Office) -> None:
    set_trigger(office, Trigger.REPLIED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, KEEN)
    assert len(people_named(office, "Diaz")) == 1


def test_an_absence_note_is_no_reply_t1(office: Office) -> None:
    set_trigger(office, Trigger.REPLIED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, "I am out of the office until 3 December and will answer when I am back.")
    assert people_named(office, "Diaz") == []


def test_a_person_correcting_the_label_to_interested_fires_at_that_moment_t3(office: Office) -> None:
    set_trigger(office, Trigger.INTERESTED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, "What would the salary be?")
    assert people_named(office, "Diaz") == []
    card = office.cards("hiring-platform")[-1]
    relabel(office, card, "interested")
    assert len(people_named(office, "Diaz")) == 1


def test_a_correction_away_from_interested_deletes_nothing_and_adds_a_note_t4(office: Office) -> None:
    set_trigger(office, Trigger.INTERESTED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, KEEN)
    card = next(card for card in office.cards("hiring-platform") if "suggestion.approve" in office.words(card))
    relabel(office, card, "maybe_later")
    person = person_named(office, "Diaz")
    assert len(of_person(office, "applications", person)) == 1
    assert any("The label was corrected to maybe_later" in note["body"] for note in our_notes(office, person))


def test_each_person_and_job_fires_once_t7(office: Office) -> None:
    set_trigger(office, Trigger.REPLIED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, KEEN)
    reply(office, MARIA, "One more thing: is the role remote?")
    person = person_named(office, "Diaz")
    assert len(of_person(office, "applications", person)) == 1
    assert len(our_notes(office, person)) == len(added_files(office, person)) == 1


def test_without_a_greenhouse_job_people_become_prospects_s8(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE, ats_job="")
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    (application,) = of_person(office, "applications", person_named(office, "Diaz"))
    assert application["prospect"] and application["job_id"] is None
    assert "prospects without a job (created, source Pin)" in office.words(notices(office)[0])


def test_a_prospect_for_a_job_stays_a_prospect_o6(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE, prospect=True)
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    (application,) = of_person(office, "applications", person_named(office, "Diaz"))
    assert application["prospect"]


def test_several_people_share_a_notice_and_a_job_posts_at_most_once_in_five_minutes_r25(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Maria", "Diaz"), office.add("Ben", "Okoro"), office.add("Lea", "Sun"))
    office.settle()
    assert len(notices(office)) == 1
    enrol(office, office.add("Kofi", "Boateng"))
    office.settle()
    assert len(notices(office)) == 1
    office.hurry()
    told = notices(office)
    assert len(told) == 2
    for name in ("Maria Diaz", "Ben Okoro", "Lea Sun", "Kofi Boateng"):
        assert sum(name in office.words(card) for card in told) == 1


def test_a_notify_channel_hears_of_syncs_instead_of_the_jobs_own_r26(office: Office) -> None:
    office.connect_greenhouse()
    office.pin.house.set_trigger(
        office.people["rae"], office.job, Trigger.ADDED_TO_SEQUENCE, office.greenhouse_job(BACKEND), prospect=False,
        notify_channel=office.channels["hiring-design"], backfill=False,
    )  # fmt: skip
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    assert notices(office) == []
    assert len(notices(office, "hiring-design")) == 1


def test_the_source_is_left_out_where_the_customer_has_none_s13(office: Office) -> None:
    office.greenhouse.revoke_scopes("harvest:sources:list")
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    (application,) = of_person(office, "applications", person_named(office, "Diaz"))
    assert application["source_id"] is None
    assert "(created)" in office.words(notices(office)[0])


# The same person is never doubled


def test_somebody_known_by_e_mail_is_linked_and_only_blanks_are_filled_o2(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    before = person_named(office, "Okafor")
    enrol(
        office,
        office.add("Grace", "Okafor", email="Grace.Okafor@mail.example", title="CTO", phones=("+1 512 555 0199",)),
    )
    office.settle()
    after = person_named(office, "Okafor")
    assert after["title"] == before["title"] != "CTO"
    assert [entry["value"] for entry in after["phone_numbers"]] == ["+1 512 555 0101", "+1 512 555 0199"]
    assert len(after["email_addresses"]) == len(before["email_addresses"])
    jobs = [str(row["job_id"]) for row in of_person(office, "applications", after)]
    assert len(jobs) == 2 and office.greenhouse_job(BACKEND)[0] in jobs
    assert "linked to an existing profile" in office.words(notices(office)[0])


def test_somebody_known_by_linkedin_only_is_found_through_our_index_o1(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Matthew", "S", linkedin_url="https://de.linkedin.com/in/Mateo-Silva-Dev/?trk=x"))
    office.settle()
    assert people_named(office, "S") == []
    person = person_named(office, "Silva")
    assert person["first_name"] == "Mateo"
    assert [entry["value"] for entry in person["email_addresses"]] == ["matthew.s@cand.test"]
    assert len(of_person(office, "applications", person)) == 1


def test_e_mail_and_linkedin_of_different_people_hold_sync_and_next_mail_until_a_person_chooses_o3(
    office: Office,
) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    url = "https://www.linkedin.com/in/mateo-silva-dev"
    both = office.add("Grace", "Silva", email="grace.okafor@mail.example", linkedin_url=url)
    enrol(office, both)
    office.settle()
    (card,) = held(office)
    assert "Grace Okafor" in office.words(card) and "Mateo Silva" in office.words(card)
    assert calls(office, "POST", "/candidates") == calls(office, "PATCH", f"/candidates/{both}") == 0
    office.collect()
    office.tick()
    office.settle()
    assert office.letters_to("grace.okafor@mail.example") == []

    chosen = person_named(office, "Okafor")
    value = next(v for v in office.values(card, "sync.link_person") if v.endswith(f" {chosen['id']}"))
    office.press(card, "sync.link_person", value)
    office.settle()
    assert len(of_person(office, "applications", chosen)) == 2
    assert "Synced by" in office.words(office.fresh(card))
    assert "https://" not in our_notes(office, chosen)[0]["body"]
    office.slack.command("general", "/pin candidate grace silva", by=office.people["rae"])
    assert f"chose {chosen['id']} by " in office.whispers("rae")[-1].partition("What happened")[2]


def test_two_profiles_with_one_address_can_be_kept_separate_o3(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Priya", "Third", email="priya.raman@mail.example"))
    office.settle()
    (card,) = held(office)
    office.press(card, "sync.keep_separate")
    office.settle()
    assert len(people_named(office, "Third")) == 1


def test_a_held_sync_can_be_skipped_and_then_nothing_is_written_o3(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Priya", "Third", email="priya.raman@mail.example"))
    office.settle()
    (card,) = held(office)
    office.press(card, "sync.skip")
    office.settle()
    assert people_named(office, "Third") == notices(office) == []
    assert "Skipped" in office.words(office.fresh(card))
    assert office.values(office.fresh(card), "sync.skip") == []


def test_a_private_profile_is_named_as_existing_and_nothing_of_it_is_told_o5(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    before = person_named(office, "Weber")
    enrol(office, office.add("J", "W", email="jonas.weber@mail.example"))
    office.settle()
    (card,) = held(office)
    assert "no access" in office.words(card)
    assert "Kieswerk" not in office.words(card) and "Jonas" not in office.words(card)
    assert person_named(office, "Weber") == before


def test_somebody_rejected_for_the_job_gets_no_second_application_o4(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE, "Product Designer")
    enrol(office, office.add("Aiko", "Tanaka", email="aiko.tanaka@mail.example"))
    office.settle()
    person = person_named(office, "Tanaka")
    (application,) = of_person(office, "applications", person)
    assert application["status"] == "rejected"
    assert "Already rejected for this job on 20" in our_notes(office, person)[0]["body"]
    assert "Already rejected for this job on 20" in office.words(notices(office)[0])


def test_a_profile_deleted_over_there_is_not_made_again_by_itself(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    maria = office.add("Maria", "Diaz")
    enrol(office, maria)
    office.settle()
    office.greenhouse.act_delete(person_named(office, "Diaz")["id"])
    office.pin.house.set_trigger(
        office.people["rae"], office.job, Trigger.ADDED_TO_SEQUENCE, office.greenhouse_job("Data Scientist"),
        prospect=False, notify_channel="", backfill=True,
    )  # fmt: skip
    office.settle()
    assert people_named(office, "Diaz") == []
    assert "deleted or hidden" in office.words(held(office)[0])


def test_a_merged_profile_is_found_again_through_the_one_that_stayed_o10(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    stayed = person_named(office, "Okafor")
    office.greenhouse.act_merge(stayed["id"], person_named(office, "Diaz")["id"])
    office.pin.house.set_trigger(
        office.people["rae"], office.job, Trigger.ADDED_TO_SEQUENCE, office.greenhouse_job("Data Scientist"),
        prospect=False, notify_channel="", backfill=True,
    )  # fmt: skip
    office.settle()
    jobs = {str(row["job_id"]) for row in of_person(office, "applications", stayed)}
    assert office.greenhouse_job("Data Scientist")[0] in jobs
    assert people_named(office, "Diaz") == []


# Those who asked to be left alone


def test_an_opt_out_never_syncs_by_trigger_and_is_held_for_a_person(office: Office) -> None:
    set_trigger(office, Trigger.REPLIED)
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, "Please remove me from your list and do not contact me again.")
    assert people_named(office, "Diaz") == []
    (card,) = held(office)
    assert "They asked not to be contacted" in office.words(card)
    office.press(card, "sync.retry")
    office.settle()
    assert len(people_named(office, "Diaz")) == 1
    assert "Synced" in office.words(office.fresh(card))


# Greenhouse in trouble: one person, one application, one résumé, one note


def once(office: Office) -> None:
    person = person_named(office, "Diaz")
    assert len(of_person(office, "applications", person)) == 1
    assert len(added_files(office, person)) == 1
    assert len(our_notes(office, person)) == 1
    assert len(notices(office)) == 1


@pytest.mark.parametrize("path", ["POST /v3/candidates$", "POST /v3/attachments", "POST /v3/notes"])
@pytest.mark.parametrize("kind", ["504", "reset", "truncated"])
def test_a_lost_answer_after_the_commit_doubles_nothing_o9(office: Office, path: str, kind: str) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    office.greenhouse.fault(path, kind, commit="after")  # type: ignore[arg-type]
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    office.hurry()
    once(office)
    assert "(created, source Pin)" in office.words(notices(office)[0])


@pytest.mark.parametrize("kind", ["503", "429", "reset", "html"])
def test_greenhouse_down_for_a_while_only_delays_o9(office: Office, kind: str) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    office.greenhouse.fault("/v3/", kind, times=4)  # type: ignore[arg-type]
    enrol(office, office.add("Maria", "Diaz"))
    for _ in range(6):
        office.settle()
        office.hurry()
    once(office)


def test_a_lost_answer_to_an_application_doubles_nothing_o9(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    office.greenhouse.fault("POST /v3/applications", "504", commit="after")
    enrol(office, office.add("Grace", "Okafor", email="grace.okafor@mail.example"))
    office.settle()
    office.hurry()
    assert len(of_person(office, "applications", person_named(office, "Okafor"))) == 2


def test_a_missing_permission_stops_visibly_and_try_again_finishes_after_it_is_mended(office: Office) -> None:
    set_trigger(office, Trigger.ADDED_TO_SEQUENCE)
    office.greenhouse.revoke_scopes("harvest:notes:create")
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    (card,) = held(office)
    assert "harvest:notes:create" in office.words(card)
    office.greenhouse.grant_scopes("harvest:notes:create")
    office.press(card, "sync.retry")
    office.settle()
    once(office)


def test_without_a_connection_the_trigger_says_so_and_loses_nobody(office: Office) -> None:
    office.pin.house.set_trigger(
        office.people["rae"], office.job, Trigger.ADDED_TO_SEQUENCE, ("", ""), prospect=True, notify_channel="",
        backfill=False,
    )  # fmt: skip
    enrol(office, office.add("Maria", "Diaz"))
    office.settle()
    (card,) = held(office)
    assert "not connected yet" in office.words(card)
    office.connect_greenhouse()
    office.press(card, "sync.retry")
    office.settle()
    assert len(people_named(office, "Diaz")) == 1


def test_the_suggestion_stays_as_it_was_while_the_sync_fails(office: Office) -> None:
    set_trigger(office, Trigger.INTERESTED)
    office.greenhouse.revoke_scopes("harvest:candidates:create")
    write_to(office, office.add("Maria", "Diaz"))
    reply(office, MARIA, KEEN)
    assert office.suggestion_states() == [SuggestionState.WAITING]
    assert len(held(office)) == 1
