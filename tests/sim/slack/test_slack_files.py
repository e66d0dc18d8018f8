"""Files: a person's upload, a modal's file input, and who may download."""

import httpx
import pytest
from slack_sdk.errors import SlackApiError

RAE, ROOM = "U0RAE0000", "C0PLATFORM"


@pytest.fixture
def browser():
    with httpx.Client(trust_env=False, timeout=10) as client:
        yield client


def uploaded(office, browser, name="people.csv", content=b"name,email\n"):
    files = {"file": (name, content)}
    answer = browser.post(f"{office.url}/_sim/upload", data={"as": RAE}, files=files).json()
    assert answer["ok"]
    return answer["file"]


def test_person_posts_a_file_and_the_bot_downloads_it_with_its_token(office, client, browser):
    file = uploaded(office, browser)
    office.slack.message(ROOM, "", files=[file["id"]])
    [message] = office.slack.messages(ROOM)
    assert message["files"][0]["name"] == "people.csv" and message["subtype"] == "file_share"
    known = client.files_info(file=file["id"])["file"]
    answer = browser.get(known["url_private"], headers={"Authorization": f"Bearer {client.token}"})
    assert answer.content == b"name,email\n" and known["filetype"] == "csv" and known["size"] == 11


def test_download_without_the_token_lands_on_a_sign_in_page(office, browser):
    file = uploaded(office, browser)
    assert browser.get(file["url_private"]).status_code == 307
    page = browser.get(file["url_private"], follow_redirects=True)
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert b"name,email" not in page.content
    wrong = browser.get(file["url_private"], headers={"Authorization": "Bearer xoxb-wrong"})
    assert wrong.status_code == 307


def test_page_shows_files_in_the_persons_own_session(office, browser):
    file = uploaded(office, browser)
    answer = browser.get(file["url_private"], headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.content == b"name,email\n" and answer.headers["content-security-policy"] == "sandbox"


def test_file_input_hands_the_app_what_slack_knows_of_the_file(scene, browser):
    scene.slack.command(ROOM, "/pin modal")
    scene.book.expect("filled")
    file_id = scene.slack.upload("people.csv", b"name\n")
    values = {"body": {"v": {"value": "go"}}, "cv": {"v": {"files": [file_id]}}}
    assert scene.slack.submit(values).ok
    [file] = scene.book.expect("submitted")["view"]["state"]["values"]["cv"]["v"]["files"]
    token = scene.running.describe()["bot_token"]
    answer = browser.get(file["url_private_download"], headers={"Authorization": f"Bearer {token}"})
    assert file["id"] == file_id and answer.content == b"name\n"


def test_empty_and_missing_files_are_refused(office, browser, client):
    url = f"{office.url}/_sim/upload"
    assert not browser.post(url, data={"as": RAE}, files={"file": ("a.csv", b"")}).json()["ok"]
    assert not browser.post(url, data={"as": RAE}).json()["ok"]
    once = client.files_getUploadURLExternal(filename="b.txt", length=1)["upload_url"]
    assert [browser.post(once, content=b"x").status_code for _ in range(2)] == [200, 404]
    promised = client.files_getUploadURLExternal(filename="a.txt", length=3)["file_id"]
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": promised}])
    assert browser.post(f"{office.url}/upload/v1/F0NOPE", content=b"x").status_code == 404
