"""What a person does at the local Slack's page, and what they should see of each block."""

import base64
from typing import Any

from playwright.sync_api import Page, expect

from bot.sim.slack import Running

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RAE, HARPER, VIC = "U0RAE0000", "U0HARPER0", "U0VIC0000"

DRAWN = [
    (".block-header", "Every block"),
    (".block-section strong", "bold"),
    (".block-section em", "italic"),
    (".block-section del", "gone"),
    (".block-section code", "code"),
    (".block-section a[href='https://example.com']", "a link"),
    (".block-section .mention", "@here"),
    (".block-section .emoji-chip", ":acme-own:"),
    (".block-section blockquote", "quoted"),
    (".block-section .hang", "point"),
    (".block-section pre", "fenced"),
    (".block-section time", "2023-11-14"),
    (".field", "Engineer"),
    (".accessory .button", "Side"),
    (".block-context", "small print"),
    (".button.primary", "Good"),
    (".block-rich_text ol li", "first"),
    (".block-markdown .md-heading", "Heading"),
    (".block-markdown td", "2"),
    (".block-table td", "Platform"),
    (".block-carousel .card-title", "Mina"),
    (".block-card .card-title", "Ola"),
    (".block-task_card", "Read the profile"),
    (".block-plan .task", "Write"),
]


def see(page: Page, running: Running, channel: str = "C0GENERAL", who: str = RAE, more: str = "") -> None:
    page.goto(f"{running.url}/#as={who}&channel={channel}{more}")
    expect(page.locator("#sidebar .side-row").first).to_be_visible()


def write(page: Page, text: str) -> None:
    page.locator("#main .composer-text").fill(text)
    page.locator("#main .composer-text").press("Enter")


def block(page: Page, name: str) -> Any:
    return page.locator(f'.modal [data-block-id="{name}"]')


def choose(page: Page, name: str, typed: str, *, shut: str = "") -> None:
    block(page, name).get_by_role("combobox").click()
    page.locator(".select-search").fill(typed)
    page.locator(".option", has_text=typed).first.click()


def fill_form(page: Page) -> None:
    block(page, "name").locator("input").fill("Ada")
    block(page, "story").locator("textarea").fill("Long\nstory")
    block(page, "email").locator("input").fill("ada@example.com")
    block(page, "pay").locator("input").fill("95000")
    choose(page, "job", "Design")
    for name in ("Platform", "Design"):
        choose(page, "jobs", name)
    choose(page, "person", "Mino")
    choose(page, "owner", "Rae")
    for name in ("Rae", "Harper"):
        choose(page, "approvers", name)
    choose(page, "where", "general")
    choose(page, "talk", "leads")
    block(page, "day").locator(".picker").click()
    page.locator('[data-day="2026-12-24"]').click()
    block(page, "time").locator("input").fill("10:45")
    block(page, "boxes").get_by_text("Design").click()
    block(page, "radio").get_by_text("Platform").click()
    block(page, "rich").locator(".rich-input").click()
    page.keyboard.type("so ")
    page.keyboard.press("Control+b")
    page.keyboard.type("rich")
    block(page, "file").locator("input").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    expect(block(page, "file").locator(".file-row")).to_contain_text("a.csv")
