"""The pictures of the README, taken of the demo as a newcomer goes through it: `make pictures`."""

import io
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
ADA, RAE, CHANNEL = "U0ADA0000", "U0RAE0000", "C0PLATFORM"
ASSISTANT = "U0PIN0000"
PATIENCE_MS = 120_000
ANSWER = (
    "Hi Rae,\n\nthanks for writing, this sounds very interesting and I would love to hear more. "
    "Could we talk on Tuesday afternoon?\n\nBest,\nNoor"
)


@dataclass(frozen=True, slots=True)
class Demo:
    """The running demo: the workspace's page and the two rooms beside it."""

    url: str
    inbox: str
    greenhouse: str
    people: Path


class Newcomer:
    """One person at the page, who takes a picture now and then."""

    def __init__(self, demo: Demo, context: BrowserContext) -> None:
        self.demo = demo
        self.context = context
        self.page = self._opened()
        self.number = 0

    def _opened(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    def go(self, who: str, more: str = f"&channel={CHANNEL}") -> None:
        self.page.goto(f"{self.demo.url}/#as={who}{more}")
        expect(self.page.locator("#sidebar .side-row").first).to_be_visible()

    def type(self, words: str) -> None:
        composer = self.page.locator("#main .composer-text")
        composer.fill(words)
        composer.press("Enter")

    def modal(self, title: str) -> Locator:
        box = self.page.locator(".modal")
        expect(box.locator("h2")).to_have_text(title, timeout=PATIENCE_MS)
        return box

    def talk_to_pin(self) -> None:
        """The direct messages with the assistant, where answers of personal data go."""
        self.page.locator("#sidebar .side-row", has_text="Pin").last.click()
        self.page.get_by_role("tab", name="Messages").click()

    def submit(self) -> None:
        self.page.locator(".modal-submit").click()

    def choose(self, block: str, *names: str) -> None:
        for name in names:
            self.page.locator(f'.modal [data-block-id="{block}"]').get_by_role("combobox").click()
            self.page.locator(".select-search").fill(name)
            self.page.locator(".option", has_text=name).first.click()

    def button(self, action: str, within: str = "#main") -> Locator:
        return self.page.locator(f'{within} [data-action="{action}"]').last

    def picture(self, name: str, page: Page | None = None) -> None:
        """Saved with 256 colours: flat pages lose nothing, and the repository stays small."""
        self.number += 1
        shown = page or self.page
        shown.mouse.move(720, 2)
        shown.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        taken = Image.open(io.BytesIO(shown.screenshot(animations="disabled", caret="hide")))
        few = taken.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{self.number:02d}-{name}.png", optimize=True)


def import_people(me: Newcomer) -> None:
    me.go(RAE)
    expect(me.page.get_by_text("Welcome!").first).to_be_visible()
    me.picture("welcome")
    me.type("/pin import")
    me.modal("Import people")
    me.page.locator('.modal [data-block-id="file"] input[type=file]').set_input_files(me.demo.people)
    expect(me.page.locator(".file-row")).to_be_visible()
    me.page.locator('.modal [data-block-id="source"] input').fill("Talks of last year's meetups")
    me.picture("import")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0, timeout=PATIENCE_MS)
    me.talk_to_pin()
    expect(me.button("import.confirm")).to_be_visible(timeout=PATIENCE_MS)
    me.picture("import-preview")
    me.button("import.confirm").click()
    expect(me.button("import.confirm")).to_have_count(0, timeout=PATIENCE_MS)


def enrol_people(me: Newcomer) -> None:
    me.go(RAE)
    me.type("/pin enrol")
    me.modal("Enrol candidates")
    me.choose("candidates", "Noor", "Lindqvist", "Moreau")
    for block, name in (("job", "Platform"), ("sequence", "Platform"), ("sender", "@")):
        if "Choose" in me.page.locator(f'.modal [data-block-id="{block}"]').inner_text():
            me.choose(block, name)
    me.submit()
    expect(me.page.locator(".modal-depth")).to_be_visible(timeout=PATIENCE_MS)
    me.picture("enrol-preview")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0, timeout=PATIENCE_MS)


def set_trigger(me: Newcomer) -> None:
    me.type("/pin trigger")
    me.modal("Greenhouse trigger")
    if me.page.locator('.modal [data-block-id="job"]').count():
        me.choose("job", "Platform")
    me.choose("trigger", "interested")
    me.choose("ats_job", "Platform")
    me.picture("trigger")
    me.submit()
    me.modal("Enable the trigger?")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0, timeout=PATIENCE_MS)


def answer_as_noor(me: Newcomer) -> None:
    inbox = me.context.new_page()
    inbox.goto(f"{me.demo.inbox}/#noor-haddad")
    inbox.locator('[data-key="noor-haddad"]').click()
    expect(inbox.locator("#mails article, #mails section, #mails > *").first).to_contain_text(
        "Rae", timeout=PATIENCE_MS
    )
    inbox.locator("#text").fill(ANSWER)
    me.picture("candidates-inbox", inbox)
    inbox.locator("#answer .primary").click()
    expect(inbox.locator("#toast")).to_be_visible()
    inbox.close()


def approve(me: Newcomer) -> None:
    talk = me.page.locator("#main article.message", has_text="Noor Haddad").filter(has=me.page.locator(".thread-line"))
    talk.first.locator(".thread-line").click(timeout=PATIENCE_MS)
    expect(me.button("suggestion.approve", "#thread")).to_be_visible(timeout=PATIENCE_MS)
    me.page.locator("#thread article.message").last.evaluate("card => card.scrollIntoView({block: 'start'})")
    me.picture("reply-card-top")
    me.button("suggestion.approve", "#thread").scroll_into_view_if_needed()
    me.picture("reply-card")
    me.button("suggestion.approve", "#thread").click()
    expect(me.button("suggestion.undo", "#thread")).to_be_visible(timeout=PATIENCE_MS)
    me.picture("undo")
    expect(me.button("suggestion.undo", "#thread")).to_have_count(0, timeout=PATIENCE_MS)
    expect(me.page.locator("#thread")).to_contain_text("✅", timeout=PATIENCE_MS)
    me.picture("sent")
    me.go(RAE)


def see_the_sync(me: Newcomer) -> None:
    link = me.page.locator("#main a", has_text="Open in Greenhouse").last
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    link.scroll_into_view_if_needed()
    me.picture("sync-notice")
    profile = me.context.new_page()
    profile.goto(str(link.get_attribute("href")))
    me.picture("greenhouse", profile)
    profile.close()


def export_by_hand(me: Newcomer) -> None:
    me.type("/pin export Lindqvist")
    me.modal("Export to Greenhouse")
    expect(me.page.locator(".modal-submit")).to_have_text("Export", timeout=PATIENCE_MS)
    me.picture("export")
    me.submit()
    expect(me.page.locator(".modal")).to_contain_text("Greenhouse", timeout=PATIENCE_MS)
    me.page.keyboard.press("Escape")


def look_around(me: Newcomer) -> None:
    me.type("/pin candidate Noor")
    mark = me.page.locator("#main article.message.ephemeral", has_text="Noor").last
    expect(mark).to_be_visible(timeout=PATIENCE_MS)
    mark.scroll_into_view_if_needed()
    me.picture("candidate")
    me.type("/pin help")
    expect(me.page.get_by_text("What Pin can do").last).to_be_visible(timeout=PATIENCE_MS)
    me.picture("help")
    me.page.locator("#sidebar .side-row", has_text="Pin").last.click()
    expect(me.page.locator("#main .block-header").first).to_be_visible(timeout=PATIENCE_MS)
    me.picture("home")


STORY = (import_people, enrol_people, set_trigger, answer_as_noor, approve, see_the_sync, export_by_hand, look_around)


@contextmanager
def running_demo() -> Iterator[Demo]:
    """The demo on a world of its own, stopped as by Ctrl-C."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        command = [sys.executable, str(ROOT / "app.py"), "demo", "--no-browser", "--port", "3400", "--state", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        try:
            url = _url(process)
            yield Demo(url, *_rooms(url), state / "people.csv")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _url(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"Pin is ready: (\S+)", line):
            return found[1]
    sys.exit("The demo did not come up.")


def _rooms(url: str) -> tuple[str, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{url}/_sim/world") as answer:
        world: dict[str, Any] = json.load(answer)
    links = {link["name"]: link["url"] for link in world["links"]}
    return links["Candidates' inbox"], links["Greenhouse"]


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium here. On Debian or Ubuntu: apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        me = Newcomer(demo, browser.new_context(viewport=SIZE, device_scale_factor=1))
        try:
            for step in STORY:
                step(me)
        except Exception:
            me.page.screenshot(path=str(Path(tempfile.gettempdir()) / "pin-picture-failed.png"))
            raise
        browser.close()


if __name__ == "__main__":
    main()
