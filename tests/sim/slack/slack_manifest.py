"""The probe's manifest: everything the two checklists touch."""

from typing import Any

from bot.sim.slack.wire import words

SCOPES = sorted(
    words(
        "app_mentions:read assistant:write channels:history channels:join channels:manage channels:read chat:write "
        "commands files:read files:write groups:history groups:read im:history im:read im:write links:read links:write "
        "reactions:read reactions:write team:read users:read users:read.email"
    )
)
EVENTS = sorted(
    words(
        "app_home_opened app_mention assistant_thread_started file_shared link_shared member_joined_channel "
        "message.channels message.groups message.im reaction_added reaction_removed"
    )
)


def manifest(scopes: list[str] = SCOPES, events: list[str] = EVENTS, **features: Any) -> dict[str, Any]:
    return {
        "display_information": {"name": "Pin"},
        "features": {
            "bot_user": {"display_name": "pin"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "assistant_view": {"assistant_description": "Ask about candidates."},
            "unfurl_domains": ["pin.test"],
            "shortcuts": [
                {"name": "Find", "type": "global", "callback_id": "find", "description": "Find somebody"},
                {"name": "Note", "type": "message", "callback_id": "note", "description": "Keep as a note"},
            ],
            "slash_commands": [
                {
                    "command": "/pin",
                    "description": "Ask Pin",
                    "usage_hint": "[find NAME | inbox | help]",
                    "should_escape": True,
                }
            ],
            **features,
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {"event_subscriptions": {"bot_events": events}, "interactivity": {"is_enabled": True}},
    }
