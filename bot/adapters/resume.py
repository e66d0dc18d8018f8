"""A résumé as PDF, one or two pages, made from what we know of a person, in any script."""

from datetime import date
from pathlib import Path
from typing import Any

from bot.adapters.resume_page import ACCENT, GREY, Page
from bot.domain.candidates import Education, Employment, Profile, Resume
from bot.domain.identity import linkedin_slug
from bot.domain.resumes import resume_filename

MOST_EMPLOYMENTS, MOST_EDUCATIONS, MOST_SKILLS, MOST_LINKS = 12, 6, 40, 6
LONGEST_TEXT = 120


class Resumes:
    """See `bot.ports.Resumes`. `font_dir` is a folder of more fonts, searched first."""

    def __init__(self, font_dir: Path | None = None) -> None:
        self._font_dir = font_dir

    def render(self, profile: Profile, made_on: date) -> Resume:
        return Resume(resume_filename(profile), resume_pdf(profile, made_on, self._font_dir))


def resume_pdf(profile: Profile, made_on: date, font_dir: Path | None = None) -> bytes:
    """The same profile and day give the same bytes. Characters that no font can show are left out."""
    page = Page(_all_text(profile), made_on, font_dir)
    _head(page, profile)
    page.listing("Skills", [_skills(profile)] if profile.skills else [], 1, lambda skills: page.text(skills, size=10))
    page.listing("Experience", profile.employments, MOST_EMPLOYMENTS, lambda work: _employment(page, work))
    page.listing("Education", profile.educations, MOST_EDUCATIONS, lambda study: _education(page, study))
    page.listing("Links", profile.links, MOST_LINKS, lambda link: page.text(_clip(link), size=10, link=_followed(link)))
    return page.finished(f"{profile.name or 'Candidate'}: résumé")


def _head(page: Page, profile: Profile) -> None:
    page.text(_clip(profile.name, 90) or "Candidate", size=24, bold=True)
    page.text(_clip(_joined("  ·  ", profile.title, profile.company)), size=12.5, color=ACCENT)
    page.gap(2)
    page.text(_joined("  ·  ", *profile.emails[:3], *profile.phones[:2], _clip(profile.location)), size=9.5, color=GREY)
    if slug := linkedin_slug(profile.linkedin_url):
        page.text(f"linkedin.com/in/{_clip(slug)}", size=9.5, color=GREY, link=profile.linkedin_url)


def _skills(profile: Profile) -> str:
    left_out = len(profile.skills) - MOST_SKILLS
    more = (f"and {left_out} more",) if left_out > 0 else ()
    return _joined("  ·  ", *(_clip(skill, 40) for skill in profile.skills[:MOST_SKILLS]), *more)


def _followed(link: str) -> str:
    """Only web addresses may be clicked."""
    return link if link.startswith(("https://", "http://")) else ""


def _employment(page: Page, employment: Employment) -> None:
    title, company = _clip(employment.title or employment.company), _clip(employment.company)
    page.entry(title, _period(employment.start, employment.end, open_end="today"), company if employment.title else "")


def _education(page: Page, education: Education) -> None:
    what = _joined(", ", education.degree, education.discipline)
    page.entry(_clip(education.school), _period(education.start, education.end, open_end=""), _clip(what))


def _period(start: date | None, end: date | None, open_end: str) -> str:
    shown = [f"{day:%b %Y}" if day.month > 1 else f"{day:%Y}" for day in (start, end) if day]
    if start and not end and open_end:
        shown.append(open_end)
    return " – ".join(shown)


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _clip(text: str, longest: int = LONGEST_TEXT) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def _all_text(profile: Profile) -> str:
    texts: list[Any] = [profile.name, profile.title, profile.company, profile.location, profile.linkedin_url]
    texts += [*profile.skills, *profile.links, *profile.emails]
    texts += [f"{employment.title}{employment.company}" for employment in profile.employments]
    texts += [f"{study.school}{study.degree}{study.discipline}" for study in profile.educations]
    return "".join(texts)
