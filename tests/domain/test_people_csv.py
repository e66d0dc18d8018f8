"""What a recruiter sees when a file of people is read (R28, R29)."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people_columns import Column, guess_columns
from bot.domain.people_csv import People, preview, problems_csv, read_people, split_name, split_place
from bot.domain.sheets import MOST_ROWS, read_sheet, safe_cell, write_sheet
from bot.errors import BadInput


def people(text: str) -> People:
    return read_people(read_sheet(text.encode()))


def words_of(found: People) -> list[str]:
    return [f"{problem.row} {problem.column}: {problem.words}" for problem in found.problems]


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", "Name,Email\nZoë,z@example.com\n", "utf-8"),
        ("utf-8-sig", "Name,Email\nZoë,z@example.com\n", "utf-8"),
        ("utf-16", "Name,Email\nZoë,z@example.com\n", "utf-16"),
        ("cp1252", "Name,Email\nJosé Muñoz,j@example.com\nJürgen Groß – “JG”,g@example.com\n", "cp1252"),
        ("cp1250", "Name,Email\nŁukasz Żak,l@example.com\nPaweł Święty,p@example.com\n", "cp1250"),
        ("cp1251", "Name,Email\nИван Петров,i@example.com\n", "cp1251"),
        ("shift_jis", "Name,Email\n山田太郎,y@example.com\n", "shift_jis"),
        ("utf-8", "Name,Email\nمريم العلي,m@example.com\n王伟,w@example.com\n", "utf-8"),
    ],
)
def test_r28_names_survive_any_usual_encoding(encoding: str, text: str, told: str) -> None:
    sheet = read_sheet(text.encode(encoding))
    assert sheet.encoding == told
    assert [row[0] for row in sheet.rows] == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert sheet.guessed == (not told.startswith("utf"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_r28_any_usual_delimiter_and_line_end(delimiter: str, line_end: str) -> None:
    text = line_end.join(
        [delimiter.join(['"Name, all"', "E-Mail"]), delimiter.join(['"Diaz; | Maria"', "m@example.com"])]
    )
    sheet = read_sheet(text.encode())
    assert sheet.delimiter == delimiter
    assert sheet.header == ("Name, all", "E-Mail")
    assert sheet.rows == (("Diaz; | Maria", "m@example.com"),)


def test_excels_separator_line_is_understood() -> None:
    assert read_sheet(b"sep=;\r\nName;Email\r\nAna;a@example.com\r\n").header == ("Name", "Email")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no rows"),
        (b"Name,Email\n", "no rows"),
        (b"\n\n\n", "no rows"),
        (b"PK\x03\x04rest", "save it as"),
        (b"%PDF-1.7", "a PDF"),
        (b"x" * 10_000_001, "larger than 10 MB"),
        (b"Name\n" + b"Ana\n" * (MOST_ROWS + 1), "Split it"),
        (b'Name,Email\n"Ana' + b"x" * 140_000, "never closed"),
    ],
)
def test_r28_a_file_we_cannot_use_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_sheet(content)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("First Name", Column.FIRST_NAME), ("first_name", Column.FIRST_NAME), ("GIVEN NAME", Column.FIRST_NAME),
        ("Prénom", Column.FIRST_NAME), ("Imię", Column.FIRST_NAME), ("Surname", Column.LAST_NAME),
        ("Full-Name", Column.FULL_NAME), ("E-mail", Column.EMAIL), ("Email 2", Column.EMAIL),
        ("email_address", Column.EMAIL), ("Mobile Phone", Column.PHONE), ("LinkedIn URL", Column.LINKEDIN),
        ("Bundesland", Column.STATE), ("Current Company", Column.COMPANY), ("Job title", Column.TITLE),
        ("Notes:", Column.NOTES), ("Shoe size", None),
    ],
)  # fmt: skip
def test_r28_headers_are_known_in_many_spellings(header: str, column: Column | None) -> None:
    assert guess_columns([header]).get(0) is column


def test_r28_a_full_row_becomes_a_profile() -> None:
    found = people(
        "First name,Last name,Email,Email 2,Phone,LinkedIn,Website,City,Country,Title,Company,Skills,University,Notes\n"
        "María,Díaz,M.Diaz@Example.com,maria+jobs@work.example; m2@work.example,601 123 456,"
        'pl.linkedin.com/in/mdiaz/en,https://mdiaz.example,Kraków,Poland,Engineer,"Acme, Inc.","Go, SQL; Rust",AGH,'
        '"met at\nPyCon"\n'
    )
    (row,) = found.rows
    assert found.problems == ()
    assert (row.number, row.notes, row.profile.name) == (2, "met at\nPyCon", "María Díaz")
    assert row.profile.emails == ("m.diaz@example.com", "maria+jobs@work.example", "m2@work.example")
    assert row.profile.phones == ("+48601123456",)
    assert row.profile.linkedin_url == "https://www.linkedin.com/in/mdiaz"
    assert row.profile.links == ("https://mdiaz.example",)
    assert row.profile.location == "Kraków, Poland"
    assert row.profile.skills == ("Go", "SQL", "Rust")
    assert row.profile.educations[0].school == "AGH"
    assert row.profile.company == "Acme, Inc."


def test_r28_addresses_copied_from_a_mail_program_come_without_their_names() -> None:
    found = people("Name;Email\nMaria Diaz;Maria Diaz <M.Diaz@example.com>, Home <maria@home.example>\n")
    (row,) = found.rows
    assert found.problems == ()
    assert row.profile.emails == ("m.diaz@example.com", "maria@home.example")


def test_r29_the_preview_shows_the_mapping_and_the_first_rows() -> None:
    shown = preview(read_sheet(("Name,Shoe size,Email\n" + "Ana,38,a@example.com\n,,\n" * 6).encode()))
    assert shown.columns == (("Name", Column.FULL_NAME), ("Shoe size", None), ("Email", Column.EMAIL))
    assert (len(shown.first_rows), shown.total, shown.missing) == (5, 6, "")


def test_r28_a_missing_column_is_named_and_a_chosen_mapping_mends_it() -> None:
    sheet = read_sheet(b"Who,Where to write\nAna,a@example.com\n")
    with pytest.raises(BadInput, match=r"“First name” or “Full name” in the first row; it has “Who”, “Where to write”"):
        read_people(sheet)
    assert "“E-mail”" in preview(sheet, {0: Column.FULL_NAME}).missing
    (row,) = read_people(sheet, {0: Column.FULL_NAME, 1: Column.EMAIL}).rows
    assert row.profile.emails == ("a@example.com",)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Ana,ana@,", "2 E-mail: “ana@” is no e-mail address: mend it or empty the cell."),
        (",a@example.com,", "2 Full name: No name: add a first name or a full name."),
        ("Ana,,", "2 E-mail: No way to tell this person apart: add an e-mail, a LinkedIn address or a phone."),
        ("Ana,a@example.com,,extra", "2 : 4 cells, but only 3 columns: put quotes around a cell with a comma in it."),
        ("x" * 10_000 + ",a@example.com,", "2 Full name: 10,000 characters, at most 200 fit"),
    ],
)
def test_r28_a_bad_row_says_what_to_mend_and_is_left_out(row: str, problem: str) -> None:
    found = people(f"Name,Email,Phone\n{row}\nBen,b@example.com,\n")
    assert [kept.profile.name for kept in found.rows] == ["Ben"]
    assert len(found.problems) == 1
    assert found.problems[0].refused
    assert words_of(found)[0].startswith(problem)


@pytest.mark.parametrize(("column", "most"), [("First name", 200), ("Title", 500), ("Skills", 5000), ("Notes", 5000)])
def test_a_cell_of_the_longest_length_is_taken_and_one_more_is_told(column: str, most: int) -> None:
    def read(length: int) -> People:
        return people(f"Last name,Email,{column}\nDiaz,d@example.com,{'x' * length}\n")

    assert len(read(most).rows) == 1
    refused = read(most + 1)
    assert refused.rows == ()
    assert f"{most + 1:,} characters, at most {most:,} fit" in words_of(refused)[0]


def test_an_unreadable_phone_or_link_loses_only_itself() -> None:
    found = people("Name,Email,Phone,LinkedIn\nAna,a@example.com,ask me,see CV\n")
    assert [row.profile.name for row in found.rows] == ["Ana"]
    assert [(problem.column, problem.refused) for problem in found.problems] == [("LinkedIn", False), ("Phone", False)]


@pytest.mark.parametrize(
    ("second", "column"),
    [("Ana S,A@Example.com,", "E-mail"), ("Ana S,b@example.com,https://de.linkedin.com/in/ANA/de", "LinkedIn")],
)
def test_r29_the_same_person_twice_in_a_file_is_taken_once(second: str, column: str) -> None:
    found = people(f"Name,Email,LinkedIn\nAna,a@example.com,linkedin.com/in/ana\n{second}\n")
    assert [row.number for row in found.rows] == [2]
    assert found.problems[0].column == column
    assert found.problems[0].words.startswith("Same person as row 2")


def test_two_plus_addresses_of_one_mailbox_are_one_person_in_a_file_o1() -> None:
    """As in the database, where a mailbox belongs to one person: otherwise the second row could never be stored."""
    found = people("Name,Email\nAna,me+1@example.com\nBen,me+2@example.com\n")
    assert [row.profile.name for row in found.rows] == ["Ana"]
    assert found.problems[0].twin


def test_formulas_stay_text_and_never_run_in_the_error_file() -> None:
    sheet = read_sheet(b"Name,Email\n=cmd|' /C calc'!A0,bad\n@SUM(1),x@example.com\n")
    found = read_people(sheet)
    assert found.rows[0].profile.first_name == "@SUM(1)"
    written = list(csv.reader(io.StringIO(problems_csv(sheet, found.problems).decode("utf-8-sig"))))
    assert written[0] == ["Name", "Email", "Row in the file", "Column", "What to mend"]
    assert written[1][:4] == ["'=cmd|' /C calc'!A0", "bad", "2", "E-mail"]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=2),
        min_size=1,
        max_size=4,
    )
)
def test_what_we_write_reads_back_and_holds_no_formula(rows: list[list[str]]) -> None:
    content = write_sheet(["Name", "Email"], rows)
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)
    if any(any(cell.strip() for cell in row) for row in rows):
        assert safe_cell(read_sheet(content).header[0]) == "Name"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        sheet = read_sheet(b"Name,Email\n" + content)
        found = read_people(sheet)
    except BadInput as refusal:
        assert str(refusal)
        return
    refused = {problem.row for problem in found.problems if problem.refused}
    kept = {row.number for row in found.rows}
    assert refused | kept == {number for number, _ in sheet.numbered()}, "every row is a person or a problem"
    assert not refused & kept


def test_10_000_rows_are_read_while_a_person_waits() -> None:
    row = 'Ana{0},Silva,ana{0}@example.com,+1 202 555 {0:04d},linkedin.com/in/ana-{0},"Austin, TX",Engineer,Acme\n'
    text = "First,Last,Email,Phone,LinkedIn,Location,Title,Company\n" + "".join(row.format(n) for n in range(10_000))
    started = time.process_time()
    assert len(people(text).rows) == 10_000
    assert time.process_time() - started < 5, "under 1 s on an idle machine"


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Maria del Mar Diaz", ("Maria", "del Mar Diaz")), ("Diaz, Maria", ("Maria", "Diaz")), ("王伟", ("王伟", "")),
        ("Cher", ("Cher", "")), ("", ("", "")), ("Diaz,", ("Diaz", "")),
    ],
)  # fmt: skip
def test_full_names_are_split(full: str, parts: tuple[str, str]) -> None:
    assert split_name(full) == parts


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("Austin, TX, USA", ("Austin", "TX", "USA")), ("Austin, TX", ("Austin", "TX", "")),
        ("Atlanta, GA", ("Atlanta", "GA", "")),
        ("Berlin, Germany", ("Berlin", "", "Germany")), ("London, UK", ("London", "", "UK")),
        ("Poland", ("", "", "Poland")),
        ("Kraków", ("Kraków", "", "")), ("", ("", "", "")),
    ],
)  # fmt: skip
def test_places_are_split(place: str, parts: tuple[str, str, str]) -> None:
    assert split_place(place) == parts
