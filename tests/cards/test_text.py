"""Outside text can do no harm and no card grows past Slack's limits."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.text import Markup, bold, clip, code_blocks, emoji_mark, escape, link, mention, one_line, quote, when

anything = st.text(st.characters(), max_size=300) | st.sampled_from(
    ["<!channel>", "&", "a" * 10_000, "\ud800", "مرحبا"]
)


def test_a_channel_call_in_a_name_stays_words() -> None:
    """B15."""
    assert escape("<!channel> & co") == "&lt;!channel&gt; &amp; co"


def test_format_escapes_what_is_put_in_but_not_markup() -> None:
    assert Markup("*{}* {}").format("<b>", Markup("<@U1>")) == "*&lt;b&gt;* <@U1>"
    assert Markup(", ").join(["<", Markup("<@U1>")]) == "&lt;, <@U1>"
    assert Markup("a") + "<" == "a&lt;"


@given(anything, st.integers(3, 200))
def test_clipping_keeps_the_limit_and_never_cuts_an_entity_or_a_link(text: str, limit: int) -> None:
    markup = Markup("{} <https://x.test|a link with words> {}").format(text, text)
    short = clip(markup, limit)
    assert len(short) <= limit
    assert not re.search(r"&(?!amp;|lt;|gt;)", short)
    assert short.count("<") == short.count(">")


@given(anything, st.integers(3, 200))
def test_clipping_plain_text_keeps_the_limit_and_the_beginning(text: str, limit: int) -> None:
    short = clip(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…").rstrip())


def test_a_text_is_cut_at_a_word() -> None:
    assert clip("one two three four", 12) == "one two …"


@given(anything)
def test_what_comes_out_can_be_sent_as_utf_8(text: str) -> None:
    for drawn in (escape(text), one_line(text), bold(text), quote(text), link("https://x.test/" + text, text)):
        drawn.encode()


@given(anything)
def test_each_line_of_a_quotation_is_marked(text: str) -> None:
    assert all(line.startswith("> ") for line in quote(text).split("\n"))


@given(st.text(max_size=9000))
def test_a_draft_is_shown_fully_however_many_blocks_it_needs(text: str) -> None:
    """What people approve is what they saw."""
    blocks = code_blocks(text, most=100)
    shown = "".join(block[3:-3] for block in blocks)
    assert "".join(shown.split()) == "".join(escape(text.strip().replace("```", "ˋˋˋ")).split())
    assert all(len(block) <= 2806 for block in blocks)


def test_only_web_and_mail_addresses_become_links() -> None:
    assert link("javascript:alert(1)", "x") == "x"
    assert link("https://x.test/a|b>c", "one|two") == "<https://x.test/a%7Cb%3Ec|one¦two>"


def test_people_are_mentioned_by_id_and_otherwise_named() -> None:
    assert mention("U0ANA") == "<@U0ANA>"
    assert mention("<!here>") == "&lt;!here&gt;"


def test_a_time_is_shown_in_each_readers_zone_and_in_utc_with_its_offset_otherwise() -> None:
    noon = datetime(2026, 11, 23, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    assert when(noon) == "<!date^1795435200^{date_short_pretty} at {time}|2026-11-23 12:00 UTC+00:00>"
    assert when(noon) == when(noon.astimezone(UTC))


@pytest.mark.parametrize(
    ("emoji", "shown"),
    [(":greenhouse:", ":greenhouse:"), ("\ud800", "🌱"), ("🪴", "🪴"), ("<!here>", "🌱"), ("", "🌱")],
)
def test_a_workspace_can_use_its_own_mark_but_nothing_else(emoji: str, shown: str) -> None:
    assert emoji_mark(emoji) == shown


@pytest.mark.parametrize("nothing", ["", " ", "\x00", "\ud800", "\u202e\n"])
def test_a_draft_without_a_visible_character_is_an_empty_block(nothing: str) -> None:
    assert code_blocks(nothing) == ["``` ```"]
