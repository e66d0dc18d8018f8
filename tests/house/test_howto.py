"""What the how-to pages tell a newcomer to do is done here, in a copy, and does what they say."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bot.sim.greenhouse
import bot.sim.mail
import bot.sim.slack
from bot.adapters.ats.greenhouse.check import _OPTIONAL, CREATES, READS
from bot.domain.triggers import Trigger
from tests.house.howto import PAGES, ROOT, House

SHOW_HELP = """
from handlers.commands import COMMANDS
from bot.cards import help, home
from bot.cards.help import HelpView
from tests.house.readme import table
print(help.card(HelpView(tuple(known.help for known in COMMANDS.values()))).blocks)
print(table())
print(COMMANDS["count"].button)
"""
SHOW_TRIGGER = """
from datetime import UTC, datetime
import migrations
from bot.cards import trigger_form
from bot.domain.triggers import Moment, Trigger, Verdict, trigger_named, verdict
from models.job import Job
from models.store import Store
store = Store("sqlite:///tried.db")
migrations.upgrade(store)
with store.begin() as session:
    session.add(Job(name="A job", trigger=trigger_named("in touch"), created_at=datetime.now(UTC)))
with store.begin() as session:
    assert session.get(Job, 1).trigger is Trigger.IN_TOUCH
    assert verdict(Trigger.IN_TOUCH, {Moment.FIRST_MESSAGE}, opted_out=False, synced=False) is Verdict.FIRES
    assert verdict(Trigger.IN_TOUCH, {Moment.FIRST_MESSAGE}, opted_out=True, synced=False) is Verdict.HELD
store.close()
print(trigger_form.card(trigger_form.EXAMPLES["set"]))
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.copied(tmp_path)


def test_a_new_word_after_pin_is_in_help_readme_and_buttons(house: House) -> None:
    assert house.follow("add-a-command.md") == 2
    code, said = house.python("-c", SHOW_HELP)
    assert code == 0, said
    assert "How many jobs are open." in said
    assert "| `/pin count` | How many jobs are open. |" in said
    assert "home.count_jobs" in said


def test_a_new_trigger_is_in_the_menu_and_can_be_stored(house: House) -> None:
    assert house.follow("add-a-trigger.md") == 1
    code, said = house.python("-W", "error", "-c", SHOW_TRIGGER)
    assert code == 0, said
    assert "We are in touch, either way" in said


def test_a_new_card_is_found_and_judged_by_the_suite(house: House) -> None:
    assert house.follow("add-a-card.md") == 1
    arguments = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/cards/test_examples.py")
    code, said = house.python(*arguments, "-k", "birthday or left_over")
    assert code == 1
    assert "birthday-plain.json is missing: run once with GOLDEN_WRITE=1" in said
    code, said = house.python(*arguments, "-k", "birthday", GOLDEN_WRITE="1")
    assert code == 0, said
    assert len(list((house.root / "tests" / "cards" / "golden").glob("birthday-*.json"))) == 3


def test_a_new_tracking_system_must_keep_the_contract(house: House) -> None:
    page = (PAGES / "add-an-ats.md").read_text(encoding="utf-8")
    assert house.follow("add-an-ats.md") == 4
    suite = "tests/adapters/ats/test_ats_contract.py"
    arguments = ("-m", "pytest", "-q", "-p", "no:cacheprovider", suite, "-k", "setup")
    code, said = house.python(*arguments)
    assert code == 0, said
    assert "3 passed" in said, "once for each system"
    stands = house.root / "tests" / "adapters" / "ats" / "conftest.py"
    stands.write_text(stands.read_text(encoding="utf-8").replace('STANDS["rehearsal"] = _greenhouse', ""))
    code, said = house.python(*arguments)
    assert code == 1
    assert "every adapter keeps the contract" in said
    assert "refuses to run until the new system has a local stand-in" in " ".join(page.split())


def test_the_greenhouse_page_names_each_permission_that_is_checked() -> None:
    """S2: and says which can be left out."""
    page = (PAGES / "greenhouse.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `(harvest:[a-z_:]+)` \| (.*?) \|$", page, re.M))
    checked = {
        **{f"harvest:{name}:list": purpose for name, purpose in READS.items()},
        **{f"harvest:{name}:create": purpose for name, purpose in CREATES.items()},
        "harvest:candidates:update": "fill blank fields",
    }
    assert named == {
        scope: f"optional: {purpose}" if scope.split(":")[1] in _OPTIONAL else purpose
        for scope, purpose in checked.items()
    }


def test_the_greenhouse_page_names_each_trigger_by_its_words() -> None:
    """S5."""
    page = (PAGES / "greenhouse.md").read_text(encoding="utf-8")
    assert [trigger.words for trigger in Trigger if f"| {trigger.words} |" not in page] == []


# The example of the set-up page


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """The page's example, aimed at a local world."""
    manifest = json.loads((ROOT / "handlers" / "manifest.json").read_text(encoding="utf-8"))
    slack, mail = bot.sim.slack.start(manifest=manifest), bot.sim.mail.start()
    greenhouse = bot.sim.greenhouse.start(limits=False)
    (example,) = re.findall(r"^```json\n(.*?)^```", (PAGES / "setup.md").read_text(encoding="utf-8"), re.M | re.S)
    told, post = slack.describe(), mail.describe()
    given: dict[str, Any] = json.loads(example)
    given["mailboxes"][0] |= post["accounts"][0] | {
        "login": post["accounts"][0]["address"], "imap": post["imap"], "smtp": post["smtp"],
    }  # fmt: skip
    given["greenhouse"] = {key: greenhouse.describe()[key] for key in given["greenhouse"]}
    given["slack"] = told
    yield given
    for server in (slack, mail, greenhouse):
        server.stop()


def test_the_set_up_example_furnishes_a_company_once(tmp_path: Path, plan: dict[str, Any]) -> None:
    slack = plan.pop("slack")
    file = tmp_path / "company.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    environment = {
        "SLACK_BOT_TOKEN": slack["bot_token"], "SLACK_API_URL": slack["api_url"],
        "DATABASE_URL": f"sqlite:///{tmp_path}/pin.db", "PIN_SECRET_KEY_FILE": str(tmp_path / "pin.key"),
    }  # fmt: skip
    run = House(ROOT)
    code, said = run.python("app.py", "setup", str(file), **environment)
    assert code == 0, said
    expected = (
        "recruiter now", "approver now", "Settings: Saved", "Greenhouse: Saved", "Job Platform Engineer: made",
        "(Platform Engineer) when: they reply to an email and are interested", "Sequence Platform outreach: made",
    )  # fmt: skip
    assert [words for words in expected if words not in said] == []
    code, again = run.python("app.py", "setup", str(file), **environment)
    assert code == 0, again
    assert "made" not in again
    assert "Mailbox" not in again


def test_the_set_up_page_explains_every_key_of_its_example() -> None:
    page = (PAGES / "setup.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", page, re.M | re.S)
    explained = page.partition("| field | meaning |")[2]
    assert [key for key in json.loads(example) if f"| `{key}` |" not in explained] == []
