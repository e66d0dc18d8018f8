"""The inbox: what waits, longest first, by job and label, page by page; and a new draft from a message's menu."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from bot import clock
from bot.cards.ids import Action, Callback
from bot.cards.inbox import MOST
from bot.domain.candidates import LawfulBasis
from bot.domain.mail import MailKind
from bot.domain.replies import Label
from bot.domain.suggestions import SuggestionState
from models.candidate import Candidate
from models.message import Message, MessageState
from models.posted import CardCopy, Thing
from models.suggestion import Suggestion
from tests.office import Office

INTERESTED = "Sounds great, I would love to talk. Could you call me on Friday?"


def list_of(office: Office, by: str = "rae") -> dict[str, Any]:
    """What `/pin inbox` showed."""
    office.slack.command("hiring-platform", "/pin inbox", by=office.people[by])
    return office.slack.ephemerals(office.people[by])[-1]


def fill(office: Office, count: int, job: int, name: str = "Person") -> None:
    """Replies that wait, each a minute longer than the next."""
    now = clock.now()
    with office.store.begin() as session:
        for number in range(count):
            who = Candidate(
                first_name=f"{name}{number:03}", last_name="Test", source="a test",
                lawful_basis=LawfulBasis.CONSENT, added_at=now,
            )  # fmt: skip
            session.add(who)
            session.flush()
            mail = Message(
                mailbox_id=office.mailbox, fingerprint=f"{name}{number}", raw=b"", received_at=now,
                message_id=f"<{name}{number}@cand.test>", sender=f"p{number}@cand.test", sender_name="", subject="",
                text="", reply="", kind=MailKind.HUMAN, state=MessageState.READ, candidate_id=who.id, job_id=job,
                label=Label.QUESTION if number % 2 else Label.INTERESTED,
            )  # fmt: skip
            session.add(mail)
            session.flush()
            since = now - timedelta(minutes=count - number)
            session.add(
                Suggestion(
                    message_id=mail.id, basis_id=mail.id, candidate_id=who.id, job_id=job, since=since,
                    state=SuggestionState.WAITING,
                )
            )  # fmt: skip


def choose(office: Office, card: dict[str, Any], action: Action, words: str) -> dict[str, Any]:
    """Choose the entry with these words; the list as it stands afterwards."""
    menu = next(e for b in card["blocks"] for e in b.get("elements", []) if e.get("action_id") == action)
    entry = next(one for one in menu["options"] if words in one["text"]["text"])
    office.slack.click(card, action.value, by=office.people["rae"], choice={"selected_option": entry})
    return changed(office, card)


def changed(office: Office, card: dict[str, Any]) -> dict[str, Any]:
    """The list once it differs from what it was."""

    def now() -> dict[str, Any] | None:
        found = office.slack.ephemerals(office.people["rae"])[-1]
        return found if found["blocks"] != card["blocks"] else None

    found = office.slack.wait_for(now)
    assert found is not None, "waited for it"
    return found


def people_in(office: Office, card: dict[str, Any]) -> list[str]:
    words = [str(block.get("text", {}).get("text", "")) for block in card["blocks"]]
    return [text.split("*")[1] for text in words if text.startswith("*Person")]


def test_an_empty_inbox_says_so_in_friendly_words(office: Office) -> None:
    card = list_of(office)
    assert "Nothing waits: every reply is answered" in office.words(card)
    assert "static_select" not in office.words(card)


def test_a_reply_is_listed_with_its_label_its_age_and_a_link_to_its_card(office: Office) -> None:
    reply = office.reply_card("Maria", "Diaz", INTERESTED)
    before = len(office.cards("hiring-platform"))
    words = office.words(list_of(office, "vic"))
    assert "Maria Diaz" in words
    assert "✅ Interested" in words
    assert "since <!date^" in words
    assert f"p{reply['ts'].replace('.', '')}" in words
    assert len(office.cards("hiring-platform")) == before


def test_the_link_to_a_card_that_we_did_not_know_is_there_the_next_time(office: Office) -> None:
    """As after a crash between posting the card and noting where: the first click on it makes it known."""
    reply = office.reply_card("Maria", "Diaz", INTERESTED)
    with office.store.begin() as session:
        session.execute(update(CardCopy).where(CardCopy.thing == Thing.SUGGESTION).values(ts="1.000001", permalink=""))
    for action in ("suggestion.approve", "suggestion.undo"):
        office.press(office.fresh(reply), action)
        office.settle()
    link = f"p{reply['ts'].replace('.', '')}"
    assert link not in office.words(list_of(office))
    office.settle()
    assert link in office.words(list_of(office))


def test_the_longest_waiting_comes_first_and_two_hundred_can_be_paged_through(office: Office) -> None:
    fill(office, MOST + 5, office.job)
    card = list_of(office)
    assert "200 replies wait or more" in office.words(card)
    seen = people_in(office, card)
    assert seen[0] == "Person000 Test"
    for _ in range(7):
        office.slack.click(card, Action.INBOX_PAGE.value, by=office.people["rae"])
        card = changed(office, card)
        seen += people_in(office, card)
    assert seen == [f"Person{number:03} Test" for number in range(MOST)]
    office.slack.click(card, Action.INBOX_BACK.value, by=office.people["rae"])
    assert people_in(office, changed(office, card))[0] == "Person150 Test"


def test_the_list_is_narrowed_by_label_and_by_job(office: Office) -> None:
    fill(office, 4, office.job)
    rae = office.people["rae"]
    office.pin.house.save_job(rae, 0, "Designer", office.channels["hiring-design"], {})
    card = choose(office, list_of(office), Action.INBOX_LABEL, "Has a question")
    assert people_in(office, card) == ["Person001 Test", "Person003 Test"]
    card = choose(office, card, Action.INBOX_JOB, "Designer")
    assert "Nothing of this kind waits" in office.words(card)
    card = choose(office, card, Action.INBOX_JOB, "All jobs")
    card = choose(office, card, Action.INBOX_LABEL, "All labels")
    assert len(people_in(office, card)) == 4


def test_answered_replies_leave_the_list(office: Office) -> None:
    card = office.reply_card("Maria", "Diaz", INTERESTED)
    office.slack.click(card, Action.DISMISS.value, by=office.people["rae"])
    office.settle()
    assert "Nothing waits" in office.words(list_of(office))


def test_from_home_the_list_comes_as_a_direct_message_and_pages_there_too(office: Office) -> None:
    fill(office, 30, office.job)
    rae = office.people["rae"]
    office.slack.open_home(by=rae)
    home = office.slack.wait_for(lambda: office.slack.home(rae))
    assert home is not None
    office.slack.click(home, Action.INBOX.value, by=rae)
    room = office.slack.open_im(by=rae)
    message = office.slack.wait_for(lambda: office.slack.messages(room, by=rae))[-1]
    office.slack.click(message, Action.INBOX_PAGE.value, by=rae)
    office.slack.wait_for(lambda: people_in(office, office.slack.messages(room, by=rae)[-1])[0] == "Person025 Test")


# The menu of a message


def draft_a_reply(office: Office, message: dict[str, Any], by: str) -> str:
    office.slack.message_action(message, Callback.SHORTCUT_DRAFT_REPLY.value, by=office.people[by])
    office.settle()
    return office.whispers(by)[-1]


def test_draft_a_reply_makes_a_new_draft_in_the_thread(office: Office) -> None:
    card = office.reply_card("Maria", "Diaz", INTERESTED)
    assert "the new draft comes in this thread" in draft_a_reply(office, card, "rae")
    assert office.suggestion_states() == [SuggestionState.SUPERSEDED, SuggestionState.WAITING]


def test_draft_a_reply_says_so_where_there_is_nothing_to_draft(office: Office) -> None:
    ts = office.slack.message("hiring-platform", "Lunch?", by=office.people["rae"])
    message = {"channel": office.channels["hiring-platform"], "ts": ts}
    assert "no open draft in this thread" in draft_a_reply(office, message, "rae")


def test_r12_draft_a_reply_tells_a_viewer_who_may(office: Office) -> None:
    card = office.reply_card("Maria", "Diaz", INTERESTED)
    assert "Ask <@" in draft_a_reply(office, card, "vic")
    assert office.suggestion_states() == [SuggestionState.WAITING]


def test_nothing_is_posted_unprompted_when_pin_joins_a_channel(office: Office) -> None:
    office.slack.command("random", "/invite @pin", by=office.people["rae"])
    office.slack.wait_for(lambda: office.slack.deliveries("member_joined_channel"))
    office.settle()
    assert office.slack.api_calls("chat.postMessage") == []
    assert office.slack.api_calls("chat.postEphemeral") == []
