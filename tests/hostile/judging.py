"""What an answer to a hostile input must never be."""

import json
import re

from tests.hostile.corpus import IMAGE, SCRIPT

# Markup that only we may write, as whoever plants it hopes to see it.
ALIVE = (SCRIPT, IMAGE, "<img src=x", "<svg/onload", 'href="javascript:')
TRACES = (
    "Traceback",
    "Exception",
    'File "/',
    "site-packages",
    "DoesNotExist",
    "psycopg",
    "sqlite3",
)
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
ENGLISH = re.compile(
    r"\b(?:the|is|not|this|that|must|value|invalid|error|please|ensure|expected|field|required)\b",
    re.IGNORECASE,
)


def is_sentence(text: str) -> bool:
    """Tell whether a refusal is a sentence in Vietnamese, and not one of a library's in English."""
    said = QUOTED.sub("", text)
    return bool(VIETNAMESE.search(said)) and not ENGLISH.search(said)


# What we quote is the sender's own.
QUOTED = re.compile("“[^”]*”")


def body_of(response) -> str:
    """Return the text of an answer; a stream is read to its end, where the client closes it."""
    return response.getvalue().decode("utf-8", "replace")


def judge(response, told: object) -> str:
    """Return the body of a decent answer; anything else fails, and shows what was sent."""
    kind = response.headers.get("Content-Type", "")
    assert response.status_code < 500, told
    body = body_of(response)
    if kind.startswith(("text/", "application/json")):
        assert not [trace for trace in TRACES if trace in body], told
    if kind.startswith("text/html"):
        assert not [markup for markup in ALIVE if markup in body], told
    if kind == "application/problem+json":
        assert json.loads(body)["detail"], told
    elif 400 <= response.status_code < 500 and body:
        assert VIETNAMESE.search(unescaped(body) if "json" in kind else body), told
    return body


def unescaped(body: str) -> str:
    """Return JSON with its letters as they are read."""
    return json.dumps(json.loads(body), ensure_ascii=False)


def sentences(response) -> list[str]:
    """Return what the forms of a page say about what they refused."""
    found = []
    for context in response.context or ():
        for value in context.flatten().values() if hasattr(context, "flatten") else ():
            errors = getattr(value, "errors", None)
            if getattr(value, "is_bound", False) and errors:
                found += [str(one) for said in errors.values() for one in said]
        break
    return found
