"""People come in by a CSV file: preview first, then stored, with a file of what to mend (R28-R30)."""

from typing import Any

from sqlalchemy import select

from bot.cards.ids import Action, Block
from bot.domain.candidates import LawfulBasis
from models.candidate import Candidate, ImportBatch
from tests.office import Office

PEOPLE = """Name,E-Mail,LinkedIn,City,Shoe size
Maria Diaz,maria.diaz@cand.test,https://www.linkedin.com/in/maria-diaz,Berlin,38
Jo Li,jo.li@cand.test,,Austin,
"""


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
