"""What happened to a person, newest first: notes, e-mails, files, stages and decisions."""

from markupsafe import Markup

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.html import html, joined, pill, when
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.vocabulary import VISIBILITY_READ

Moment = tuple[str, Markup]
SEEN_BY = {read: written.replace("_", " ") for written, read in VISIBILITY_READ.items()}


def story(company: Company, row: Row) -> Markup:
    moments = [*_notes(company, row), *_files(company, row), *_steps(company, row)]
    moments.append((row["created_at"], html("Added to Greenhouse")))
    moments.sort(key=lambda moment: moment[0], reverse=True)
    return html(
        '<ol class="story">{}</ol>',
        joined(html("<li>{}<small>{}</small></li>", words, when(at)) for at, words in moments),
    )


def _notes(company: Company, row: Row) -> list[Moment]:
    return [
        (note["created_at"], _note(company, note)) for note in company.records.where("notes", candidate_id=row["id"])
    ]


def _note(company: Company, note: Row) -> Markup:
    author = company.records.find("users", note["user_id"])
    mail = html("<p class=muted>{} → {} · {}</p>", note["email_from"], note["email_to"], note["subject"])
    return html(
        '<b>{}</b> {} {} <div class="note">{}<p>{}</p></div>',
        author["name"] if author else "Somebody",
        {"NOTE": "wrote a note", "EMAIL": "logged an e-mail"}.get(note["type"], "noted"),
        pill(SEEN_BY[note["visibility"]], "tag"),
        mail if note["type"] == "EMAIL" else Markup(""),
        note["body"],
    )


def _files(company: Company, row: Row) -> list[Moment]:
    files = company.records.where("attachments", candidate_id=row["id"])
    return [(file["created_at"], html("<b>{}</b> was attached", file["filename"])) for file in files]


def _steps(company: Company, row: Row) -> list[Moment]:
    moments: list[Moment] = []
    for one in company.records.where("applications", candidate_id=row["id"]):
        job = company.records.find("jobs", one["job_id"])
        name = job["name"] if job else "the prospects"
        source = company.records.find("sources", one["source_id"])
        origin = html(", source <b>{}</b>", source["name"]) if source else Markup("")
        moments.append((one["created_at"], html("Added to <b>{}</b>{}", name, origin)))
        if one["rejected_at"]:
            reason = company.records.find("rejection_reasons", one.get("_rejection_reason_id"))
            why = reason["name"] if reason else "no reason"
            moments.append((one["rejected_at"], html("Rejected for <b>{}</b>: {}", name, why)))
        for stay in company.records.where("application_stages", application_id=one["id"])[1:]:
            stage = company.records.find("job_interview_stages", stay["job_interview_stage_id"])
            words = html("Moved to <b>{}</b> for {}", stage["name"] if stage else "a stage", name)
            moments.append((stay["entered_at"], words))
    return moments
