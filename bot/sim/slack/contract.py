"""Slack's contract of the methods served here: scopes (one of them), rate tier and special error codes.

Written down from Slack's method pages; a test compares it with a copy of Slack's own reference where there is one.
Tiers are calls per minute: t1 1, t2 20, t3 50, t4 100; t5 is special. Scopes of conversations.* depend on the kind of
channel, which `scopes.py` settles.
"""

from dataclasses import dataclass

from bot.sim.slack.wire import words

GENERIC = words(
    "not_authed invalid_auth token_revoked not_allowed_token_type missing_scope invalid_arguments ratelimited "
    "unknown_method internal_error fatal_error"
)
POSTING = "channel_not_found not_in_channel is_archived no_text msg_too_long invalid_blocks markdown_text_conflict"
META = "invalid_metadata_format"
TRIGGERS = "invalid_trigger_id expired_trigger_id exchanged_trigger_id"
STREAM = "channel_not_found message_not_found message_not_in_streaming_state message_not_owned_by_app invalid_blocks"
READS = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORIES = ("channels:history", "groups:history", "im:history", "mpim:history")


@dataclass(frozen=True, slots=True)
class Rule:
    tier: str
    scopes: tuple[str, ...] = ()
    errors: frozenset[str] = frozenset()


def _rule(tier: str, scopes: str | tuple[str, ...] = (), errors: str = "") -> Rule:
    return Rule(tier, (scopes,) if isinstance(scopes, str) else scopes, words(errors))


RULES: dict[str, Rule] = {
    "auth.test": _rule("t5"),
    "apps.connections.open": _rule("t3"),
    "oauth.v2.access": _rule("t5", (), "invalid_client_id bad_client_secret invalid_code"),
    "team.info": _rule("t3", "team:read", "team_not_found"),
    "bots.info": _rule("t3", "users:read", "bot_not_found"),
    "blocks.validate": _rule("", (), "invalid_blocks invalid_view invalid_message"),
    "chat.postMessage": _rule("t5", "chat:write", f"{POSTING} {META} messages_tab_disabled"),
    "chat.update": _rule(
        "t3",
        "chat:write",
        f"channel_not_found message_not_found cant_update_message no_text msg_too_long invalid_blocks {META} "
        "markdown_text_conflict streaming_state_conflict",
    ),
    "chat.delete": _rule("t3", "chat:write", "channel_not_found message_not_found cant_delete_message"),
    "chat.postEphemeral": _rule("t4", "chat:write", f"{POSTING} user_not_in_channel"),
    "chat.getPermalink": _rule("t5", (), "channel_not_found message_not_found"),
    "chat.scheduleMessage": _rule("t3", "chat:write", f"{POSTING} {META} invalid_time time_in_past time_too_far"),
    "chat.deleteScheduledMessage": _rule("t3", "chat:write", "channel_not_found invalid_scheduled_message_id"),
    "chat.unfurl": _rule(
        "t3",
        "links:write",
        "cannot_find_message cannot_unfurl_url invalid_unfurls_format missing_unfurls missing_channel missing_ts "
        "invalid_unfurl_id",
    ),
    "chat.startStream": _rule(
        "t2",
        "chat:write",
        "channel_not_found not_in_channel is_archived missing_recipient_user_id missing_recipient_team_id",
    ),
    "chat.appendStream": _rule("t4", "chat:write", STREAM),
    "chat.stopStream": _rule("t2", "chat:write", STREAM),
    "conversations.list": _rule("t2", READS, "invalid_cursor invalid_limit invalid_types"),
    "conversations.info": _rule("t3", READS, "channel_not_found"),
    "conversations.history": _rule("t3", HISTORIES, "channel_not_found not_in_channel invalid_cursor"),
    "conversations.replies": _rule("t3", HISTORIES, "channel_not_found thread_not_found invalid_cursor"),
    "conversations.members": _rule("t4", READS, "channel_not_found invalid_cursor invalid_limit"),
    "conversations.open": _rule(
        "t3",
        ("channels:manage", "groups:write", "im:write", "mpim:write"),
        "users_list_not_supplied user_not_found channel_not_found method_not_supported_for_channel_type",
    ),
    "conversations.join": _rule(
        "t3", "channels:join", "channel_not_found is_archived method_not_supported_for_channel_type"
    ),
    "conversations.create": _rule(
        "t2",
        ("channels:manage", "channels:write", "groups:write", "im:write", "mpim:write"),
        "name_taken invalid_name_required invalid_name_maxlength invalid_name_specials",
    ),
    "users.info": _rule("t4", "users:read", "user_not_found"),
    "users.list": _rule("t2", "users:read", "invalid_cursor"),
    "users.lookupByEmail": _rule("t3", "users:read.email", "users_not_found"),
    "users.conversations": _rule("t3", READS, "invalid_cursor invalid_limit invalid_types"),
    "reactions.add": _rule(
        "t3", "reactions:write", "already_reacted channel_not_found message_not_found no_item_specified invalid_name"
    ),
    "reactions.remove": _rule(
        "t2", "reactions:write", "no_reaction channel_not_found message_not_found no_item_specified invalid_name"
    ),
    "files.getUploadURLExternal": _rule("t4", "files:write"),
    "files.completeUploadExternal": _rule("t4", "files:write", "file_not_found channel_not_found not_in_channel"),
    "files.info": _rule("t4", "files:read", "file_not_found"),
    "views.open": _rule("t4", (), f"{TRIGGERS} view_too_large duplicate_external_id"),
    "views.push": _rule("t4", (), f"{TRIGGERS} view_too_large duplicate_external_id push_limit_reached not_found"),
    "views.update": _rule("t4", (), "not_found hash_conflict view_too_large duplicate_external_id"),
    "views.publish": _rule("t4", (), "hash_conflict view_too_large not_enabled"),
    "assistant.threads.setStatus": _rule("t5", "chat:write", "channel_not_found invalid_thread_ts"),
    "assistant.threads.setSuggestedPrompts": _rule("t4", "assistant:write", "channel_not_found invalid_thread_ts"),
    "assistant.threads.setTitle": _rule("t4", "assistant:write", "channel_not_found invalid_thread_ts"),
}

PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}

EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "channel_created": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_archive": ("channels:read",),
    "link_shared": ("links:read",),
    "file_shared": ("files:read",),
}
"""One of the scopes is needed for an event; events not named here need none."""
