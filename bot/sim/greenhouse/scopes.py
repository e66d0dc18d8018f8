"""The scopes of Pin's credential: all that our use of the API needs, and the optional ones (harvest.md 2.4)."""

from bot.sim.greenhouse.routes import WRITES

LISTED = (
    "candidates applications application_stages job_interview_stages attachments notes candidate_educations"
    " candidate_employments sources jobs prospect_pools prospect_pool_stages prospect_details users user_emails"
    " candidate_tags applied_candidate_tags webhooks rejection_reasons custom_fields custom_field_options referrers"
    " job_owners job_hiring_managers departments offices"
)


def every_scope() -> set[str]:
    return {write.scope for write in WRITES} | {f"harvest:{resource}:list" for resource in LISTED.split()}
