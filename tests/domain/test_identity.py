"""One comparable form for each way a person is written (O1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import (
    clean_email,
    country_code,
    linkedin_slug,
    linkedin_url,
    name_key,
    normalise_email,
    normalise_phone,
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Grace.Hopper@Example.COM", "grace.hopper@example.com"),
        ("  mailto:grace@example.com ", "grace@example.com"),
        ("<grace@example.com>", "grace@example.com"),
        ("grace+pin@example.com", "grace@example.com"),
        ("grace+a+b@example.com", "grace@example.com"),
        ("+@example.com", "+@example.com"),
        ("g.r.a.c.e+x@googlemail.com", "grace@gmail.com"),
        ("jürgen@BÜCHER.de", "jürgen@xn--bcher-kva.de"),
        ("jürgen@xn--bcher-kva.de", "jürgen@xn--bcher-kva.de"),
        ("ju\u0308rgen@example.com", "jürgen@example.com"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("grace@example.com.", "grace@example.com"),
    ],
)
def test_o1_one_mailbox_has_one_key(written: str, key: str) -> None:
    assert normalise_email(written) == key


@pytest.mark.parametrize(
    "written",
    ["", "grace", "grace@", "@example.com", "grace@localhost", "a b@example.com", "a@b@example.com", "a@exa mple.com",
     "grace@example.com, bob@example.com", "grace@-bad-.com", "x" * 250 + "@example.com", "a\n@example.com"],
)  # fmt: skip
def test_what_is_no_address_has_no_key(written: str) -> None:
    assert normalise_email(written) == clean_email(written) == ""


def test_the_address_to_write_to_keeps_its_tag() -> None:
    assert clean_email("Grace+Pin@Example.com") == "grace+pin@example.com"


@given(st.text(max_size=60) | st.emails())
def test_a_key_is_its_own_key(text: str) -> None:
    assert normalise_email(normalise_email(text)) == normalise_email(text)
    assert clean_email(clean_email(text)) == clean_email(text)


@given(st.emails(), st.text("abc0", min_size=1, max_size=5))
def test_o1_a_tag_and_capitals_never_matter(email: str, tag: str) -> None:
    local, _, domain = email.rpartition("@")
    if clean_email(email) and len(email) < 200 and not local.startswith("+"):
        assert normalise_email(f"{local}+{tag}@{domain.upper()}") == normalise_email(email)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/gracehopper",
        "http://linkedin.com/in/GraceHopper/",
        "linkedin.com/in/gracehopper",
        "www.linkedin.com/in/gracehopper?trk=people-guest",
        "https://pl.linkedin.com/in/gracehopper/en",
        "https://uk.linkedin.com/in/gracehopper/details/experience/#top",
        "https://m.linkedin.com/in/gracehopper",
        "https://touch.www.linkedin.com/mwlite/in/gracehopper",
        "https://www.linkedin.com/comm/in/gracehopper?midToken=x",
        "https://www.linkedin.com:443/in/gracehopper/overlay/contact-info/",
        "https://www.linkedin.com./in/gracehopper",
        "HTTPS://WWW.LINKEDIN.COM/IN/GRACEHOPPER",
        "https://www.linkedin.com//in//gracehopper",
        "https://www.linkedin.com/in/grace%68opper",
        "<https://www.linkedin.com/in/gracehopper|Grace>",
    ],
)
def test_o1_every_form_of_a_profile_address_gives_the_same_slug(url: str) -> None:
    assert linkedin_slug(url) == "gracehopper"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://fr.linkedin.com/in/andr%C3%A9-dupont-123/", "andré-dupont-123"),
        ("https://fr.linkedin.com/in/andr%25C3%25A9-dupont-123/", "andré-dupont-123"),
        ("https://www.linkedin.com/in/%E7%8E%8B%E4%BC%9F", "王伟"),
        ("https://www.linkedin.com/in/ACoAAB123_x-y", "acoaab123_x-y"),
        ("https://www.linkedin.com/pub/grace-hopper/12/345/678", "grace-hopper-67834512"),
        ("https://www.linkedin.com/pub/grace-hopper/1/45/6", "grace-hopper-0060451"),
    ],
)
def test_o1_encoded_and_old_addresses_are_read(url: str, slug: str) -> None:
    assert linkedin_slug(url) == slug


@pytest.mark.parametrize(
    "url",
    ["", "gracehopper", "in/gracehopper", "https://www.linkedin.com/", "https://www.linkedin.com/in/",
     "https://www.linkedin.com/company/acme", "https://www.linkedin.com/jobs/view/1", "https://lnkd.in/abc",
     "https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH", "https://notlinkedin.com/in/grace",
     "https://linkedin.com.evil.example/in/grace", "https://evil.example/linkedin.com/in/grace",
     "https://linkedin.com@evil.example/in/grace", "https://github.com/in/grace", "javascript:alert(1)",
     "ftp://linkedin.com/in/grace", "https://[bad/in/grace", "https://www.linkedin.com/in/a%2Fb",
     "https://www.linkedin.com/in/a%20b", "https://www.linkedin.com/in/" + "x" * 101],
)  # fmt: skip
def test_o1_no_other_address_gives_a_slug(url: str) -> None:
    assert linkedin_slug(url) == ""


@given(st.text(max_size=60))
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = linkedin_slug(f"https://www.linkedin.com/in/{text}")
    if slug:
        assert linkedin_slug(linkedin_url(slug)) == slug
    linkedin_slug(text)


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("+1 (202) 555-0143", "", "+12025550143"),
        ("202.555.0143", "USA", "+12025550143"),
        ("tel:+48 601 123 456", "", "+48601123456"),
        ("0048 601 123 456", "Germany", "+48601123456"),
        ("601 123 456", "Polska", "+48601123456"),
        ("030 1234567", "Deutschland", "+49301234567"),
        ("+44 20 7946 0958 ext. 12", "", "+442079460958"),
        ("+81 ３-1234-5678", "", "+81312345678"),
    ],
)
def test_phones_become_e164(written: str, country: str, number: str) -> None:
    assert normalise_phone(written, country) == number


@pytest.mark.parametrize("written", ["", "abc", "12", "202 555 0143", "+0 1", "call me", "+1" * 200])
def test_what_is_no_number_has_no_key(written: str) -> None:
    assert normalise_phone(written) == ""


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_text_is_a_number_or_none(text: str, country: str) -> None:
    number = normalise_phone(text, country)
    assert number == "" or normalise_phone(number) == number


@pytest.mark.parametrize(
    ("name", "code"), [("Poland", "PL"), ("pl", "PL"), ("UK", "GB"), ("Österreich", "AT"), ("Narnia", ""), ("", "")]
)
def test_countries_by_name_and_code(name: str, code: str) -> None:
    assert country_code(name) == code


def test_names_compare_without_accents_case_and_punctuation() -> None:
    assert name_key("  José-María  O'Neill ") == name_key("jose maria o neill")
    assert name_key("Łukasz Żak") == "lukasz zak"
