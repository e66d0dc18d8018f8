"""What each write accepts (harvest.md section 4, harvest-v3-schemas.json); every body is closed."""

from bot.sim.greenhouse import vocabulary as words
from bot.sim.greenhouse.shapes import Body, Shape

TEXT = Shape("string")
NUMBER = Shape("integer")
FLAG = Shape("boolean")
NUMBERS = Shape("array", items=NUMBER)
TEXTS = Shape("array", items=TEXT)


def _addresses(types: tuple[str, ...]) -> Shape:
    entry = Body(
        {"value": Shape("string", least=1), "type": Shape("string", choices=types)}, required=("value", "type")
    )
    return Shape("array", items=Shape("object", body=entry))


CUSTOM_FIELDS = Shape(
    "array",
    items=Shape(
        "object",
        body=Body(
            {
                "name_key": Shape("string", most=255),
                "custom_field_id": NUMBER,
                "value": Shape("custom value", null=True),
            },
            exactly_one_of=("name_key", "custom_field_id"),
        ),
    ),
)
ANY_ARM = {
    "source_id": NUMBER,
    "recruiter_id": NUMBER,
    "coordinator_id": NUMBER,
    "referrer_id": NUMBER,
    "created_at": Shape("date-time"),
    "custom_fields": CUSTOM_FIELDS,
}
CANDIDATE_ARM = {**ANY_ARM, "job_id": NUMBER, "initial_stage_id": NUMBER}
PROSPECT_ARM = {
    **ANY_ARM,
    "prospect": FLAG,
    "job_ids": NUMBERS,
    "prospect_pool_id": NUMBER,
    "prospect_pool_stage_id": NUMBER,
    "prospect_owner_id": NUMBER,
    "prospective_department_id": NUMBER,
    "prospective_office_id": NUMBER,
}
NESTED_CANDIDATE_ARM = Body(CANDIDATE_ARM, required=("job_id",))
NESTED_PROSPECT_ARM = Body(PROSPECT_ARM, required=("prospect",))
APPLICATION_CANDIDATE_ARM = Body({**CANDIDATE_ARM, "candidate_id": NUMBER}, required=("candidate_id", "job_id"))
APPLICATION_PROSPECT_ARM = Body({**PROSPECT_ARM, "candidate_id": NUMBER}, required=("candidate_id", "prospect"))

PERSON = {
    "first_name": TEXT,
    "last_name": TEXT,
    "preferred_name": TEXT,
    "company": TEXT,
    "title": TEXT,
    "time_zone": TEXT,
    "is_private": FLAG,
    "can_email": FLAG,
    "phone_numbers": _addresses(words.PHONE_TYPES),
    "addresses": _addresses(words.ADDRESS_TYPES),
    "email_addresses": _addresses(words.EMAIL_TYPES),
    "website_addresses": _addresses(words.WEBSITE_TYPES),
    "social_media_addresses": Shape(
        "array", items=Shape("object", body=Body({"value": Shape("string", least=1)}, required=("value",)))
    ),
    "tags": TEXTS,
    "linked_user_ids": NUMBERS,
    "custom_fields": CUSTOM_FIELDS,
}
CANDIDATE_CREATE = Body({**PERSON, "application": Shape("object")}, required=("first_name", "last_name"))
CANDIDATE_UPDATE = Body(PERSON)
CANDIDATE_MERGE = Body({"secondary_candidate_id": NUMBER}, required=("secondary_candidate_id",))
CANDIDATE_ANONYMIZE = Body({"fields": Shape("array", items=TEXT, least=1)}, required=("fields",))

APPLICATION_UPDATE = Body(
    {
        "source_id": NUMBER,
        "referrer_id": NUMBER,
        "recruiter_id": NUMBER,
        "coordinator_id": NUMBER,
        "prospect_pool_id": NUMBER,
        "prospect_stage_id": NUMBER,
        "rejected_at": Shape("date"),
        "created_at": Shape("date"),
        "custom_fields": CUSTOM_FIELDS,
    }
)
APPLICATION_MOVE = Body(
    {"from_stage_id": NUMBER, "to_stage_id": NUMBER, "to_job_id": NUMBER, "email_from_user_id": NUMBER},
    required=("from_stage_id",),
)
REJECTION_EMAIL = Body({"send_email_at": Shape("date-time"), "email_template_id": NUMBER, "email_from_user_id": NUMBER})
APPLICATION_REJECT = Body(
    {
        "rejection_reason_id": NUMBER,
        "notes": TEXT,
        "rejection_email": Shape("object", body=REJECTION_EMAIL),
        "custom_fields": CUSTOM_FIELDS,
    },
    required=("rejection_reason_id",),
)
APPLICATION_UNREJECT = Body({})
APPLICATION_HIRE = Body(
    {"start_date": Shape("date-time"), "opening_id": NUMBER, "close_reason_id": Shape("integer", null=True)}
)
APPLICATION_CONVERT = Body({"job_id": NUMBER, "to_job_interview_stage_id": NUMBER}, required=("job_id",))

ATTACHMENT_CREATE = Body(
    {
        "application_id": NUMBER,
        "filename": Shape("string", least=1, most=255),
        "type": Shape("string", choices=words.ATTACHMENT_TYPES),
        "content": Shape("base64"),
        "url": Shape("uri"),
        "visibility": Shape("string", choices=words.VISIBILITIES),
    },
    required=("application_id", "filename", "type"),
    exactly_one_of=("content", "url"),
)
NOTE_CREATE = Body(
    {
        "candidate_id": NUMBER,
        "application_id": NUMBER,
        "note_type": Shape("string", choices=words.NOTE_TYPES_WRITTEN),
        "body": TEXT,
        "visibility": Shape("string", choices=words.VISIBILITIES),
        "user_id": NUMBER,
        "subject": TEXT,
        "email_from": TEXTS,
        "email_to": TEXTS,
        "email_cc": TEXTS,
    },
    required=("candidate_id", "note_type", "body"),
)
MONTH = Shape("integer", least=1, most=12)
YEAR = Shape("integer", least=1900, most=2100)
EDUCATION_CREATE = Body(
    {
        "candidate_id": NUMBER,
        "school_name_custom_field_option_id": NUMBER,
        "degree_custom_field_option_id": NUMBER,
        "discipline_custom_field_option_id": NUMBER,
        "start_date": Shape("date or date-time"),
        "start_date_month": MONTH,
        "start_date_year": YEAR,
        "end_date": Shape("date or date-time"),
        "end_date_month": MONTH,
        "end_date_year": YEAR,
    },
    required=("candidate_id",),
)
EMPLOYMENT_CREATE = Body(
    {
        "candidate_id": NUMBER,
        "company_name": Shape("string", least=1),
        "title": Shape("string", least=1),
        "start_date": Shape("date or date-time"),
        "end_date": Shape("date or date-time", null=True),
    },
    required=("candidate_id", "company_name", "title", "start_date"),
)
TAG_CREATE = Body({"name": Shape("string", least=1)}, required=("name",))
APPLIED_TAG_CREATE = Body(
    {"candidate_id": NUMBER, "candidate_tag_id": NUMBER}, required=("candidate_id", "candidate_tag_id")
)
WEBHOOK = {
    "endpoint_url": Shape("uri"),
    "name": TEXT,
    "event_action_type": Shape("string", choices=words.WEBHOOK_EVENTS),
    "deactivated": FLAG,
    "secret_key": TEXT,
    "basic_auth_username": Shape("string", null=True, most=255),
    "basic_auth_password": Shape("string", null=True, most=255),
    "additional_headers": Shape("string", null=True),
    "max_attempts": NUMBER,
    "error_recipient_email": Shape("string", null=True),
}
WEBHOOK_CREATE = Body(WEBHOOK, required=("endpoint_url", "name", "event_action_type", "secret_key", "max_attempts"))
WEBHOOK_UPDATE = Body(WEBHOOK)
