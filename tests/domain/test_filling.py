"""Only blanks are filled, lists only grow (O2, R23)."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ats import AtsPerson
from bot.domain.candidates import Profile
from bot.domain.filling import Addition, Field, additions

ANA = Profile(
    "Ana", "Silva", emails=("ana@example.com", "ana@work.example"), phones=("+49 30 1234567",), country="Germany",
    city="Berlin", linkedin_url="https://www.linkedin.com/in/anasilva", links=("https://ana.example/",),
    title="Engineer", company="Acme",
)  # fmt: skip


def test_r23_a_new_person_gets_everything_known() -> None:
    assert [addition.field for addition in additions(ANA)] == list(Field)
    assert additions(ANA)[-1] == Addition(Field.ADDRESSES, ("Berlin, Germany",))


def test_o2_what_is_there_stays_and_only_blanks_are_filled() -> None:
    there = AtsPerson(
        "1", "Anna", "", emails=("ANA@example.com",), phones=("030/1234567",), title="CTO",
        links=("www.ana.example",), addresses=("Lisbon",),
    )  # fmt: skip
    assert additions(ANA, there) == (
        Addition(Field.LAST_NAME, ("Silva",)),
        Addition(Field.COMPANY, ("Acme",)),
        Addition(Field.EMAILS, ("ana@work.example",)),
        Addition(Field.LINKEDIN, ("https://www.linkedin.com/in/anasilva",)),
    )


def test_o2_a_person_with_a_linkedin_address_gets_no_second_one() -> None:
    there = AtsPerson("1", "A", "S", links=("https://de.linkedin.com/in/other-ana",))
    assert Field.LINKEDIN not in {addition.field for addition in additions(ANA, there)}


def test_o2_a_linkedin_address_among_the_links_counts_as_linkedin() -> None:
    profile = Profile("A", "B", links=("linkedin.com/in/ab", "https://ab.example"))
    assert additions(profile)[2:] == (
        Addition(Field.LINKEDIN, ("linkedin.com/in/ab",)),
        Addition(Field.LINKS, ("https://ab.example",)),
    )


def test_r23_nothing_to_write_on_an_unchanged_person() -> None:
    there = AtsPerson(
        "1", "Ana", "Silva", emails=ANA.emails, phones=ANA.phones, links=(ANA.linkedin_url, *ANA.links),
        addresses=("Berlin",), title="Engineer", company="Acme",
    )  # fmt: skip
    assert additions(ANA, there) == ()


texts = st.text("ab @.+", max_size=6)
several = st.lists(texts | st.emails(), max_size=3).map(tuple)
profiles = st.builds(Profile, texts, texts, emails=several, phones=several, links=several, title=texts, city=texts)


@given(profiles)
def test_o2_after_writing_there_is_nothing_left_to_write(profile: Profile) -> None:
    written = {addition.field: addition.values for addition in additions(profile)}
    assert all(value.strip() for values in written.values() for value in values), "no empty value is ever sent"
    one = {field: values[0] for field, values in written.items()}
    there = AtsPerson(
        "1", one.get(Field.FIRST_NAME, ""), one.get(Field.LAST_NAME, ""), emails=written.get(Field.EMAILS, ()),
        phones=written.get(Field.PHONES, ()), links=written.get(Field.LINKEDIN, ()) + written.get(Field.LINKS, ()),
        addresses=written.get(Field.ADDRESSES, ()), title=one.get(Field.TITLE, ""), company=one.get(Field.COMPANY, ""),
    )  # fmt: skip
    assert additions(profile, there) == ()
