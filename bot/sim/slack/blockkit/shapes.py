"""The tables: which blocks a surface takes, which elements a block takes, which properties each may carry.

From docs.slack.dev (reference: blocks, elements), state of November 2026.
"""

from bot.sim.slack.wire import words

SURFACES: dict[str, frozenset[str]] = {
    "message": words(
        "actions call card carousel container context context_actions data_table data_visualization divider file "
        "header image input markdown plan rich_text section table task_card video"
    ),
    "modal": words("actions alert card context divider header image input rich_text section video"),
    "home": words(
        "actions card carousel container context data_table data_visualization divider header image input rich_text "
        "section table video"
    ),
}
BLOCK_LIMIT = {"message": 50, "modal": 100, "home": 100}


def _fields(required: str, optional: str) -> tuple[frozenset[str], frozenset[str]]:
    return words(required), words(optional)


BLOCKS = {
    "actions": _fields("elements", ""),
    "alert": _fields("text", "level"),
    "call": _fields("call_id", "api_decoration_available call"),
    "card": _fields("", "hero_image icon slack_icon title subtitle subtext body actions"),
    "carousel": _fields("elements", ""),
    "container": _fields(
        "child_blocks",
        "title rich_text_title subtitle width icon is_collapsible default_collapsed has_header_divider",
    ),
    "context": _fields("elements", ""),
    "context_actions": _fields("elements", ""),
    "data_table": _fields("caption rows", "page_size row_header_column_index"),
    "data_visualization": _fields("title chart", ""),
    "divider": _fields("", ""),
    "file": _fields("external_id source", ""),
    "header": _fields("text", "level"),
    "image": _fields("alt_text", "image_url slack_file title"),
    "input": _fields("label element", "hint optional dispatch_action"),
    "markdown": _fields("text", ""),
    "plan": _fields("title", "tasks"),
    "rich_text": _fields("elements", ""),
    "section": _fields("", "text fields accessory expand"),
    "table": _fields("rows", "column_settings"),
    "task_card": _fields("task_id title status", "details output sources"),
    "video": _fields(
        "alt_text title thumbnail_url video_url",
        "author_name description provider_icon_url provider_name title_url",
    ),
}

_SELECT = "confirm focus_on_load placeholder"
_MULTI = f"max_selected_items {_SELECT}"
_TYPED = "initial_value dispatch_action_config focus_on_load placeholder"

ELEMENTS = {
    "button": _fields(
        "text", "url value style confirm accessibility_label agent_prompt agent_prompt_display visible_to_user_ids"
    ),
    "channels_select": _fields("", f"initial_channel response_url_enabled {_SELECT}"),
    "checkboxes": _fields("options", "initial_options confirm focus_on_load"),
    "conversations_select": _fields(
        "", f"initial_conversation default_to_current_conversation response_url_enabled filter {_SELECT}"
    ),
    "datepicker": _fields("", f"initial_date {_SELECT}"),
    "datetimepicker": _fields("", "initial_date_time confirm focus_on_load"),
    "email_text_input": _fields("", _TYPED),
    "external_select": _fields("", f"initial_option min_query_length {_SELECT}"),
    "feedback_buttons": _fields("positive_button negative_button", ""),
    "file_input": _fields("", "filetypes max_files"),
    "icon_button": _fields("icon text", "value confirm accessibility_label visible_to_user_ids"),
    "image": _fields("alt_text", "image_url slack_file"),
    "multi_channels_select": _fields("", f"initial_channels {_MULTI}"),
    "multi_conversations_select": _fields("", f"initial_conversations default_to_current_conversation filter {_MULTI}"),
    "multi_external_select": _fields("", f"initial_options min_query_length {_MULTI}"),
    "multi_static_select": _fields("", f"options option_groups initial_options {_MULTI}"),
    "multi_users_select": _fields("", f"initial_users {_MULTI}"),
    "number_input": _fields("is_decimal_allowed", f"min_value max_value {_TYPED}"),
    "overflow": _fields("options", "confirm"),
    "plain_text_input": _fields("", f"multiline min_length max_length {_TYPED}"),
    "radio_buttons": _fields("options", "initial_option confirm focus_on_load"),
    "rich_text_input": _fields("", f"min_lines max_lines {_TYPED}"),
    "static_select": _fields("", f"options option_groups initial_option {_SELECT}"),
    "timepicker": _fields("", f"initial_time timezone {_SELECT}"),
    "url_text_input": _fields("", _TYPED),
    "users_select": _fields("", f"initial_user {_SELECT}"),
    "workflow_button": _fields("text workflow", "style accessibility_label"),
}

_SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
_CHOICES = _SELECTS | _PICKERS | {"checkboxes", "radio_buttons"}
_TEXT_INPUTS = frozenset(name for name in ELEMENTS if name.endswith("_input"))

IN_ACTIONS = _CHOICES | {"button", "overflow", "workflow_button", "plain_text_input", "rich_text_input"}
IN_SECTION = _CHOICES | {"button", "overflow", "workflow_button", "image"}
IN_INPUT = _CHOICES | _TEXT_INPUTS
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
RICH_PARTS = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
