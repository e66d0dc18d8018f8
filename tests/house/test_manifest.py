"""The manifest that a person pastes into Slack agrees with the code, scope by scope."""

import ast
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.ids import Callback
from handlers import register_all
from handlers.listening import Surface
from tests.house.slack_needs import BESIDES, EVENTS, METHODS

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = json.loads((ROOT / "handlers" / "manifest.json").read_text(encoding="utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
REFERENCE = ROOT.parent / "shared" / "reference" / "prototypes" / "slack"
NAMES = {name for name in dir(AsyncWebClient) if "_" in name.strip("_") and not name.startswith("_")}
"""chat_postMessage and the like."""


class Listed:
    """Stands where Bolt's app stands, and writes down what is registered."""

    def __init__(self) -> None:
        self.by_kind: dict[str, list[Any]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Any], Any]]:
        def named(what: Any, *_: Any, **__: Any) -> Callable[[Any], Any]:
            self.by_kind[kind].append(what)
            return lambda listener: listener

        return named


@pytest.fixture(scope="module")
def registered() -> dict[str, list[Any]]:
    listed = Listed()
    register_all(Surface(listed, None))  # type: ignore[arg-type]
    return listed.by_kind


def used_methods() -> set[str]:
    """Every Web API method that the adapter and the listeners name, in Slack's spelling."""
    files = [ROOT / "bot" / "adapters" / "slack.py", *(ROOT / "handlers").glob("*.py")]
    return {name for file in files for name in _methods_in(ast.parse(file.read_text(encoding="utf-8")))}


def _methods_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NAMES and _is_client(node.value):
            yield from _plain(node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.endswith("_call"):
            yield from (str(given.value) for given in node.args[:1] if isinstance(given, ast.Constant))
        if isinstance(node, ast.Name) and node.id == "AsyncSay":
            yield "chat.postMessage"
        if isinstance(node, ast.Name) and node.id == "AsyncSocketModeHandler":
            yield "apps.connections.open"


def _is_client(value: ast.expr) -> bool:
    return (isinstance(value, ast.Attribute) and "client" in value.attr) or (
        isinstance(value, ast.Name) and "client" in value.id
    )


def _plain(name: str) -> Iterator[str]:
    if name == "files_upload_v2":
        yield from ("files.getUploadURLExternal", "files.completeUploadExternal")
    elif name != "api_call":
        yield name.replace("_", ".", 1)


def test_every_slash_command_is_heard_and_every_heard_one_is_declared(registered: dict[str, list[Any]]) -> None:
    declared = [command["command"] for command in MANIFEST["features"]["slash_commands"]]
    assert sorted(registered["command"]) == sorted(declared) == ["/pin"]


def test_every_shortcut_is_heard_and_every_heard_one_is_declared(registered: dict[str, list[Any]]) -> None:
    declared = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    heard = {str(getattr(one, "value", one)) for kind in ("shortcut", "global_shortcut", "message_shortcut")
             for one in registered.get(kind, [])}  # fmt: skip
    assert heard == declared
    assert declared <= {callback.value for callback in Callback}


def test_every_event_is_heard_and_every_heard_one_is_subscribed(registered: dict[str, list[Any]]) -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    heard = {_event_name(one) for one in registered["event"]}
    assert heard == {name.partition(".")[0] for name in subscribed}
    assert len(subscribed) == len(set(subscribed))


def _event_name(one: Any) -> str:
    return str(one["type"] if isinstance(one, dict) else one)


def test_the_table_knows_every_method_and_event_in_use() -> None:
    used = used_methods()
    assert {"chat.postMessage", "chat.update", "views.open", "users.info", "auth.test"} <= used
    assert used - set(METHODS) == set(), "write its scope into slack_needs.METHODS"
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) - set(EVENTS) == set()


def test_every_method_and_event_has_its_scope() -> None:
    assert {method: METHODS[method] - SCOPES for method in used_methods() if METHODS[method] - SCOPES} == {}
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {event: EVENTS[event] - SCOPES for event in events if EVENTS[event] - SCOPES} == {}


def test_no_scope_is_asked_for_without_a_use() -> None:
    by_method = {scope for method in used_methods() for scope in METHODS[method]}
    by_event = {scope for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"] for scope in EVENTS[event]}
    assert SCOPES - by_method - by_event - set(BESIDES) == set()
    assert {scope for scope in SCOPES if scope.endswith(":history")} == {"im:history"}, "no channel's history is read"


def test_what_slack_shows_is_within_its_limits() -> None:
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(MANIFEST["features"]["bot_user"]["display_name"]) <= 80
    for command in MANIFEST["features"]["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    shortcuts = MANIFEST["features"]["shortcuts"]
    assert len(shortcuts) <= 10
    assert [one["name"] for one in shortcuts if len(one["name"]) > 24 or len(one["description"]) > 150] == []


def test_names_typed_as_mentions_reach_us_as_ids() -> None:
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"] if not one["should_escape"]] == []


def test_the_manifest_fits_slacks_own_schema() -> None:
    schema = _reference("manifest.schema.2.json")
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(MANIFEST)] == []


def test_our_table_of_needs_agrees_with_slacks_reference() -> None:
    """Their table lists alternatives, ours what we need of them."""
    contract = _reference("slack-api-contract.json")
    foreign = {name: set(contract["methods"][name]["scopes"] or []) for name in METHODS if name in contract["methods"]}
    assert len(foreign) > 15
    assert {name: METHODS[name] - told for name, told in foreign.items() if bool(METHODS[name]) != bool(told)} == {}
    assert {name: METHODS[name] - told for name, told in foreign.items() if METHODS[name] - told} == {}
    events = {name: {scope.replace("mentions.", "mentions:") for scope in contract["events"][name]}
              for name in EVENTS if name in contract["events"]}  # fmt: skip
    assert {name: EVENTS[name] - told for name, told in events.items() if EVENTS[name] - told} == {}


def _reference(name: str) -> Any:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"{name} lies beside the repository in ../shared, and there is no such folder here")
    return json.loads(path.read_text(encoding="utf-8"))
