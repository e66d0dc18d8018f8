"""The local Slack's page in a real browser: what a person sees, types and clicks (issue 2, part C)."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import slack_page_probe as probe
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from slack_page_steps import DRAWN, HARPER, PIXEL, RAE, VIC, block, fill_form, see, write

from bot.sim.slack import Running, start

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = ["--no-sandbox", "--disable-gpu"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: install it to drive the page"),
]


@dataclass(frozen=True, slots=True)
class Place:
    running: Running
    browser: BrowserContext


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    running = start(manifest=probe.MANIFEST, ack_seconds=1.0)
    app = probe.start(running)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield Place(running, browser.new_context(viewport={"width": 1280, "height": 800}))
        browser.close()
    app.close()
    running.stop()


@pytest.fixture
def running(place: Place) -> Running:
    place.running.slack.reset()
    return place.running


@pytest.fixture
def page(place: Place, running: Running) -> Iterator[Page]:
    """#general as Rae; any script error fails the test."""
    page = place.browser.new_page()
    page.set_default_timeout(5_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    see(page, running)
    yield page
    page.close()
    assert errors == []


def test_each_kind_of_block_is_drawn(page: Page, running: Running) -> None:
    probe.kitchen(running)
    expect(page.locator("#main .feedback-pair")).to_be_visible()
    seen = {selector: " ".join(page.locator(f"#main .message {selector}").all_inner_texts()) for selector, _ in DRAWN}
    assert [(selector, words) for selector, words in DRAWN if words not in seen[selector]] == []
    expect(page.locator(".unknown")).to_have_count(0)


def test_text_from_outside_stays_text(page: Page, running: Running) -> None:
    hostile = "<img src=x onerror=alert(1)> <javascript:alert(1)|x> `<script>alert(2)</script>`"
    running.slack.message("general", hostile, by="harper")
    words = page.locator("#main .message .words")
    expect(words).to_contain_text("<img src=x onerror=alert(1)>")
    expect(words).to_contain_text("<script>alert(2)</script>")
    assert page.locator(".words img, .words script, a[href^='javascript']").count() == 0


def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, running: Running) -> None:
    box = page.locator("#main .composer-text")
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two & @harper")
    box.press("Escape")
    box.press("Enter")
    expect(page.locator("#main .message .words")).to_contain_text("two & @Harper Manager")
    assert running.slack.messages("general")[-1]["text"] == f"one\ntwo &amp; <@{HARPER}>"


def test_a_slash_offers_the_commands_and_their_words(page: Page) -> None:
    box = page.locator("#main .composer-text")
    box.press_sequentially("/p")
    expect(page.locator(".offer")).to_contain_text("Everything")
    box.press("Tab")
    expect(page.locator(".offers-list")).to_contain_text("/pin find NAME")
    box.press_sequentially("fi")
    box.press("Tab")
    expect(box).to_have_value("/pin find ")


def test_an_answer_only_for_me_says_so_and_can_be_dismissed(page: Page, running: Running) -> None:
    write(page, "/pin secret")
    note = page.locator("#main .message.ephemeral")
    expect(note).to_contain_text("Only visible to you")
    see(page, running, who=HARPER)
    expect(page.locator(".message.ephemeral")).to_have_count(0)
    see(page, running)
    note.get_by_text("Dismiss").click()
    expect(note).to_have_count(0)


def test_a_click_reaches_the_app_and_the_card_changes(page: Page, running: Running) -> None:
    probe.kitchen(running)
    page.locator("[data-action=good]").click()
    expect(page.locator("#main .words")).to_have_text("Done by you")


def test_a_confirm_dialog_stands_between_a_risky_click_and_the_app(page: Page, running: Running) -> None:
    probe.kitchen(running)
    page.locator("[data-action=risky]").click()
    expect(page.locator(".confirm")).to_contain_text("It cannot be undone.")
    page.get_by_text("Keep").click()
    assert running.slack.deliveries("block_actions") == []
    page.locator("[data-action=risky]").click()
    page.get_by_text("Do it").click()
    sent = running.slack.wait_for(lambda: running.slack.deliveries("block_actions"))
    assert sent[0]["request"]["actions"][0]["value"] == "7:3"


def test_selects_dates_and_menus_in_a_message_speak_to_the_app(page: Page, running: Running) -> None:
    probe.kitchen(running)
    page.locator("[data-action=stage]").get_by_role("combobox").click()
    page.locator(".option", has_text="Design").click()
    page.locator("[data-action=day]").click()
    page.locator(".day:not(.other)").first.click()
    page.locator("[data-action=more]").click()
    page.get_by_role("menuitem", name="Later").click()
    sent = running.slack.wait_for(
        lambda: (rows := running.slack.deliveries("block_actions")) and len(rows) == 3 and rows
    )
    stage, day, more = (row["request"]["actions"][0] for row in sent)
    assert stage["selected_option"]["value"] == "design"
    assert day["selected_date"].endswith("-01")
    assert more["selected_option"]["value"] == "later"
    assert sent[1]["request"]["state"]["values"][stage["block_id"]]["stage"]["selected_option"]["value"] == "design"


def test_every_kind_of_input_reaches_the_app_typed(page: Page, running: Running) -> None:
    write(page, "/pin form")
    expect(page.locator(".modal h2")).to_have_text("Every input")
    fill_form(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".modal")).to_have_count(0)
    sent = running.slack.deliveries("view_submission")[-1]["request"]["view"]["state"]["values"]
    values = {name: next(v for k, v in fields["v"].items() if k != "type") for name, fields in sent.items()}
    told = {name: values[name]["value"] for name in ("job", "person", "radio")}
    assert told == {"job": "design", "person": "Mino Rossi", "radio": "platform"}
    assert [one["value"] for one in values["jobs"]] == ["platform", "design"]
    assert [one["value"] for one in values["boxes"]] == ["design"]
    assert values["owner"] == RAE
    assert values["approvers"] == [RAE, HARPER]
    assert (values["where"], values["talk"]) == ("C0GENERAL", "C0LEADS00")
    assert (values["day"], values["time"], values["at"]) == ("2026-12-24", "10:45", 1_800_000_000)
    assert (values["name"], values["story"], values["pay"]) == ("Ada", "Long\nstory", "95000")
    assert (values["email"], values["link"]) == ("ada@example.com", None)
    assert values["rich"]["elements"][0]["elements"][-1] == {"type": "text", "text": "rich", "style": {"bold": True}}
    assert values["file"][0]["name"] == "a.csv"


def test_missing_and_refused_fields_are_told_under_their_block(page: Page, running: Running) -> None:
    write(page, "/pin form")
    page.locator(".modal-submit").click()
    expect(block(page, "name").locator(".input-error")).to_have_text("Please complete this required field.")
    expect(block(page, "story").locator(".input-error")).to_be_hidden()
    fill_form(page)
    block(page, "name").locator("input").fill("Taken")
    block(page, "email").locator("input").fill("nobody")
    page.locator(".modal-submit").click()
    expect(block(page, "email").locator(".input-error")).to_contain_text("e-mail address")
    block(page, "email").locator("input").fill("ada@example.com")
    page.locator(".modal-submit").click()
    expect(block(page, "name").locator(".input-error")).to_have_text("That name is taken.")
    expect(block(page, "email").locator("input")).to_have_value("ada@example.com")


def test_an_external_select_asks_once_enough_is_typed(page: Page) -> None:
    write(page, "/pin form")
    block(page, "person").get_by_role("combobox").click()
    expect(page.locator(".option-say")).to_have_text("Type at least 2 characters to search")
    page.locator(".select-search").fill("mi")
    expect(page.locator(".option")).to_have_text(["Mina Park", "Mino Rossi"])
    page.locator(".select-search").fill("zz")
    expect(page.locator(".option-say")).to_have_text("Nothing found")
    page.keyboard.press("Escape")
    expect(page.locator(".popover")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".modal")).to_have_count(0)


def test_modals_stack_three_deep_and_go_back_one_by_one(page: Page, running: Running) -> None:
    write(page, "/pin stack")
    for depth in (1, 2):
        expect(page.locator(".modal h2")).to_have_text(f"Layer {depth}")
        page.locator(".modal-submit").click()
    expect(page.locator(".modal-depth")).to_have_text("3 of 3")
    page.get_by_label("Back").click()
    expect(page.locator(".modal h2")).to_have_text("Layer 2")
    page.locator(".modal").get_by_label("Close").click()
    expect(page.locator(".modal")).to_have_count(0)
    assert running.slack.views() == []


def test_when_the_server_is_gone_the_page_says_so_keeps_the_words_and_comes_back(place: Place) -> None:
    short_lived = start(manifest=probe.MANIFEST)
    page = place.browser.new_page()
    see(page, short_lived)
    short_lived.stop()
    expect(page.locator("#banner")).to_contain_text("is not answering")
    write(page, "Do not lose me")
    expect(page.locator(".toast")).to_contain_text("We had some trouble connecting.")
    expect(page.locator("#main .composer-text")).to_have_value("Do not lose me")
    again = start(int(short_lived.url.rpartition(":")[2]), manifest=probe.MANIFEST)
    expect(page.locator("#banner")).to_be_hidden(timeout=10_000)
    page.locator(".send").first.click()
    expect(page.locator("#main .words")).to_have_text("Do not lose me")
    page.close()
    again.stop()


def test_a_message_shortcut_answers_in_the_thread_pane(page: Page, running: Running) -> None:
    running.slack.message("general", "Please keep this", by="harper")
    message = page.locator("#main .message")
    message.hover()
    message.get_by_label("More actions").click()
    page.get_by_role("menuitem", name="Note it").click()
    page.locator(".thread-line").click()
    expect(page.locator("#thread .message")).to_have_count(2)
    page.locator("#thread .composer-text").fill("Thanks")
    page.locator("#thread .composer-text").press("Enter")
    expect(page.locator("#thread .message").last).to_contain_text("Thanks")
    expect(page.locator("#main .thread-count")).to_have_text("2 replies")
    page.keyboard.press("Escape")
    expect(page.locator("#thread")).to_be_hidden()


def test_a_global_shortcut_starts_from_the_launcher(page: Page) -> None:
    page.get_by_label("Shortcuts").click()
    page.get_by_role("menuitem", name="Open the form").click()
    expect(page.locator(".modal h2")).to_have_text("Every input")


def test_reactions_are_toggled_and_seen_by_others(page: Page, running: Running) -> None:
    ts = running.slack.message("general", "Hired!", by="harper")
    page.locator("#main .message").hover()
    page.get_by_label("React with :raised_hands:").click()
    running.slack.react({"channel": "C0GENERAL", "ts": ts}, "raised_hands", by="vic")
    expect(page.locator(".reaction.mine")).to_contain_text("2")
    page.locator(".reaction.mine").click()
    expect(page.locator(".reaction").first).to_contain_text("1")
    expect(page.locator(".reaction.mine")).to_have_count(0)


def test_another_person_sees_the_workspace_with_their_own_eyes(page: Page) -> None:
    expect(page.locator("#sidebar")).to_contain_text("leads")
    page.locator(".act-as").click()
    page.get_by_role("menuitem", name="Vic Viewer").click()
    expect(page.locator(".act-as")).to_contain_text("Vic Viewer")
    expect(page.locator("#sidebar")).not_to_contain_text("leads")
    assert f"as={VIC}" in page.url


def test_unread_channels_are_bold_and_mentions_are_counted(page: Page, running: Running) -> None:
    running.slack.message("hiring-design", f"<@{RAE}> look", by="harper")
    row = page.locator('[data-channel="C0DESIGN0"]')
    expect(row).to_have_class("side-row unread")
    expect(row.locator(".side-badge")).to_have_text("1")
    row.click()
    expect(page.locator(".new-line")).to_be_visible()
    expect(row).to_have_class("side-row here")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("h1")).to_have_text("general")
    expect(row).to_have_class("side-row")


def test_control_k_jumps_to_a_channel(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("platf")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("hiring-platform")


def test_home_shows_what_the_app_published_and_asks_only_once(page: Page, running: Running) -> None:
    page.locator(".side-row", has_text="Probe").click()
    expect(page.locator(".home h3")).to_have_text("Good morning")
    page.get_by_role("tab", name="Messages").click()
    write(page, "Hello")
    expect(page.locator("#main .words")).to_have_text("Hello")
    opened = [row["request"]["event"]["tab"] for row in running.slack.deliveries("app_home_opened")]
    assert opened.count("home") == 1


def test_a_lost_ack_is_told_to_the_person(page: Page, running: Running) -> None:
    probe.kitchen(running)
    page.locator("#rail-faults").click()
    page.locator("[data-kind=drop_ack] .button").click()
    expect(page.locator(".faults-active")).to_contain_text("1 fault waiting")
    page.locator("#main .accessory .button").click()
    expect(page.locator("#main .accessory .button")).to_have_class("button busy")
    expect(page.locator(".toast")).to_contain_text("We had some trouble connecting. Try again?")
    expect(page.locator(".faults-active")).to_have_count(0)


def test_waiting_faults_can_be_cleared_and_the_clock_moved(page: Page, running: Running) -> None:
    page.locator("#rail-faults").click()
    page.locator("[data-kind=ratelimit] .button").click()
    expect(page.locator(".faults-active")).to_contain_text("chat.postMessage")
    page.get_by_text("Clear all").click()
    expect(page.locator(".faults-active")).to_have_count(0)
    page.get_by_text("+31 min").click()
    expect(page.locator("#faults")).to_contain_text("31 minutes ahead")


def test_the_inspector_shows_what_went_over_the_wire(page: Page) -> None:
    page.locator("#rail-inspector").click()
    write(page, "/pin secret word")
    page.locator(".log-row", has_text="/pin").click()
    expect(page.locator(".json")).to_contain_text('"secret word"')
    page.locator(".log-filter").fill("nothing like this")
    expect(page.locator(".log-row")).to_have_count(0)


def test_an_image_is_shown_and_opens_large(page: Page) -> None:
    page.get_by_label("Attach files").first.set_input_files(
        {"name": "dot.png", "mimeType": "image/png", "buffer": PIXEL},
    )
    expect(page.locator("#main .file-row")).to_contain_text("dot.png")
    page.locator(".send").first.click()
    picture = page.locator("#main img.picture")
    expect(picture).to_have_js_property("naturalWidth", 1)
    picture.click()
    expect(page.locator(".lightbox img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".lightbox")).to_have_count(0)


def test_files_are_sent_with_a_message(page: Page, running: Running) -> None:
    page.get_by_label("Attach files").first.set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": b"name\nAda"}
    )
    expect(page.locator("#main .file-row")).to_contain_text("people.csv")
    write(page, "The list")
    expect(page.locator("#main .file-card")).to_contain_text("people.csv")
    assert running.slack.messages("general")[-1]["files"][0]["name"] == "people.csv"
