"""What else is typed at a shell: single simulators, standard input and output, the doctor (issue 2, G and H)."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.running_demo import DIRECT, PATIENCE, ROOT, answers

pytestmark = pytest.mark.timeout(300)
REPLIES = [
    {"id": "1", "text": "Sounds great, I would love to hear more. Does Tuesday work?"},
    {"id": "2", "text": "Please remove me from your list."},
]
QUOTED = {
    "id": "q",
    "text": "Yes, let's talk!\n\nOn Mon, 2 Mar 2026, Rae <rae@acme.test> wrote:\n> Hi there\n",
}


@contextmanager
def sim(which: str) -> Iterator[dict[str, Any]]:
    """One simulator alone, described by the one line that it prints; stopped by SIGTERM it ends well and silently."""
    command = [sys.executable, "app.py", "sim", which, "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said:
        try:
            yield json.loads(said.readline())
        finally:
            process.terminate()
            code, rest = process.wait(PATIENCE), said.read()
    assert (code, rest) == (0, "")


def typed(*arguments: str, given: str = "", folder: Path = ROOT, **settings: str) -> "subprocess.CompletedProcess[str]":
    """`app.py …` to its end, with nothing configured but `settings`, in a folder without an `.env`."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "OPENAI_"))}
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, input=given, env=bare | settings, capture_output=True, text=True, check=False
    )


def asked(url: str, **headers: str) -> Any:
    with DIRECT.open(urllib.request.Request(url, headers=headers), timeout=PATIENCE) as answer:
        return json.load(answer)


def lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_the_local_slack_alone_tells_how_to_reach_it_and_lets_the_bot_in() -> None:
    with sim("slack") as slack:
        assert set(slack) == {
            "api_url", "page_url", "control_url", "bot_token", "app_token", "signing_secret", "channels", "users",
        }  # fmt: skip
        assert all(set(user) == {"id", "name", "email"} for user in slack["users"])
        assert slack["channels"]["hiring-platform"].startswith("C")
        who = asked(slack["api_url"] + "auth.test", Authorization=f"Bearer {slack['bot_token']}")
        assert who["ok"] is True
        assert "members" in json.dumps(asked(slack["control_url"] + "/world"))
        port = int(slack["page_url"].rstrip("/").rpartition(":")[2])
    assert not answers(port)


def test_the_local_greenhouse_alone_asks_for_a_token_and_shows_its_page() -> None:
    with sim("greenhouse") as greenhouse:
        assert set(greenhouse) == {"api_url", "token_url", "page_url", "client_id", "client_secret", "user_id"}
        with pytest.raises(urllib.error.HTTPError, match="401"):
            asked(f"{greenhouse['api_url']}/jobs", Authorization="Bearer nobody")
        with DIRECT.open(greenhouse["page_url"], timeout=PATIENCE) as page:
            assert b"Local stand-in for Greenhouse" in page.read()


def test_the_local_mail_alone_speaks_smtp_and_imap() -> None:
    with sim("mail") as mail:
        assert set(mail) == {"smtp", "imap", "accounts"}
        assert mail["accounts"] and all(set(account) == {"address", "password"} for account in mail["accounts"])
        assert greeting(mail["smtp"]).startswith(b"220 ")
        assert greeting(mail["imap"]).startswith(b"* OK")


def greeting(where: str) -> bytes:
    host, _, port = where.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        return line.recv(200)


def test_an_unknown_simulator_is_answered_with_the_known_ones() -> None:
    done = typed("sim", "fax")
    assert done.returncode == 1
    assert done.stderr.strip() == "There is no simulator named 'fax': choose slack, greenhouse or mail."


def test_classify_answers_each_line_with_label_probability_flags_and_evidence() -> None:
    done = typed("classify", given=lines(REPLIES))
    answered = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(list(row) == ["id", "label", "p", "auto_sync", "flags", "evidence"] for row in answered)
    assert [(row["id"], row["label"]) for row in answered] == [("1", "interested"), ("2", "unsubscribe")]
    assert all(0 <= row["p"] <= 1 for row in answered)
    assert (answered[1]["auto_sync"], done.stderr) == (False, "")


def test_strip_answers_each_line_with_what_the_person_wrote() -> None:
    done = typed("strip", given=lines([QUOTED]))
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"id": "q", "reply": "Yes, let's talk!"}]


def test_the_doctor_says_in_words_what_is_missing_before_anything_is_configured(tmp_path: Path) -> None:
    done = typed("doctor", folder=tmp_path)
    findings = done.stdout.splitlines()
    assert done.returncode == 1
    assert all(finding.startswith(("✓ ", "✗ ")) for finding in findings), done.stdout
    assert any(finding.startswith("✗ Slack: ") and "SLACK_BOT_TOKEN" in finding for finding in findings), done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)."),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack cannot be reached at http://127.0.0.1:9/api/"),
    ],
)
def test_a_start_that_slack_refuses_ends_with_one_line_that_says_how_to_mend_it(
    settings: dict[str, str], words: str, tmp_path: Path
) -> None:
    with sim("slack") as slack:
        right = {f"SLACK_{name}".upper(): slack[name] for name in ("bot_token", "app_token", "api_url")}
        done = typed("run", folder=tmp_path, **(right | settings))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"✗ {words}"), done.stderr
    assert "Traceback" not in done.stderr
