"""The story of design.md section 4, told once from end to end over the real wires."""

from bot.domain.suggestions import SuggestionState
from tests.office import Office


def test_maria_answers_and_rae_approves_in_the_thread(office: Office) -> None:
    maria = office.add("Maria", "Diaz", title="Engineer", company="Initech")
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, office.people["rae"])
    office.collect()
    assert office.tick() == 1
    office.settle()
    first = office.letter_to("maria.diaz@cand.test")
    assert first["Subject"] == "A role at Acme"

    office.answers(first, "Sounds great, I would love to talk. Could you call me on Friday?")
    office.collect()
    office.settle()
    root, card = office.cards("hiring-platform")
    assert "Maria Diaz" in root["text"]
    assert "I would love to talk" in office.words(card)

    office.slack.click(card, "suggestion.approve", by=office.people["rae"])
    office.settle()
    assert "Undo" in office.words(office.fresh(card))
    assert len(office.letters_to("maria.diaz@cand.test")) == 1

    office.hurry()
    answer = office.letter_to("maria.diaz@cand.test")
    assert answer["In-Reply-To"] is not None
    assert "approved by <@" in office.words(office.fresh(card))
    assert office.suggestion_states() == [SuggestionState.SENT]
