"""What the local Slack says about its methods, compared with Slack's own reference where a copy is at hand."""

import json
import re
from pathlib import Path

import pytest

from bot.sim.slack.api.endpoint import METHODS
from bot.sim.slack.contract import EVENT_SCOPES, GENERIC, RULES

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT.parent / "shared" / "reference" / "prototypes" / "slack" / "slack-api-contract.json"
# Slack's reference leaves it out for this one method, while its siblings and the method's own page name it.
BESIDE_THE_REFERENCE = {"chat.postMessage": {"msg_too_long"}}


@pytest.fixture(scope="module")
def reference():
    if not REFERENCE.exists():
        pytest.skip("Slack's method reference (../shared) is not here")
    return json.loads(REFERENCE.read_text())


def test_every_method_served_has_its_rule():
    assert set(METHODS) == set(RULES)


@pytest.mark.parametrize("method", sorted(RULES))
def test_rule_agrees_with_slacks_reference(reference, method):
    theirs, ours = reference["methods"][method], RULES[method]
    assert ours.tier == (theirs["tier"] or "")
    assert set(ours.scopes) == set(theirs["scopes"] or [])
    assert ours.errors - GENERIC - BESIDE_THE_REFERENCE.get(method, set()) <= set(theirs["errors"])


@pytest.mark.parametrize("event", sorted(EVENT_SCOPES.keys() - {"channel_archive"}))  # there: a subtype only
def test_scopes_of_events_agree_with_slacks_reference(reference, event):
    theirs = {scope.replace("mentions.", "mentions:") for scope in reference["events"][event]}
    assert set(EVENT_SCOPES[event]) <= theirs


def test_no_room_raises_a_code_that_no_rule_names():
    """Every error code written in the source belongs to some method's rule, to a response URL, or is generic."""
    named = GENERIC.union(*(rule.errors for rule in RULES.values()))
    named |= {"invalid_url", "expired_url", "used_url", "invalid_payload"}
    folder = ROOT / "bot" / "sim" / "slack"
    raised = {code for file in folder.rglob("*.py") for code in re.findall(r'ApiError\("(\w+)"', file.read_text())}
    assert raised and raised <= named
