"""What the file of a paper is called: Vietnamese without marks, so that it survives any mail."""

import re
import unicodedata

LONGEST = 100


def file_name(*parts: str, ending: str) -> str:
    """Return the parts joined, such as "Bien-ban-phien-hop-PH-2026-003.docx".

    Capitals stay; marks, spaces and signs do not; a long name is cut before its ending.
    """
    plain = "-".join(_plain(part) for part in parts if _plain(part))
    return f"{plain[:LONGEST].strip('-') or 'Van-ban'}.{ending}"


def _plain(text: str) -> str:
    bare = text.replace("đ", "d").replace("Đ", "D")
    spread = unicodedata.normalize("NFKD", bare)
    return re.sub(r"[^A-Za-z0-9]+", "-", spread.encode("ascii", "ignore").decode()).strip("-")
