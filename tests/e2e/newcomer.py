"""The newcomer's way through the demo, step by step, and what they see: a test walks it, the pictures show it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.running_demo import PATIENCE, RunningDemo, linked_rooms

RAE, CHANNEL = "U0RAE0000", "C0PLATFORM"
PATIENCE_MS = PATIENCE * 1000
ENROLLED = ("Noor Haddad", "Elif Yılmaz", "Sam Okafor")
"""The three who wait for the newcomer's hand: whoever answers alone does it at a moment of their own."""
ANSWER = (
    "Hi Rae,\n\nthanks for writing, this sounds very interesting and I would love to hear more. "
    "Could we talk on Tuesday afternoon?\n\nBest,\nNoor"
)
DECIDING = "Could we talk on Tuesday afternoon?"
Camera = Callable[[str, Page], None]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The running demo: the workspace's page, the two rooms beside it, and the people to import."""

    workspace: str
    inbox: str
    greenhouse: str
    people: Path


def rooms_at(page: str, people: Path) -> Rooms:
    """Found by the links on the workspace's page."""
    rooms = linked_rooms(page)
    return Rooms(page, rooms["Candidates' inbox"], rooms["Greenhouse"], people)


def rooms_of(demo: RunningDemo) -> Rooms:
    return rooms_at(demo.url, demo.state / "people.csv")


class Newcomer:
    """One person at the pages. `camera` is shown every moment worth a picture; `mishaps` collects script errors."""

    def __init__(self, rooms: Rooms, context: BrowserContext, camera: Camera = lambda name, page: None) -> None:
        self.rooms = rooms
        self.mishaps: list[str] = []
        self._camera = camera
        self._context = context
        expect.set_options(timeout=PATIENCE_MS)
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda mishap: self.mishaps.append(str(mishap.error)))
        self.page = context.new_page()

    def go(self) -> None:
        """The job's channel, as Rae the recruiter."""
        self.page.goto(f"{self.rooms.workspace}/#as={RAE}&channel={CHANNEL}")
        expect(self.page.locator("#sidebar .side-row").first).to_be_visible()

    def open(self, url: str) -> Page:
        page = self._context.new_page()
        page.goto(url)
        return page

    def follow(self, link: Locator) -> Page:
        """The page that a link opens beside this one."""
        with self._context.expect_page() as opened:
            link.click()
        return opened.value

    def type(self, words: str) -> None:
        composer = self.page.locator("#main .composer-text")
        composer.fill(words)
        composer.press("Enter")

    def modal(self, title: str) -> Locator:
        box = self.page.locator(".modal")
        expect(box.locator("h2")).to_have_text(title)
        return box

    def block(self, name: str) -> Locator:
        return self.page.locator(f'.modal [data-block-id="{name}"]')

    def submit(self) -> None:
        self.page.locator(".modal-submit").click()

    def choose(self, block: str, *names: str) -> None:
        for name in names:
            self.block(block).get_by_role("combobox").click()
            self.page.locator(".select-search").fill(name)
            self.page.locator(".option", has_text=name).first.click()

    def button(self, action: str, within: str = "#main") -> Locator:
        return self.page.locator(f'{within} [data-action="{action}"]').last

    def message(self, words: str) -> Locator:
        """The newest message of the channel that says this."""
        return self.page.locator("#main article.message", has_text=words).last

    def picture(self, name: str, page: Page | None = None) -> None:
        self._camera(name, page or self.page)


def import_people(me: Newcomer) -> None:
    me.go()
    expect(me.page.get_by_text("Welcome!").first).to_be_visible()
    me.picture("welcome")
    me.type("/pin import")
    me.modal("Import people")
    me.block("file").locator("input[type=file]").set_input_files(me.rooms.people)
    expect(me.page.locator(".file-row")).to_contain_text("people.csv")
    me.block("source").locator("input").fill("Talks of last year's meetups")
    me.picture("import")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0)
    me.page.locator("#sidebar .side-row", has_text="Pin").last.click()
    me.page.get_by_role("tab", name="Messages").click()  # personal data is answered in direct messages
    preview = me.message("18 new")
    expect(preview).to_contain_text("Nothing is stored before you confirm, and nothing is sent.")
    expect(preview).to_contain_text("Talks of last year's meetups")
    me.picture("import-preview")
    me.button("import.confirm").click()
    expect(me.button("import.confirm")).to_have_count(0)
    expect(me.message("people.csv")).to_contain_text("18")


def start_from_the_help(me: Newcomer) -> None:
    """A click whose answer is only for the person who clicked."""
    me.go()
    me.type("/pin help")
    expect(me.message("What Pin can do")).to_contain_text("/pin jobs")
    me.message("What Pin can do").locator(".block-section", has_text="/pin jobs").get_by_text("Start").click()
    expect(me.message("🟢 open")).to_contain_text("Platform Engineer")


def enrol_people(me: Newcomer) -> None:
    me.go()
    me.type("/pin enrol")
    me.modal("Enrol candidates")
    me.choose("candidates", *ENROLLED)
    for block, name in (("job", "Platform"), ("sequence", "Platform"), ("sender", "@")):
        if "Choose" in me.block(block).inner_text():
            me.choose(block, name)
    me.submit()
    expect(me.page.locator(".modal-depth")).to_be_visible()
    for name in ENROLLED:
        expect(me.page.locator(".modal")).to_contain_text(f"{name}, at once")
    expect(me.page.locator(".modal")).to_contain_text("your work as Backend Engineer at Cedar Mobility caught my eye")
    me.picture("enrol-preview")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0)
    expect(me.message("Enrolled 3 people")).to_contain_text("“Platform outreach” for Platform Engineer")


def set_trigger(me: Newcomer) -> None:
    me.type("/pin trigger")
    me.modal("Greenhouse trigger")
    if me.block("job").count():
        me.choose("job", "Platform")
    me.choose("trigger", "interested")
    me.choose("ats_job", "Platform")
    me.picture("trigger")
    me.submit()
    me.modal("Enable the trigger?")
    me.submit()
    expect(me.page.locator(".modal")).to_have_count(0)
    expect(me.message("Enabled for Platform Engineer")).to_contain_text("they reply to an email and are interested")


def read_as_noor(me: Newcomer) -> Page:
    """The outreach has arrived in the candidate's inbox."""
    inbox = me.open(f"{me.rooms.inbox}/#noor-haddad")
    inbox.locator('[data-key="noor-haddad"]').click()
    mail = inbox.locator("#mails article").first
    expect(mail).to_contain_text("Noor, a platform role at Acme")
    expect(mail).to_contain_text("Acme Ltd, 1 Example Street")
    return inbox


def answer_as_noor(me: Newcomer) -> None:
    inbox = read_as_noor(me)
    inbox.locator("#text").fill(ANSWER)
    me.picture("candidates-inbox", inbox)
    inbox.locator("#answer .primary").click()
    expect(inbox.locator("#mails article.written")).to_contain_text("I would love to hear more")
    inbox.close()


def read_the_card(me: Newcomer) -> None:
    talk = me.page.locator("#main article.message", has_text="Noor Haddad").filter(has=me.page.locator(".thread-line"))
    talk.first.locator(".thread-line").click()
    expect(me.button("suggestion.approve", "#thread")).to_be_visible()
    card = me.page.locator("#thread article.message").last
    for words in ("Interested", "the sequence is stopped for them", f"Because they wrote: “{DECIDING}”"):
        expect(card).to_contain_text(words)
    expect(card).to_contain_text("Great to hear that you would like to talk about the Platform Engineer role.")
    card.evaluate("card => card.scrollIntoView({block: 'start'})")
    me.picture("reply-card-top")
    me.button("suggestion.approve", "#thread").scroll_into_view_if_needed()
    me.picture("reply-card")


def approve(me: Newcomer) -> None:
    card = me.page.locator("#thread article.message").last
    me.button("suggestion.approve", "#thread").click()
    expect(me.button("suggestion.undo", "#thread")).to_have_text(re.compile(r"Undo \(\d+ s\)"))
    expect(card).to_contain_text("Sending, approved by @Rae Recruiter")
    me.picture("undo")
    expect(card).to_contain_text(re.compile(r"✅ Sent today at .+, approved by @Rae Recruiter"))
    expect(me.button("suggestion.undo", "#thread")).to_have_count(0)
    me.picture("sent")
    inbox = me.open(f"{me.rooms.inbox}/#noor-haddad")
    inbox.locator('[data-key="noor-haddad"]').click()
    expect(inbox.locator("#mails article").last).to_contain_text("Great to hear that you would like to talk")
    inbox.close()


def see_the_sync(me: Newcomer) -> None:
    me.go()
    notice = me.message("🌱 Noor Haddad → Platform Engineer")
    expect(notice).to_contain_text("created, source Pin")
    link = notice.get_by_role("link", name="Open in Greenhouse").last
    link.scroll_into_view_if_needed()
    me.picture("sync-notice")
    profile = me.follow(link)
    assert profile.url.startswith(me.rooms.greenhouse)
    for words in ("Noor Haddad", "Platform Engineer", "Application Review", "noor-haddad-pin.pdf", DECIDING):
        expect(profile.locator("body")).to_contain_text(words)
    me.picture("greenhouse", profile)
    profile.close()


def export_by_hand(me: Newcomer) -> None:
    me.type("/pin export Kowalski")
    box = me.modal("Export to Greenhouse")
    expect(me.page.locator(".modal-submit")).to_have_text("Export")
    expect(box).to_contain_text("mateusz.kowalski@cand.test")
    expect(box).to_contain_text("a new profile")
    me.picture("export")
    me.submit()
    expect(me.page.locator(".modal-submit")).to_have_count(0)
    me.page.keyboard.press("Escape")
    people = me.open(f"{me.rooms.greenhouse}/people?q=Kowalski")
    expect(people.locator("body")).to_contain_text("Mateusz Kowalski")
    people.close()


def look_around(me: Newcomer) -> None:
    me.type("/pin candidate Noor")
    card = me.page.locator("#main article.message.ephemeral", has_text="Noor Haddad").last
    expect(card).to_contain_text("🌱 In Greenhouse")
    expect(card).to_contain_text("sent by Rae Recruiter")
    card.scroll_into_view_if_needed()
    me.picture("candidate")
    me.type("/pin help")
    expect(me.page.get_by_text("What Pin can do").last).to_be_visible()
    me.picture("help")
    me.page.locator("#sidebar .side-row", has_text="Pin").last.click()
    me.page.get_by_role("tab", name="Home").click()
    expect(me.page.locator("#main .block-header").first).to_be_visible()
    expect(me.page.locator("#main")).to_contain_text("2 people in outreach")
    me.picture("home")


STORY = (
    import_people, enrol_people, set_trigger, answer_as_noor, read_the_card, approve, see_the_sync, export_by_hand,
    look_around,
)  # fmt: skip
FIRST_CARD = (import_people, enrol_people, answer_as_noor, read_the_card)
CUT_OFF = (import_people, start_from_the_help, enrol_people, read_as_noor, export_by_hand)
"""The story's core: Slack, mail and Greenhouse are all reached."""
