"""Downloads of attachments by their seven-day links, and previews for the page."""

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.links import opens

SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".png": "image/png", ".jpg": "image/jpeg"}
"""Types that a browser may show; anything else is only ever downloaded, since it came from outside."""


def download(company: Company, request: Request) -> Response:
    """The file, or 403 for a link that is forged or older than seven days."""
    number = int(request.path_params["number"])
    query = request.query_params
    with company.records.changed:
        if not opens(company, number, query.get("expires", ""), query.get("signature", "")):
            return PlainTextResponse("This link has expired. Read the attachment again for a new one.", status_code=403)
        row = company.records.find("attachments", number)
        content = company.files.get(number)
    if row is None or content is None:
        return PlainTextResponse("This file is gone.", status_code=404)
    kind = SHOWN.get(PurePosixPath(row["filename"]).suffix.lower())
    place = "inline" if kind else "attachment"
    headers = {"Content-Disposition": place, "X-Content-Type-Options": "nosniff", "Cache-Control": "private"}
    return Response(content, media_type=kind or "application/octet-stream", headers=headers)
