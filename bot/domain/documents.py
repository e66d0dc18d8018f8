"""Is a file what its name says? Judged by its first bytes, before anything else looks into it."""

import io
import zipfile

from bot.errors import BadInput

MOST_BYTES = 20_000_000


def check_resume(filename: str, content: bytes) -> None:
    """Raises `BadInput` for anything but a PDF or a Word document (docx) of at most 20 MB."""
    if not content:
        raise BadInput("The file is empty.")
    if len(content) > MOST_BYTES:
        raise BadInput(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Save a smaller one and add that.")
    ending = filename.lower().rpartition(".")[2]
    is_what_it_says = {"pdf": _is_pdf, "docx": _is_docx}.get(ending)
    if is_what_it_says is None or not is_what_it_says(content):
        raise BadInput("This is no PDF and no Word document (docx). Save it as one of these and add it again.")


def _is_pdf(content: bytes) -> bool:
    """The mark may stand within the first 1,024 bytes (ISO 32000-1, annex H.3, implementation note 13)."""
    return b"%PDF-" in content[:1024]


def _is_docx(content: bytes) -> bool:
    """A zip with Word's main part (ECMA-376 part 2); only the list of names is read, nothing is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "word/document.xml" in parts.namelist()
    except zipfile.BadZipFile:
        return False
