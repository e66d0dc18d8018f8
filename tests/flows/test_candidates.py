"""People are found, shown, entered, corrected, paused and opted out from Slack (R22, R30, R36, R37, B15)."""

import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.ids import Action, Block
from bot.domain.sequences import EnrolmentState
from models.candidate import Candidate, ResumeToFetch
from models.sequence import Enrolment
from tests.office import Office

CHANNEL = "hiring-platform"
PDF = b"%PDF-1.7\n%a resume\n"


def rae(office: Office) -> str:
    return office.people["rae"]


def pin(office: Office, line: str) -> dict[str, Any]:
    """Type a command as Rae; what only she sees."""
    office.slack.command(CHANNEL, f"/pin {line}", by=rae(office))
    office.settle()
    return whispered(office)


def whispered(office: Office) -> dict[str, Any]:
    return {**office.slack.ephemerals(rae(office))[-1], "channel": office.channels[CHANNEL]}


def click(office: Office, card: dict[str, Any], action: Action) -> None:
    office.slack.click(card, action, by=rae(office))
    office.settle()


def typed(**answers: str) -> dict[str, Any]:
    return {block: {"value": {"value": words}} for block, words in answers.items()}


def submit(office: Office, resume: str = "", **answers: str) -> Any:
    values = typed(**answers)
    if resume:
        values[Block.RESUME] = {"value": {"files": [resume]}}
    outcome = office.slack.submit(values, by=rae(office))
    office.settle()
    return outcome


def only(office: Office) -> Candidate:
    with office.store.begin() as session:
        row = session.scalars(select(Candidate)).one()
        row.profile()
        return row


def fields_of(view: dict[str, Any]) -> dict[str, str]:
    """What stands in a form's fields."""
    return {
        block["block_id"]: block["element"]["initial_value"]
        for block in view["blocks"]
        if block["type"] == "input" and "initial_value" in block["element"]
    }


def test_r22_a_person_is_found_by_name_address_or_profile_and_shown_only_to_who_asked(office: Office) -> None:
    office.add("Maria", "Diaz", title="Engineer", company="Initech", linkedin_url="https://linkedin.com/in/maria-diaz")
    office.add("Jo", "Li")
    for words in ("maria", "maria.diaz@cand.test", "https://de.linkedin.com/in/Maria-Diaz/?x=1", "initech engineer"):
        shown = office.words(pin(office, f"candidate {words}"))
        assert "*Maria Diaz* · Engineer at Initech" in shown
        assert "a test" in shown
        assert "Legitimate interest" in shown
    assert office.cards(CHANNEL) == []


def test_several_hits_are_a_short_list_and_one_is_opened(office: Office) -> None:
    office.add("Maria", "Diaz")
    office.add("Maria", "Lopez")
    found = pin(office, "candidate maria")
    assert "2 candidates for “maria”" in office.words(found)
    click(office, found, Action.OPEN_CANDIDATE)
    assert "maria.diaz@cand.test" in office.words(whispered(office))


def test_nobody_found_offers_a_new_candidate(office: Office) -> None:
    found = pin(office, "candidate zorro")
    assert "Nobody fits “zorro”" in office.words(found)
    click(office, found, Action.NEW_CANDIDATE)
    assert office.slack.views(rae(office))[-1]["title"]["text"] == "New candidate"


def test_without_words_people_are_searched_while_typing_and_picked(office: Office) -> None:
    office.add("Maria", "Diaz", company="Initech")
    office.add("Jo", "Li")
    shown = pin(office, "candidate")
    offered = office.slack.suggest(shown, Action.PICK_CANDIDATE, "diaz", by=rae(office))["options"]
    assert [one["text"]["text"] for one in offered] == ["Maria Diaz · Initech · maria.diaz@cand.test"]
    office.slack.click(shown, Action.PICK_CANDIDATE, by=rae(office), choice={"selected_option": offered[0]})
    assert "maria.diaz@cand.test" in office.words(whispered(office))


def test_r30_a_new_candidate_is_entered_in_a_form_and_the_card_follows(office: Office) -> None:
    office.slack.command(CHANNEL, "/pin candidate new", by=rae(office))
    outcome = submit(
        office, first_name="Maria", last_name="Diaz", email="m@cand.test\nmaria@cand.test", phone="+49 30 901820",
        linkedin="linkedin.com/in/maria-diaz", city="Berlin", country="Germany", skills="Python, Go", source="PyCon",
    )  # fmt: skip
    assert outcome.ok
    shown = office.words(whispered(office))
    assert "m@cand.test\\nmaria@cand.test" in shown
    assert "Python, Go" in shown
    assert "From: PyCon" in shown
    assert only(office).profile().phones == ("+4930901820",)


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"email": "a@cand.test"}, "first_name", "at least one name"),
        ({"first_name": "Jo", "email": "jo at li"}, "email", "no e-mail address"),
        ({"first_name": "Jo", "phone": "12"}, "phone", "start it with its country"),
        ({"first_name": "Jo", "linkedin": "https://example.org/jo"}, "linkedin", "no profile address"),
        ({"first_name": "Jo"}, "email", "to tell this person apart"),
        ({"first_name": "Jo", "email": "maria.diaz@cand.test"}, "email", "Belongs to Maria Diaz"),
    ],
)
def test_r16_what_must_be_mended_stands_at_the_field(
    office: Office, answers: dict[str, str], field: str, words: str
) -> None:
    office.add("Maria", "Diaz")
    office.slack.command(CHANNEL, "/pin candidate new", by=rae(office))
    outcome = submit(office, source="PyCon", **answers)
    assert words in outcome.errors[field]


def test_a_candidate_is_corrected_and_what_is_known_of_an_address_stays(office: Office) -> None:
    office.add("Maria", "Diaz")
    click(office, pin(office, "candidate maria"), Action.EDIT_CANDIDATE)
    view = office.slack.views(rae(office))[-1]
    assert fields_of(view)["email"] == "maria.diaz@cand.test"
    assert submit(office, **{**fields_of(view), "title": "CTO", "email": "new@cand.test\nmaria.diaz@cand.test"}).ok
    shown = office.words(whispered(office))
    assert "CTO" in shown
    assert {email.address for email in only(office).emails} == {"new@cand.test", "maria.diaz@cand.test"}


def test_two_people_who_correct_the_same_person_do_not_overwrite_each_other(office: Office) -> None:
    maria = office.add("Maria", "Diaz")
    click(office, pin(office, "candidate maria"), Action.EDIT_CANDIDATE)
    fields = fields_of(office.slack.views(rae(office))[-1])
    office.pin.candidates.opt_out(maria, rae(office))
    submit(office, **{**fields, "first_name": "Mary"})
    assert only(office).first_name == "Maria"
    assert "Somebody changed this person meanwhile" in office.words(office.slack.views(rae(office))[-1])


def docx() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    return content.getvalue()


@pytest.mark.parametrize(("name", "content"), [("maria.pdf", PDF), ("maria.docx", docx())])
def test_a_resume_is_fetched_and_kept(office: Office, name: str, content: bytes) -> None:
    office.slack.command(CHANNEL, "/pin candidate new", by=rae(office))
    file = office.slack.upload(name, content, by=rae(office))
    submit(office, resume=file, first_name="Maria", email="m@cand.test", source="PyCon")
    with office.store.begin() as session:
        kept = session.scalars(select(Candidate)).one().resume
        assert kept is not None
        assert (kept.filename, kept.content) == (name, content)
        assert session.scalars(select(ResumeToFetch)).all() == []
    assert name in office.words(pin(office, "candidate maria"))


def test_a_file_that_is_no_resume_is_told_and_the_person_stays(office: Office) -> None:
    office.slack.command(CHANNEL, "/pin candidate new", by=rae(office))
    file = office.slack.upload("maria.pdf", b"MZ not a pdf", by=rae(office))
    submit(office, resume=file, first_name="Maria", email="m@cand.test", source="PyCon")
    direct = office.slack.messages(office.slack.open_im(by=rae(office)), by=rae(office))
    assert "The résumé of Maria was not kept. This is no PDF and no Word document" in direct[-1]["text"]
    assert only(office).name == "Maria"


def test_add_to_pin_takes_name_and_addresses_from_a_message(office: Office) -> None:
    words = (
        "Please meet Maria del Mar Diaz <mailto:maria@cand.test|maria@cand.test> https://www.linkedin.com/in/maria-d"
    )
    office.slack.message(CHANNEL, words, by=rae(office))
    message = office.slack.messages(CHANNEL, by=rae(office))[-1]
    office.slack.message_action(message, "add_to_pin", by=rae(office))
    fields = fields_of(office.slack.views(rae(office))[-1])
    assert fields["first_name"] == "Maria"
    assert fields["last_name"] == "del Mar Diaz"
    assert fields["email"] == "maria@cand.test"
    assert fields["linkedin"] == "https://www.linkedin.com/in/maria-d"


def test_the_global_shortcut_opens_the_form(office: Office) -> None:
    office.slack.shortcut("new_candidate", by=rae(office))
    assert office.slack.views(rae(office))[-1]["title"]["text"] == "New candidate"


def states(office: Office) -> list[EnrolmentState]:
    with office.store.begin() as session:
        return list(session.scalars(select(Enrolment.state)))


def enrolled(office: Office) -> int:
    maria = office.add("Maria", "Diaz")
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, rae(office))
    return maria


def test_r36_outreach_is_paused_and_resumed_on_the_card_itself(office: Office) -> None:
    enrolled(office)
    card = pin(office, "candidate maria")
    assert "Platform Engineer: Platform outreach: active, 0 of 2 mails sent" in office.words(card)
    click(office, card, Action.PAUSE_PERSON)
    assert states(office) == [EnrolmentState.PAUSED]
    shown = next(one for one in office.slack.ephemerals(rae(office)) if one["ts"] == card["ts"])
    assert "Paused by hand." in office.words(shown)
    click(office, {**shown, "channel": card["channel"]}, Action.RESUME_PERSON)
    assert states(office) == [EnrolmentState.ACTIVE]


def test_r37_opting_out_stops_everything_at_once_and_says_so(office: Office) -> None:
    enrolled(office)
    card = pin(office, "candidate maria")
    click(office, card, Action.OPT_OUT)
    assert states(office) == [EnrolmentState.OPTED_OUT]
    assert office.tick() == 0
    shown = next(one for one in office.slack.ephemerals(rae(office)) if one["ts"] == card["ts"])
    assert "No more mail." in office.words(shown)
    assert Action.ENROL not in office.words(shown)


def test_the_menu_of_a_reply_opens_the_candidate_and_opts_them_out(office: Office) -> None:
    enrolled(office)
    office.collect()
    office.tick()
    office.settle()
    office.answers(office.letter_to("maria.diaz@cand.test"), "Sounds great, I would love to talk.")
    office.collect()
    office.settle()
    _, card = office.cards(CHANNEL)
    menu = next(
        element
        for block in card["blocks"] if block["type"] == "actions"
        for element in block["elements"] if element["type"] == "overflow"
    )  # fmt: skip
    for words in ("Open candidate", "Opt out"):
        entry = next(one for one in menu["options"] if words in one["text"]["text"])
        choice = {"selected_option": entry}
        office.slack.click(card, Action.SUGGESTION_MORE, by=rae(office), choice=choice)
        office.settle()
        if words == "Open candidate":
            assert "maria.diaz@cand.test" in office.words(whispered(office))
    assert "Maria Diaz is opted out" in whispered(office)["text"]


def test_b3_a_viewer_may_look_but_not_change(office: Office) -> None:
    office.add("Maria", "Diaz")
    vic = office.people["vic"] if "vic" in office.people else next(
        id_ for name, id_ in office.people.items() if name not in {"ada", "rae"}
    )  # fmt: skip
    office.slack.command(CHANNEL, "/pin candidate maria", by=vic)
    card = {**office.slack.ephemerals(vic)[-1], "channel": office.channels[CHANNEL]}
    assert "Maria Diaz" in office.words(card)
    office.slack.click(card, Action.OPT_OUT, by=vic)
    assert "You may not work with candidates" in office.slack.ephemerals(vic)[-1]["text"]
    assert only(office).opted_out_at is None


def test_from_home_a_window_searches_while_typing_and_shows_the_person(office: Office) -> None:
    office.add("Maria", "Diaz")
    office.slack.open_home(by=rae(office))
    office.slack.wait_for(lambda: office.slack.home(rae(office)))
    office.slack.click(office.slack.home(rae(office)) or {}, Action.FIND_CANDIDATE, by=rae(office))
    view = office.slack.views(rae(office))[-1]
    offered = office.slack.suggest(view, Action.PICK_CANDIDATE, "mar", by=rae(office))["options"]
    chosen = {Block.CANDIDATE: {Action.PICK_CANDIDATE: {"selected_option": offered[0]}}}
    assert office.slack.submit(chosen, by=rae(office)).ok
    direct = office.slack.messages(office.slack.open_im(by=rae(office)), by=rae(office))
    assert "maria.diaz@cand.test" in office.words(direct[-1])
