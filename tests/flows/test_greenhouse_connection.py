"""Connecting Greenhouse from Slack: credentials that are never shown again, and a check of each permission."""

from typing import Any

import pytest

from models import sync
from tests.flows.greenhouse import BACKEND
from tests.office import Office


def settings(office: Office) -> None:
    office.slack.command("hiring-platform", "/pin settings", by=office.people["ada"])
    office.settle()


def fill(office: Office, **given: str) -> Any:
    """The credentials' modal, as the admin fills it."""
    described = office.outside.greenhouse.describe()
    usual = {
        "client_id": described["client_id"], "client_secret": described["client_secret"],
        "ats_user": described["user_id"],
    }  # fmt: skip
    came = office.slack.submit(office.answer(**{**usual, **given}), by=office.people["ada"])
    office.settle()
    return came


def open_form(office: Office) -> None:
    settings(office)
    office.slack.click(office.slack.views(office.people["ada"])[-1], "settings.greenhouse", by=office.people["ada"])


def said(office: Office) -> str:
    """The last that the admin was told, only visible to them or by direct message."""
    channel = office.slack.open_im(by=office.people["ada"])
    talk = office.slack.messages(channel, by=office.people["ada"])
    return office.words(talk[-1])


def test_an_admin_connects_and_hears_of_each_permission_1_2(office: Office) -> None:
    open_form(office)
    fill(office)
    assert "✅ Greenhouse is connected" in said(office) and "source Pin" in said(office)
    assert "harvest:candidates:create" in said(office)
    with office.store.begin() as session:
        assert BACKEND in [row.name for row in sync.open_jobs(session, "", 50)]
        assert sync.people_with_key(session, "linkedin:mateo-silva-dev")


def test_the_secret_is_never_shown_again_and_sealed_at_rest_1(office: Office) -> None:
    secret = office.outside.greenhouse.describe()["client_secret"]
    open_form(office)
    fill(office)
    open_form(office)
    assert all(secret not in str(call) for call in office.slack.api_calls())
    with office.store.begin() as session:
        found = sync.connection(session)
        assert found is not None and secret.encode() not in found.secret


def test_an_empty_secret_keeps_the_one_we_have(office: Office) -> None:
    open_form(office)
    fill(office)
    open_form(office)
    assert fill(office, client_secret="").ok
    assert "✅ Greenhouse is connected" in said(office)


def test_missing_permissions_are_named_one_by_one_with_how_to_add_them_2(office: Office) -> None:
    office.greenhouse.revoke_scopes("harvest:notes:create", "harvest:attachments:create")
    open_form(office)
    fill(office)
    for scope in ("harvest:notes:create", "harvest:attachments:create"):
        assert f"✗ *{scope}*: Missing" in said(office)
    assert "⚠️" in said(office)
    office.greenhouse.grant_scopes("harvest:notes:create", "harvest:attachments:create")
    settings(office)
    office.slack.click(
        office.slack.views(office.people["ada"])[-1], "settings.check_greenhouse", by=office.people["ada"]
    )
    office.settle()
    assert "✅ Greenhouse is connected" in said(office)


def test_wrong_credentials_say_what_to_do_3(office: Office) -> None:
    open_form(office)
    fill(office, client_secret="wrong")
    assert "does not accept the Client ID and Secret" in said(office)
    assert "create new Harvest V3 (OAuth) credentials" in said(office)


def test_somebody_who_is_no_site_admin_is_noticed(office: Office) -> None:
    ned = next(row["id"] for row in office.greenhouse.rows("users") if row["first_name"] == "Ned")
    open_form(office)
    fill(office, ats_user=str(ned))
    assert "✗ *Site Admin*" in said(office) and "lists would stay empty without any error" in said(office)


def test_greenhouse_down_during_the_check_is_tried_again(office: Office) -> None:
    office.greenhouse.fault("/v3/jobs", "503", times=9)
    open_form(office)
    fill(office)
    for _ in range(4):
        office.hurry()
    assert "✅ Greenhouse is connected" in said(office)


@pytest.mark.parametrize("name", ["rae", "vic"])
def test_only_admins_change_the_connection_r12(office: Office, name: str) -> None:
    with pytest.raises(Exception, match="manage settings"):
        office.pin.ats.connect(office.people[name], {"client_id": "x-1", "client_secret": "y"})


def test_the_index_follows_what_changes_over_there(office: Office) -> None:
    office.connect_greenhouse()
    person = next(row for row in office.greenhouse.people() if row["last_name"] == "Okafor")
    office.greenhouse.act_edit(
        person["id"], social_media_addresses=[{"value": "https://www.linkedin.com/in/grace-new"}]
    )
    office.pin.ats.tick()
    office.settle()
    with office.store.begin() as session:
        assert sync.people_with_key(session, "linkedin:grace-new") == [str(person["id"])]
        assert sync.people_with_key(session, "linkedin:grace-okafor") == []


# An API key of Harvest v1


def choose(office: Office, kind: str) -> dict[str, Any]:
    """The form, with the other kind of connection chosen."""
    ada = office.people["ada"]
    form = office.slack.views(ada)[-1]
    options = next(block["elements"][0]["options"] for block in form["blocks"] if block["type"] == "actions")
    chosen = next(option for option in options if option["value"] == kind)
    office.slack.click(form, "greenhouse.kind", by=ada, choice={"selected_option": chosen})
    shown: dict[str, Any] = office.slack.views(ada)[-1]
    return shown


def fill_key(office: Office, **given: str) -> Any:
    described = office.outside.harvest_v1.describe()
    usual = {"api_key": described["api_key"], "ats_user": described["user_id"]}
    came = office.slack.submit(office.answer(**{**usual, **given}), by=office.people["ada"])
    office.settle()
    return came


def test_a_key_is_off_unless_chosen_and_comes_with_a_warning_s3(office: Office) -> None:
    open_form(office)
    assert "api_key" not in str(office.slack.views(office.people["ada"])[-1]["blocks"])
    shown = office.words(choose(office, "greenhouse_v1"))
    assert "removes Harvest v1 for 2026-08-31" in shown and "api_key" in shown and "client_secret" not in shown
    assert "client_secret" in office.words(choose(office, "greenhouse")), "and back"


def test_a_key_connects_each_permission_is_told_and_it_is_never_shown_again_s2_s3(office: Office) -> None:
    key = office.outside.harvest_v1.describe()["api_key"]
    office.outside.harvest_v1.harvest.forbid("POST candidates/{id}/activity_feed/notes")
    open_form(office)
    choose(office, "greenhouse_v1")
    fill_key(office)
    assert "✗ *Candidates: Add Note*: Missing" in said(office)
    assert "Candidates: Add Prospect" in said(office), "what is granted is listed too"
    open_form(office)
    assert "Leave it empty to keep the one we have" in office.words(office.slack.views(office.people["ada"])[-1])
    office.outside.harvest_v1.harvest.reset()
    assert fill_key(office, api_key="").ok
    assert "✅ Greenhouse is connected" in said(office) and "source Pin" in said(office)
    assert all(key not in str(call) for call in office.slack.api_calls())
    with office.store.begin() as session:
        found = sync.connection(session)
        assert found is not None and found.kind == "greenhouse_v1" and key.encode() not in found.secret
        assert BACKEND in [row.name for row in sync.open_jobs(session, "", 50)]
        assert sync.people_with_key(session, "linkedin:mateo-silva-dev")


def test_a_key_without_a_user_is_said_beside_the_input(office: Office) -> None:
    open_form(office)
    choose(office, "greenhouse_v1")
    came = fill_key(office, ats_user="ada@acme.example")
    assert "needs the number of a Greenhouse user" in str(came)


def test_a_removed_v1_says_how_to_go_over_and_going_over_works_s3(office: Office) -> None:
    office.outside.harvest_v1.harvest.remove_api(410)
    open_form(office)
    choose(office, "greenhouse_v1")
    fill_key(office)
    assert "2026-08-31" in said(office) and "Harvest V3 (OAuth)" in said(office)
    open_form(office)
    choose(office, "greenhouse")
    fill(office)
    assert "✅ Greenhouse is connected" in said(office)
    with office.store.begin() as session:
        found = sync.connection(session)
        assert found is not None and found.kind == "greenhouse"
