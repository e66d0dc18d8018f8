"""The résumé that Pin makes when a person gave none (S12)."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.adapters.resume import Resumes, resume_pdf
from bot.domain.candidates import Education, Employment, Profile
from bot.domain.resumes import has_ours, resume_filename
from bot.ports import Resumes as ResumesPort

DAY = date(2026, 11, 25)
LUCJA = Profile(
    "Łucja", "Żółkiewska", emails=("lucja@example.com",), phones=("+48601123456",),
    linkedin_url="https://www.linkedin.com/in/lucja", links=("https://lucja.example",), city="Kraków",
    country="Poland", title="Staff Engineer", company="Żubr Systems", skills=("Python", "PostgreSQL"),
    employments=(
        Employment("Żubr Systems", "Staff Engineer", date(2021, 3, 1)),
        Employment("Acme", "Engineer", date(2017, 1, 1), date(2021, 2, 28)),
    ),
    educations=(Education("AGH Kraków", "M.Sc.", "Computer Science", date(2009, 10, 1), date(2014, 6, 1)),),
)  # fmt: skip


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """pypdf puts NULs between the letters of OpenType fonts; other readers do not."""
    return "\n".join(page.extract_text() for page in read(content).pages).replace("\0", "")


def test_s12_everything_known_is_on_one_page() -> None:
    reader = read(resume_pdf(LUCJA, DAY))
    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    for words in (
        "Łucja Żółkiewska", "Staff Engineer", "lucja@example.com", "+48601123456", "Kraków, Poland",
        "linkedin.com/in/lucja", "Mar 2021 – today", "2017 – Feb 2021", "Acme", "AGH Kraków", "M.Sc., Computer Science",
        "Python", "PostgreSQL", "https://lucja.example",
    ):  # fmt: skip
        assert words in text


def test_s12_it_says_who_made_it_from_what_and_when() -> None:
    assert "Prepared by Pin from public profile data on 25 November 2026" in text_of(resume_pdf(LUCJA, DAY))


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("王", "伟", "高级软件工程师"),
        ("山田", "太郎", "プログラマー"),
        ("Иван", "Петров", "Инженер"),
        ("Γιώργος", "Παπαδόπουλος", "Μηχανικός"),
        ("Nguyễn", "Văn Ánh", "Kỹ sư"),
    ],
)
def test_s12_names_of_other_scripts_are_shown_with_the_bundled_fonts(first: str, last: str, title: str) -> None:
    text = text_of(resume_pdf(Profile(first, last, title=title), DAY)).replace(" ", "")
    assert (first + last).replace(" ", "") in text
    assert title.replace(" ", "") in text


@pytest.mark.parametrize(("first", "last"), [("مريم", "العلي"), ("שלום", "לוי")])
def test_s12_right_to_left_names_are_shaped_and_stand_at_the_right(first: str, last: str) -> None:
    xs: list[float] = []

    def note(text: str, _cm: object, matrix: list[float], *_rest: object) -> None:
        if set(text) & set(first + last):
            xs.append(matrix[4])

    reader = read(resume_pdf(Profile(first, last), DAY))
    text = reader.pages[0].extract_text(visitor_text=note)
    assert set(first + last) <= set(text)
    assert xs
    assert min(xs) > 300, "points from the left of a page 595 wide"


def test_a_huge_profile_stays_within_two_pages_and_counts_what_it_leaves_out() -> None:
    huge = replace(
        LUCJA,
        title="x" * 300,
        employments=tuple(Employment("C" * 200, "T " * 200, date(2000, 1, 1)) for _ in range(30)),
        educations=tuple(Education("S" * 300, "d", "e") for _ in range(10)),
        skills=tuple(f"skill {number} {'y' * 60}" for number in range(200)),
        links=("https://x.example/" + "y" * 400,) * 9,
    )
    content = resume_pdf(huge, DAY)
    assert len(read(content).pages) == 2
    assert "and 160 more" in text_of(content)
    assert text_of(content).count("more") == 4


def test_only_web_addresses_can_be_clicked() -> None:
    links = ("javascript:alert(1)", "https://ok.example", "file:///etc/passwd")
    page = read(resume_pdf(Profile("A", "B", links=links), DAY)).pages[0]
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == ["https://ok.example"]


def test_the_same_profile_and_day_give_the_same_bytes() -> None:
    assert resume_pdf(LUCJA, DAY) == resume_pdf(LUCJA, DAY)
    assert resume_pdf(LUCJA, DAY) != resume_pdf(LUCJA, date(2026, 11, 26))


anything = st.text(max_size=20)


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        Profile, anything, anything, title=anything, city=anything, skills=st.lists(anything, max_size=3).map(tuple)
    )
)
def test_no_text_can_break_it(profile: Profile) -> None:
    assert resume_pdf(profile, DAY).startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["Ana 🚀", "\u202eabc", "ﷺ", "𓀀", "\ue000", "a\u0300\u0301\u0302", "**b** <b>", "", "x" * 10_000]
)
def test_letters_that_no_font_has_never_break_it(name: str) -> None:
    assert resume_pdf(Profile(name, ""), DAY).startswith(b"%PDF")


def test_a_broken_font_in_the_extra_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSansHebrew-Regular.ttf").write_bytes(b"no font")
    assert resume_pdf(Profile("לוי", ""), DAY, tmp_path) == resume_pdf(Profile("לוי", ""), DAY)


def test_o2_our_file_is_known_again_by_its_name() -> None:
    port: ResumesPort = Resumes()
    made = port.render(LUCJA, DAY)
    assert made.filename == resume_filename(LUCJA) == "łucja-żółkiewska-pin.pdf"
    assert has_ours(["cv.pdf", made.filename])
    assert not has_ours(["cv.pdf", "pin.pdf"])
    assert resume_filename(Profile("../../etc", "x/y")) == "etc-x-y-pin.pdf"
    assert resume_filename(Profile("", "")) == "candidate-pin.pdf"
