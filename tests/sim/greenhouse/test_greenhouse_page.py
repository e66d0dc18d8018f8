"""The page: what a person sees of the records, and what they can do as a Greenhouse user."""

import re
from collections.abc import Iterator

import httpx
import pytest
from greenhouse_client import PDF, Api
from hook_receiver import Receiver

from bot.sim.greenhouse import Greenhouse, Running


class Browser:
    """Opens pages and sends the forms that are on them."""

    def __init__(self, running: Running) -> None:
        self.http = httpx.Client(base_url=running.url, trust_env=False, verify=False, follow_redirects=True)

    def text(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, page: str, action: str, **fields: str) -> str:
        found = re.search(
            rf'action="{re.escape(action)}"><input type="hidden" name="token" value="(\w+)"', self.text(page)
        )
        assert found, f"{page} has no form for {action}"
        headers = {"Referer": str(self.http.base_url.join(page))}
        answer = self.http.post(action, data={"token": found[1], **fields}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def browser(running: Running) -> Iterator[Browser]:
    one = Browser(running)
    yield one
    one.http.close()


def grace(greenhouse: Greenhouse) -> int:
    return int(greenhouse.rows("candidates", first_name="Grace")[0]["id"])


def edited(**changes: str) -> dict[str, str]:
    """The edit form of Grace as it stands, with changes."""
    return {
        "first_name": "Grace",
        "last_name": "Okafor",
        "title": "Principal",
        "company": "Northwind Systems",
        "email_addresses": "grace.okafor@mail.example\r\nnew@mail.example",
        "phone_numbers": "",
        "social_media_addresses": "https://www.linkedin.com/in/grace-okafor",
        "tags": "strong\r\nreferred",
        **changes,
    }


def test_people_are_listed_and_found_by_name_address_and_source(browser: Browser, greenhouse: Greenhouse) -> None:
    everybody = browser.text("/")
    assert "Local stand-in for Greenhouse" in everybody
    assert "Grace Okafor" in everybody and "Zoë O&#39;Connor" in everybody
    for query in (
        "grace okafor",
        "G.OKAFOR@northwind",
        "linkedin.com/in/grace-okafor",
        str(grace(greenhouse)),
        "strong",
    ):
        found = browser.http.get("/people", params={"q": query}).text
        assert "Grace" in found and "Zoë" not in found
    assert "Nobody matches" in browser.text("/people?q=nobody-like-this")
    assert "Grace" not in browser.text("/people?source=Pin")


def test_a_profile_link_shows_what_the_sync_did(api: Api, browser: Browser) -> None:
    made = api.person(email_addresses=[{"value": "nell@mail.example", "type": "personal"}], is_private=True)
    number, application = made["candidate"]["id"], made["application"]["id"]
    file = {"application_id": application, "filename": "nell.pdf", "type": "resume", "content": PDF}
    url = api.made("attachments", file)["url"]
    note = {"candidate_id": number, "note_type": "NOTE", "body": "Sourced with <b>Pin</b>", "visibility": "private"}
    api.made("notes", note)
    text = browser.text(f"/people/{number}?application_id={application}")
    for shown in ("Nell New", "Private", "nell@mail.example", "Platform Engineer", "Pin", "nell.pdf", "Ada Admin"):
        assert shown in text
    assert "Sourced with &lt;b&gt;Pin&lt;/b&gt;" in text
    assert f'id="application-{application}" class="application chosen"' in text
    assert url.split("?")[0].removeprefix(api.running.url) in text


def test_a_dangerous_address_is_no_link_and_a_foreign_file_is_only_downloaded(api: Api, browser: Browser) -> None:
    made = api.person(website_addresses=[{"value": "javascript:alert(1)", "type": "other"}])
    file = {"application_id": made["application"]["id"], "filename": "x.html", "type": "other", "content": PDF}
    got = browser.http.get(api.made("attachments", file)["url"])
    assert (got.headers["content-disposition"], got.headers["content-type"]) == (
        "attachment",
        "application/octet-stream",
    )
    assert 'href="javascript' not in browser.text(f"/people/{made['candidate']['id']}")


def test_somebody_who_is_gone_is_said_to_be_gone(browser: Browser) -> None:
    answer = browser.http.get("/people/4999999999")
    assert (answer.status_code, "does not exist (any more)" in answer.text) == (404, True)


def test_editing_a_person_keeps_the_kinds_of_known_addresses(
    browser: Browser, greenhouse: Greenhouse, running: Running
) -> None:
    number = grace(greenhouse)
    assert "Saved." in browser.send(f"/people/{number}", f"/people/{number}/edit", **edited())
    row = greenhouse.rows("candidates", id=number)[0]
    assert (row["title"], row["tags"], row["phone_numbers"]) == ("Principal", ["strong", "referred"], [])
    assert row["email_addresses"][1] == {"value": "new@mail.example", "type": "personal"}
    said = browser.send(f"/people/{number}", f"/people/{number}/edit", **edited(first_name=" "))
    assert "Not done: first_name: must not be empty" in said
    assert greenhouse.rows("candidates", id=number)[0]["first_name"] == "Grace"


def test_a_person_can_be_merged_made_private_anonymized_and_deleted(browser: Browser, greenhouse: Greenhouse) -> None:
    twins = [row["id"] for row in greenhouse.rows("candidates", first_name="Priya")]
    page = f"/people/{twins[1]}"
    assert "Not done" in browser.send(page, f"{page}/merge", other="nobody")
    assert f"Merged {twins[1]} into this person." in browser.send(page, f"{page}/merge", other=str(twins[0]))
    assert greenhouse.rows("candidates", id=twins[1]) == []
    page = f"/people/{twins[0]}"
    assert "Now private." in browser.send(page, f"{page}/privacy")
    assert "Now public." in browser.send(page, f"{page}/privacy")
    assert f"Anonymized {twins[0]}" in browser.send(page, f"{page}/anonymize")
    assert "Deleted person" in browser.send(page, f"{page}/delete")
    assert greenhouse.rows("applications", candidate_id=twins[0]) == []


def test_an_application_is_moved_rejected_taken_back_and_credited(browser: Browser, greenhouse: Greenhouse) -> None:
    page = f"/people/{grace(greenhouse)}"
    one = greenhouse.rows("applications", candidate_id=grace(greenhouse))[0]
    offer = greenhouse.rows("job_interview_stages", job_id=one["job_id"], name="Offer")[0]["id"]
    path = f"/applications/{one['id']}"
    assert "Moved to Offer." in browser.send(page, f"{path}/move", stage=str(offer))
    assert "Not done" in browser.send(page, f"{path}/move", stage="1")
    reason = greenhouse.rows("rejection_reasons")[0]["id"]
    assert "Rejected." in browser.send(page, f"{path}/reject", reason=str(reason), notes="Later")
    assert "Back in process." in browser.send(page, f"{path}/unreject")
    pin = next(row["id"] for row in greenhouse.sources() if row["name"] == "Pin")
    assert "The source is now Pin." in browser.send(page, f"{path}/source", source=str(pin))
    now = greenhouse.rows("applications", id=one["id"])[0]
    assert (now["stage_name"], now["status"], now["source_id"]) == ("Offer", "in_process", pin)


def test_jobs_are_closed_and_opened_and_sources_added(browser: Browser, greenhouse: Greenhouse) -> None:
    number = greenhouse.rows("jobs", name="Data Scientist")[0]["id"]
    assert "Closed Data Scientist." in browser.send("/jobs", f"/jobs/{number}/close")
    assert greenhouse.rows("jobs", id=number)[0]["status"] == "closed"
    assert "Opened Data Scientist." in browser.send("/jobs", f"/jobs/{number}/open")
    assert "Added Meetups." in browser.send("/sources", "/sources/add", name="Meetups", strategy="Prospecting")
    assert "Not done" in browser.send("/sources", "/sources/add", name="", strategy="Prospecting")
    assert "Meetups" in {row["name"] for row in greenhouse.sources()}


def test_a_hook_is_added_disabled_mended_and_removed_on_the_page(browser: Browser, greenhouse: Greenhouse) -> None:
    receiver = Receiver()
    receiver.answers = [500]
    fields = {"name": "Pin", "endpoint_url": receiver.url, "event": "everything"}
    assert "Not done: secret_key" in browser.send("/hooks", "/hooks/add", **fields)
    assert "the ping is on its way" in browser.send("/hooks", "/hooks/add", **fields, secret_key="s")
    assert greenhouse.wait_for(lambda g: any(row["deactivated"] for row in g.rows("webhooks")))
    assert "disabled" in browser.text("/hooks")
    number = greenhouse.rows("webhooks")[0]["id"]
    browser.send("/hooks", f"/hooks/{number}/enable")
    assert greenhouse.wait_for(lambda g: g.deliveries[-1].outcome == "delivered")
    browser.send("/hooks", f"/hooks/{number}/edit", **{**fields, "event": "reject_candidate"}, secret_key="")
    greenhouse.act_reject(greenhouse.rows("applications", candidate_id=grace(greenhouse))[0]["id"])
    assert greenhouse.wait_for(lambda g: [one.outcome for one in g.deliveries[-2:]] == ["delivered"] * 2)
    assert "reject candidate" in browser.text("/hooks")
    assert "Deleted." in browser.send("/hooks", f"/hooks/{number}/delete")
    receiver.stop()


def test_the_log_shows_each_call_without_secrets(api: Api, browser: Browser) -> None:
    api.person(first_name="Logged")
    api.get("jobs", nonsense="1")
    text = browser.text("/calls")
    for shown in ("/v3/candidates", "Logged", "?nonsense=1", "422", "Ada Admin", "/token"):
        assert shown in text
    assert api.token not in text
    assert api.about["client_secret"] not in text


def test_a_form_from_elsewhere_is_refused(browser: Browser, greenhouse: Greenhouse) -> None:
    number = grace(greenhouse)
    for token in ("", "guess", "ünïcode"):
        answer = browser.http.post(f"/people/{number}/delete", data={"token": token})
        assert (answer.status_code, "out of date" in answer.text) == (403, True)
    headers = {"Origin": "https://elsewhere.example"}
    assert browser.http.post(f"/people/{number}/delete", headers=headers).status_code == 403
    assert browser.http.get("/people", headers={"Host": "elsewhere.example"}).status_code == 403
    assert greenhouse.rows("candidates", id=number)


def test_the_page_allows_no_foreign_script_and_knows_when_it_is_stale(browser: Browser, greenhouse: Greenhouse) -> None:
    answer = browser.http.get("/people")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "http" not in re.sub(r'href="https://www\.linkedin[^"]+"', "", browser.text("/static/page.js"))
    before = browser.text("/version")
    assert f'data-version="{before}"' in browser.text("/people")
    greenhouse.act_edit(grace(greenhouse), title="Changed")
    assert browser.text("/version") != before
    assert browser.http.get("/static/secret.py").status_code == 404
    assert browser.text("/static/style.css")
