"""The seed: Acme with its users, jobs, stages, sources, options and people. Everything is invented."""

from bot.sim.greenhouse import applications, attachments, candidates, decisions, histories, notes, stages
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.seed_people import Person, everybody
from bot.sim.greenhouse.sheet import text_pdf

DAY = 24 * 3600
STAGES = ("Application Review", "Phone Screen", "Technical Interview", "Onsite", "Offer")
JOBS = (
    # name, requisition, status, template, department
    ("Platform Engineer", "ENG-101", "open", False, "Engineering"),
    ("Product Designer", "DES-204", "open", False, "Design"),
    ("Data Scientist", "DAT-310", "open", False, "Data"),
    ("Staff Backend Engineer", "ENG-118", "open", False, "Engineering"),
    ("Support Engineer", "ENG-090", "closed", False, "Engineering"),
    ("Head of Research", "DAT-400", "draft", False, "Data"),
    ("Engineering template", "TPL-1", "draft", True, "Engineering"),
)
SOURCES = (
    ("Pin", 4, "Prospecting"),
    ("LinkedIn (Prospecting)", 4, "Prospecting"),
    ("LinkedIn (Ad Posting)", 3, "Third-party boards"),
    ("LinkedIn (Social Media)", 5, "Social media"),
    ("Employee referral", 2, "Referral"),
    ("Company career site", 6, "Company marketing"),
    ("Harbor Search Partners", 1, "Agencies"),
    ("Career fair", 7, "In person event"),
)
OPTIONS = {
    "school_name": (
        "University of Texas at Austin",
        "Indian Institute of Technology Madras",
        "Kyoto University",
        "University of Lagos",
        "Massachusetts Institute of Technology",
        "Stanford University",
        "University of Oxford",
        "ETH Zurich",
        "University of Toronto",
        "National University of Singapore",
        "Universidade de Lisboa",
        "Other",
    ),
    "degree": (
        "High School",
        "Associate's Degree",
        "Bachelor's Degree",
        "Master's Degree",
        "Doctor of Philosophy (Ph.D.)",
    ),
    "discipline": (
        "Computer Science",
        "Mathematics",
        "Statistics",
        "Design",
        "Electrical Engineering",
        "Physics",
        "Other",
    ),
}
REASONS = (
    ("Lacking skills or qualifications", "WE_REJECTED_THEM", "We rejected them", False),
    ("Position filled", "WE_REJECTED_THEM", "We rejected them", False),
    ("Took another offer", "THEY_REJECTED_US", "They rejected us", False),
    ("Other", "NONE_SPECIFIED", "None specified", True),
)


def plant(company: Company, *, people: bool = True) -> None:
    """Fill an empty company: users and settings, and unless told otherwise jobs and people."""
    with company.clock.earlier(200 * DAY):
        _users(company)
        _places(company)
        _options(company)
        _pools(company)
        if people:
            _jobs(company)
    known = everybody() if people else []
    for n, person in enumerate(known):
        with company.clock.earlier((len(known) - n) * 2.3 * DAY):
            _person(company, person, stage=n % 4)


def _users(company: Company) -> None:
    for first, last, admin, role in (
        ("Ada", "Admin", True, "site_admin"),
        ("Rae", "Recruiter", False, "job_admin"),
        ("Harper", "Manager", False, "job_admin"),
        ("Ned", "Nolan", False, "basic"),
        ("Lea", "Leaver", False, "job_admin"),
    ):
        row = _user(company, first, last, f"{first}@acme.example".lower(), admin)
        company.records.change(row, deactivated=first == "Lea", _role=role)
        company.records.add("referrers", user_id=row["id"], name=row["name"])
    service = _user(company, "Pin", "Integration", "", False)
    company.records.change(service, _service=True, _role="service")


def _user(company: Company, first: str, last: str, email: str, admin: bool) -> Row:
    row = company.records.add(
        "users",
        first_name=first,
        last_name=last,
        primary_email=email,
        job_title=None,
        agency_id=None,
        name=f"{first} {last}",
        deactivated=False,
        site_admin=admin,
        employee_id=None,
        linked_candidate_ids=[],
        office_ids=[],
        department_ids=[],
        interviewer_tags=[],
        emails=[email] if email else [],
        custom_fields={},
    )
    if email:
        company.records.add(
            "user_emails", user_id=row["id"], email=email, verified=True, verification_token_sent_at=None
        )
    return row


def user_id(company: Company, first_name: str) -> int:
    return int(company.records.where("users", first_name=first_name)[0]["id"])


def _places(company: Company) -> None:
    for name in ("Engineering", "Design", "Data"):
        company.records.add("departments", name=name)
    for name in ("New York", "Remote"):
        company.records.add("offices", name=name)
    for n, (name, kind, strategy) in enumerate(SOURCES):
        company.records.add("sources", name=name, type={"id": kind, "name": strategy}, _order=n)
    for name, key, words, default in REASONS:
        reason_type = {"id": len(key), "key": key, "name": words}
        company.records.add("rejection_reasons", name=name, type=reason_type, _default=default)


def _options(company: Company) -> None:
    for key, names in OPTIONS.items():
        field = _field(company, "standard", key, key.replace("_", " ").capitalize(), "single_select", key)
        for n, name in enumerate(names):
            _option(company, field, name, n)
    seniority = _field(company, "candidate", "seniority", "Seniority", "single_select", None)
    for n, name in enumerate(("Junior", "Senior", "Staff")):
        _option(company, seniority, name, n)
    _field(company, "application", "pin_link", "Pin link", "url", None)


def _option(company: Company, field: Row, name: str, order: int) -> None:
    company.records.add(
        "custom_field_options", custom_field_id=field["id"], name=name, external_id=None, sort_order=order, active=True
    )


def _field(company: Company, owner: str, key: str, name: str, kind: str, internal: str | None) -> Row:
    return company.records.add(
        "custom_fields",
        field_type=owner,
        sort_order=0,
        name=name,
        value_type=kind,
        private=False,
        required=False,
        require_approval=False,
        trigger_new_version=False,
        active=True,
        updated_by_id=None,
        internal_type=internal,
        expose_in_job_board_api=False,
        placeholder=None,
        name_key=key,
        description=None,
        application_type="all_applications" if owner == "application" else None,
        api_only=False,
        use_for_job_approvals=None,
        use_for_offer_approvals=None,
        template_token_string=None,
        default_value=None,
    )


def _jobs(company: Company) -> None:
    office = company.records.where("offices", name="Remote")[0]["id"]
    for name, requisition, status, template, department in JOBS:
        now = company.clock.stamp()
        job = company.records.add(
            "jobs",
            name=name,
            requisition_id=requisition,
            notes=None,
            confidential=False,
            status=status,
            opened_at=None if status == "draft" else now,
            closed_at=now if status == "closed" else None,
            is_template=template,
            copied_from_id=None,
            department_id=company.records.where("departments", name=department)[0]["id"],
            office_ids=[office],
            custom_fields={},
            _recruiter_id=user_id(company, "Rae"),
            _coordinator_id=None,
            _manager_id=user_id(company, "Harper"),
            _openings=2,
        )
        _team(company, job)
        for n, stage in enumerate(STAGES):
            company.records.add("job_interview_stages", job_id=job["id"], sort_order=n, name=stage, active=True)
        company.records.add(
            "job_interview_stages", job_id=job["id"], sort_order=9, name="Take Home (old)", active=False
        )


def _team(company: Company, job: Row) -> None:
    recruiter, manager = job["_recruiter_id"], job["_manager_id"]
    company.records.add("job_owners", job_id=job["id"], user_id=recruiter, type="recruiter", responsible=True)
    company.records.add("job_hiring_managers", job_id=job["id"], user_id=manager)


def _pools(company: Company) -> None:
    pool = company.records.add(
        "prospect_pools", name="Sourced", active=True, description=None, department_ids=[], office_ids=[], job_ids=[]
    )
    for n, name in enumerate(("Not contacted", "Contacted", "In conversation")):
        company.records.add("prospect_pool_stages", prospect_pool_id=pool["id"], name=name, sort_order=n)


def _person(company: Company, person: Person, stage: int) -> None:
    addresses = [(person.mail, "personal"), (person.other_mail, "work")]
    links = [f"https://www.linkedin.com/in/{person.linkedin}"] if person.linkedin else []
    candidate = candidates.add(
        company,
        {
            "first_name": person.first,
            "last_name": person.last,
            "is_private": person.private,
            "title": person.title,
            "company": person.company,
            "email_addresses": [{"value": value, "type": kind} for value, kind in addresses if value],
            "phone_numbers": [{"value": person.phone, "type": "mobile"}] if person.phone else [],
            "addresses": [{"value": person.city, "type": "home"}],
            "social_media_addresses": [{"value": link} for link in links],
            "tags": list(person.tags),
        },
    )
    _history(company, candidate, person)
    application = _application(company, candidate, person)
    if application["stage_id"] and stage:
        decisions.advance(company, application, stages.of_job(company, application["job_id"])[stage]["id"])
    _papers(company, candidate, application, person)


def _history(company: Company, candidate: Row, person: Person) -> None:
    if person.past:
        names = ("company_name", "title", "start_date", "end_date")
        past = dict(zip(names, person.past.split("|"), strict=True))
        histories.add_employment(company, candidate, past)
        now = {"company_name": person.company, "title": person.title, "start_date": "2021-09-01"}
        histories.add_employment(company, candidate, now)
    if person.school:
        wanted = {"school_name": person.school, "degree": "Bachelor's Degree", "discipline": "Computer Science"}
        options = {
            f"{key}_custom_field_option_id": company.records.where("custom_field_options", name=name)[0]["id"]
            for key, name in wanted.items()
        }
        histories.add_education(company, candidate, {**options, "start_date_year": 2012, "end_date_year": 2016})


def _application(company: Company, candidate: Row, person: Person) -> Row:
    source = company.records.where("sources", name=person.source)[0]["id"]
    jobs = company.records.where("jobs", name=person.job)
    if jobs:
        wanted: dict[str, object] = {"job_id": jobs[0]["id"], "source_id": source}
    else:
        pool = company.records.where("prospect_pools")[0]["id"]
        wanted = {"prospect": True, "source_id": source, "prospect_pool_id": pool}
    application = applications.add(company, candidate, wanted)
    if person.rejected:
        decisions.turn_down(company, application, company.records.where("rejection_reasons")[0]["id"])
    return application


def _papers(company: Company, candidate: Row, application: Row, person: Person) -> None:
    if not person.past:
        return
    lines = [f"{person.title}, {person.company}", person.city, "", *person.past.split("|")]
    file = {"type": "resume", "filename": f"{person.first}-{person.last}-resume.pdf"}
    attachments.add(company, application, file, text_pdf(f"{person.first} {person.last}", lines))
    if person.tags:
        note = {"note_type": "NOTE", "body": "Spoke at the meetup last spring.", "visibility": "public"}
        rae = {"user_id": user_id(company, "Rae"), "application_id": application["id"]}
        notes.add(company, candidate, {**note, **rae})
