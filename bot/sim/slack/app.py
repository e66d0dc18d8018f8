"""The app as its manifest declares it: who the bot is, what it may do and what it wants to hear."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sim.slack.wire import Json


@dataclass(frozen=True, slots=True)
class Credentials:
    """What Slack hands to an app; `repr` hides it."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)


def fresh_credentials() -> Credentials:
    return Credentials(
        bot_token=f"xoxb-{secrets.token_hex(12)}",
        app_token=f"xapp-1-{secrets.token_hex(12)}",
        signing_secret=secrets.token_hex(16),
        client_id="1111111111.2222222222",
        client_secret=secrets.token_hex(16),
    )


@dataclass(frozen=True, slots=True)
class App:
    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Json, ...]
    shortcuts: tuple[Json, ...]
    unfurl_domains: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    assistant: bool
    id: str = "A0PIN0000"
    bot_user: str = "U0PIN0000"
    bot_id: str = "B0PIN0000"

    def command(self, name: str) -> Json | None:
        return next((command for command in self.commands if command["command"] == name), None)

    def provided(self) -> str:
        return ",".join(sorted(self.scopes))


def read_manifest(manifest: Json, unfurl_domains: Iterable[str] = ()) -> App:
    """The app that an app manifest (schema v2) describes.

    Raises:
        ValueError: Slack would not take the manifest; the words say why.
    """
    features = manifest.get("features", {})
    if "agent_view" in features and "assistant_view" in features:
        raise ValueError("the manifest has agent_view and assistant_view; Slack takes only one of them")
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    name = _name_of(manifest)
    return App(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name.lower()),
        scopes=frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=tuple(features.get("slash_commands", [])),
        shortcuts=tuple(features.get("shortcuts", [])),
        unfurl_domains=frozenset(features.get("unfurl_domains", [])) | frozenset(unfurl_domains),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        assistant="assistant_view" in features,
    )


def _name_of(manifest: Json) -> str:
    name = manifest.get("display_information", {}).get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 35:
        raise ValueError("the manifest needs display_information.name of 1 to 35 characters")
    return name
