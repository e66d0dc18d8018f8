"""What people type about one person, what a message says of one, and which files are résumés."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.documents import check_resume
from bot.domain.person_form import MOST_CONTACTS, PersonForm, profile_of
from bot.domain.person_in_text import person_in
from bot.errors import BadInput

words = st.text(max_size=60)
forms = st.builds(PersonForm, **dict.fromkeys(PersonForm.__slots__, words))


@given(forms)
def test_anything_typed_is_a_person_who_can_be_told_apart_or_is_answered_at_a_field(form: PersonForm) -> None:
    try:
        profile = profile_of(form)
    except BadInput as problem:
        assert problem.fields.keys() <= set(PersonForm.__slots__)
        assert all(problem.fields.values())
    else:
        assert profile.name
        assert profile.emails or profile.phones or profile.linkedin_url


def test_every_field_that_must_be_mended_is_named_at_once() -> None:
    form = PersonForm(first_name="W" * 10_000, email="jo at li", phone="12", linkedin="example.org/jo")
    with pytest.raises(BadInput) as told:
        profile_of(form)
    assert set(told.value.fields) == {"first_name", "email", "phone", "linkedin"}
    assert "10,000 characters, at most 200 fit" in told.value.fields["first_name"]


def test_a_title_of_500_characters_fits_and_one_more_is_told() -> None:
    assert len(profile_of(PersonForm(first_name="Jo", email="jo@x.org", title="t" * 500)).title) == 500
    with pytest.raises(BadInput) as told:
        profile_of(PersonForm(first_name="Jo", email="jo@x.org", title="t" * 501))
    assert told.value.fields == {"title": "501 characters, at most 500 fit: shorten it."}


def test_several_addresses_phones_and_skills_each_once_in_their_order() -> None:
    form = PersonForm(
        first_name=" Jo ", last_name="Li", email="b@x.org, A@x.org\nb@x.org", phone="030 901820; +1 512 555 0100",
        country="Germany", skills="Go, Python\nGo", linkedin="de.linkedin.com/in/Jo-Li/?trk=x",
    )  # fmt: skip
    profile = profile_of(form)
    assert profile.name == "Jo Li"
    assert profile.emails == ("b@x.org", "a@x.org")
    assert profile.phones == ("+4930901820", "+15125550100")
    assert profile.skills == ("Go", "Python")
    assert profile.linkedin_url == "https://www.linkedin.com/in/jo-li"


def test_too_many_addresses_are_told_not_cut() -> None:
    with pytest.raises(BadInput) as told:
        profile_of(PersonForm(first_name="Jo", email=" ".join(f"a{n}@x.org" for n in range(MOST_CONTACTS + 1))))
    assert told.value.fields["email"] == "11 are too many: keep at most 10."


@pytest.mark.parametrize(
    ("text", "first", "last", "email", "linkedin"),
    [
        ("Please add Maria del Mar Diaz <mailto:m@x.org|m@x.org>", "Maria", "del Mar Diaz", "m@x.org", ""),
        ("<https://www.linkedin.com/in/jo-li-123|look>", "Jo", "Li", "", "https://www.linkedin.com/in/jo-li-123"),
        ("met <mailto:ada.lovelace@x.org|ada.lovelace@x.org>", "Ada", "Lovelace", "ada.lovelace@x.org", ""),
        ("Hi Ben, Zoë Müller: zoe@x.org. And a@x.org", "Zoë", "Müller", "zoe@x.org\na@x.org", ""),
        ("Great talk with Jürgen Groß at DevConf!", "Jürgen", "Groß", "", ""),
        ("<!channel> lunch &amp; cake", "", "", "", ""),
    ],
)
def test_a_message_gives_the_name_and_the_addresses_it_holds(
    text: str, first: str, last: str, email: str, linkedin: str
) -> None:
    found = person_in(text)
    assert (found.first_name, found.last_name, found.email, found.linkedin) == (first, last, email, linkedin)


@given(st.text(max_size=300))
def test_no_message_is_too_strange_to_open_the_form(text: str) -> None:
    person_in(text)


def zipped(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr(name, "x")
    return content.getvalue()


def test_a_pdf_and_a_word_document_are_resumes() -> None:
    check_resume("Maria.PDF", b"\n%PDF-1.7\n")
    check_resume("maria.docx", zipped("word/document.xml"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", b"MZ\x90"),
        ("cv.exe", b"%PDF-1.7"),
        ("cv.docx", b"%PDF-1.7"),
        ("cv.docx", zipped("xl/workbook.xml")),
        ("cv.docx", b"PK\x03\x04broken"),
        ("cv", b"%PDF-1.7"),
        ("cv.pdf", b""),
        ("cv.pdf", b"%PDF-" + b"x" * 20_000_000),
    ],
    ids=["program", "ending", "pdf as word", "excel as word", "broken zip", "no ending", "empty", "too large"],
)
def test_everything_else_is_refused_in_words(name: str, content: bytes) -> None:
    with pytest.raises(BadInput, match=r"empty|larger than 20 MB|no PDF and no Word document"):
        check_resume(name, content)
