"""People come in by a CSV file: preview first, then stored, with a file of what to mend (R28-R30)."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.cards.ids import Action, Block, unstamp
from bot.domain.candidates import LawfulBasis, Profile
from bot.domain.importing import ImportState
from bot.errors import NotAllowed, OutOfDate
from models import sync
from models.candidate import Candidate, ImportBatch
from tests.office import Office

PEOPLE = """Name,E-Mail,LinkedIn,City,Shoe size
Maria Diaz,maria.diaz@cand.test,https://www.linkedin.com/in/maria-diaz,Berlin,38
Jo Li,jo.li@cand.test,,Austin,
"""
MARIA = Profile("Maria", "Diaz", emails=("maria.diaz@cand.test",))


def hand_over(office: Office, content: bytes, name: str = "people.csv") -> None:
    """`/pin import` and the modal, as Rae."""
    rae = office.people["rae"]
    office.slack.command("hiring-platform", "/pin import", by=rae)
    file = office.slack.upload(name, content, by=rae)
    basis = {"text": {"type": "plain_text", "text": "x"}, "value": "consent"}
    view = office.slack.views(rae)[-1]
    element = next(block["element"] for block in view["blocks"] if block.get("block_id") == Block.BASIS)
    option = next(one for one in element["options"] if one["value"] == basis["value"])
    values = {
        Block.FILE: {"value": {"files": [file]}}, Block.SOURCE: {"value": {"value": "DevConf 2026"}},
        Block.BASIS: {"value": {"selected_option": option}},
    }  # fmt: skip
    outcome = office.slack.submit(values, by=rae)
    assert outcome.ok, outcome
    office.settle()


def direct(office: Office) -> list[dict[str, Any]]:
    """What Rae reads in her direct messages with Pin."""
    rae = office.people["rae"]
    return office.slack.messages(office.slack.open_im(by=rae), by=rae)


def import_card(office: Office) -> dict[str, Any]:
    return next(one for one in reversed(direct(office)) if "Import of" in office.words(one))


def click(office: Office, action: Action) -> None:
    office.slack.click(import_card(office), action, by=office.people["rae"])
    office.settle()


def names(office: Office) -> list[str]:
    with office.store.begin() as session:
        return [row.name for row in session.scalars(select(Candidate).order_by(Candidate.id))]


def test_r29_r30_people_are_shown_confirmed_stored_and_nobody_is_mailed(office: Office) -> None:
    hand_over(office, PEOPLE.encode())
    shown = office.words(import_card(office))
    assert "*2* new" in shown
    assert "`Name` → Full name" in shown
    assert "Not used: Shoe size" in shown
    assert names(office) == []

    click(office, Action.IMPORT_CONFIRM)
    assert "*2 people* imported" in office.words(import_card(office))
    assert names(office) == ["Maria Diaz", "Jo Li"]
    with office.store.begin() as session:
        maria = session.scalars(select(Candidate)).first()
        assert (maria.source, maria.lawful_basis, maria.city) == ("DevConf 2026", LawfulBasis.CONSENT, "Berlin")
        assert session.scalars(select(ImportBatch)).one().content is None
    assert office.letters_to("maria.diaz@cand.test") == []


def test_confirming_twice_imports_once_and_the_second_click_is_answered(office: Office) -> None:
    hand_over(office, PEOPLE.encode())
    stale = import_card(office)
    click(office, Action.IMPORT_CONFIRM)
    assert Action.IMPORT_CONFIRM not in office.words(import_card(office))
    with pytest.raises(OutOfDate, match="decided already"):
        office.pin.imports.confirm(*unstamp(value_of(stale)), office.people["rae"])
    assert len(names(office)) == 2


def value_of(card: dict[str, Any]) -> str:
    """The value of the button that imports."""
    buttons = [button for block in card["blocks"] if block["type"] == "actions" for button in block["elements"]]
    return str(next(button["value"] for button in buttons if button["action_id"] == Action.IMPORT_CONFIRM))


def test_a_cancelled_import_stores_nobody_and_forgets_the_file(office: Office) -> None:
    hand_over(office, PEOPLE.encode())
    click(office, Action.IMPORT_CANCEL)
    assert "Nobody was imported, and the file is forgotten" in office.words(import_card(office))
    assert names(office) == []
    with office.store.begin() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.content, batch.preview) == (None, {})


def test_a_preview_that_nobody_decides_is_forgotten_with_its_file(office: Office) -> None:
    hand_over(office, PEOPLE.encode())
    office.hurry()
    assert "Nobody decided within 7 days" in office.words(import_card(office))
    assert names(office) == []


def test_r29_known_blocked_twice_bad_and_in_greenhouse_are_counted_and_only_new_ones_come_in(office: Office) -> None:
    office.add("Maria", "Diaz")
    gone = office.add("Gil", "Gone")
    office.pin.candidates.opt_out(gone, office.people["rae"])
    with office.store.begin() as session:
        sync.index_person(session, "17", {"email:jo.li@cand.test"})
    hand_over(
        office,
        b"Name,Email\nMaria Diaz,MARIA.DIAZ@cand.test\nGil Gone,gil.gone@cand.test\nJo Li,jo.li@cand.test\n"
        b"Jo L.,jo.li+x@cand.test\nAna,not an address\nTom Xu,tom@cand.test\n",
    )
    shown = office.words(import_card(office))
    for words in ("*6 rows*", "*2* new", "*1* of them already in Greenhouse", "*1* already known", "*1* blocked"):
        assert words in shown
    assert "*1* twice in the file" in shown
    assert "*1* with something to mend" in shown
    assert "Row 6, E-mail: “not an address” is no e-mail address" in shown
    click(office, Action.IMPORT_CONFIRM)
    assert names(office) == ["Maria Diaz", "Gil Gone", "Jo Li", "Tom Xu"]
    mend = thread_file(office)
    assert mend["files"][0]["name"] == "rows-to-mend.csv"
    assert "These rows need a look" in mend["text"]


def thread_file(office: Office) -> dict[str, Any]:
    """The message below the import's card that carries a file."""
    card = import_card(office)
    return next(one for one in office.slack.thread(card["channel"], card["ts"]) if one.get("files"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 people", "This is a PDF, not a CSV file"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"Name,Email\n", "The file has no rows"),
        (b"\n\n\n", "The file has no rows"),
        (b"E-Mail,City\na@cand.test,Berlin\n", "No column holds names"),
        (b"Name,City\nMaria,Berlin\n", "No column says how to reach people"),
        (b'Name,Email\n"Maria,m@cand.test\n' + b"x" * 200_000 + b"\n", "never closed"),
        (b"Name,Email\n" + b"A,a@cand.test\n" * 20_001, "20,000 go in one import"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
    ids=["pdf", "excel", "no rows", "blank", "no names", "no contacts", "open quote", "too many", "too large"],
)
def test_a_file_that_cannot_be_read_is_answered_in_words_with_a_way_to_try_another(
    office: Office, content: bytes, words: str
) -> None:
    hand_over(office, content)
    card = import_card(office)
    assert words in office.words(card)
    assert Action.IMPORT in office.words(card)
    assert names(office) == []


def test_letters_in_another_encoding_are_read_and_the_guess_is_shown(office: Office) -> None:
    hand_over(office, "Name;E-Mail\nŁukasz Żak;lukasz@cand.test\n".encode("cp1250"))
    shown = office.words(import_card(office))
    assert "Łukasz Żak" in shown
    assert "it was read as cp1250" in shown


def test_b15_a_formula_and_a_channel_call_come_in_as_harmless_words(office: Office) -> None:
    hand_over(office, b"Name,Email,Title\n=cmd()|' /C calc'!A0,eve@cand.test,<!channel> & co\nBad,,\n")
    assert "&lt;!channel&gt; &amp; co" in office.words(import_card(office))
    click(office, Action.IMPORT_CONFIRM)
    office.slack.command("hiring-platform", "/pin candidate eve@cand.test", by=office.people["rae"])
    shown = office.words(office.slack.ephemerals(office.people["rae"])[-1])
    assert "<!channel>" not in shown
    assert "=cmd()|&#39;" not in shown


def test_a_person_without_the_right_cannot_import(office: Office) -> None:
    with pytest.raises(NotAllowed, match="Ask <@"):
        office.pin.imports.import_file("x.csv", PEOPLE.encode(), "x", LawfulBasis.CONSENT, "U0STRANGER")


def test_importing_from_the_command_line_says_what_came_of_it(office: Office) -> None:
    content = PEOPLE.encode() + b"Ana,nowhere,,,\n"
    told = office.pin.imports.import_file("x.csv", content, "DevConf", LawfulBasis.CONSENT, office.people["rae"])
    assert told.splitlines()[0].startswith(
        "Imported 2 people; 0 known before, 0 blocked, 0 twice in the file, 1 to mend"
    )
    assert told.splitlines()[1].startswith("Row 4: “nowhere” is no e-mail address")
    again = office.pin.imports.import_file("x.csv", content, "DevConf", LawfulBasis.CONSENT, "")
    assert again.startswith("Imported 0 people; 2 known before")


def test_an_import_that_was_cut_off_goes_on_at_the_next_row(office: Office) -> None:
    """What a crash leaves: some rows stored, the mark beside them, the promise lost."""
    hand_over(office, PEOPLE.encode())
    batch_id, version = unstamp(value_of(import_card(office)))
    with office.store.begin() as session:
        batch = session.get_one(ImportBatch, batch_id)
        office.pin.people.store(session, MARIA, "DevConf 2026", LawfulBasis.CONSENT, by_id=batch.by_id)
        batch.state, batch.next_row, batch.counts = ImportState.RUNNING, 3, {**batch.counts, "did_new": 1}
    assert office.pin.reconcile() == 1
    office.settle()
    assert names(office) == ["Maria Diaz", "Jo Li"]
    with office.store.begin() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.state, batch.counts["did_new"], batch.next_row) == (ImportState.DONE, 2, 4)
    assert version < batch.version


@pytest.mark.timeout(240)
def test_ten_thousand_people_come_in_with_progress_on_the_card(office: Office) -> None:
    rows = "".join(f"Person {n},p{n}@cand.test,City {n % 50}\n" for n in range(10_000))
    hand_over(office, f"Name,Email,City\n{rows}".encode())
    assert "*10,000* new" in office.words(import_card(office))
    office.slack.click(import_card(office), Action.IMPORT_CONFIRM, by=office.people["rae"])
    assert office.engine.settle(timeout=200)
    assert "*10,000 people* imported" in office.words(import_card(office))
    updates = [call for call in office.slack.api_calls("chat.update") if "Importing:" in str(call)]
    assert updates, "the card never showed how far it was"
    with office.store.begin() as session:
        assert session.scalar(select(func.count(Candidate.id))) == 10_000
