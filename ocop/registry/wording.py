"""What search reads: the words of a product's names and of a question, laid alike. Pure."""

from dataclasses import dataclass

from ocop.kernel.text import folded_words, marked_words

# Stands between the name, the producer and the commune; no word holds it.
BAR = "|"
# Longer questions are cut: the words that follow narrow nothing any more.
LONGEST_QUESTION = 12

# What people write short; either form finds the other.
SYNONYMS = (
    ("HTX", "hợp tác xã"),
    ("THT", "tổ hợp tác"),
    ("HKD", "hộ kinh doanh"),
    ("CSSX", "cơ sở sản xuất"),
    ("Cty", "công ty"),
    ("DN", "doanh nghiệp"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("CP", "cổ phần"),
    ("MTV", "một thành viên"),
    ("SX", "sản xuất"),
    ("NN", "nông nghiệp"),
    ("TM", "thương mại"),
    ("DV", "dịch vụ"),
    ("QN", "Quảng Ninh"),
    ("VĐ", "Vân Đồn"),
)


def folded(*names: str) -> str:
    """Return the words of ``names`` without accents: " tra hoa vang | htx ba che | xa ba che "."""
    return _laid([folded_words(name) for name in names])


def marked(*names: str) -> str:
    """Return the same words with their accents, in one spelling (``kernel.text``)."""
    return _laid([marked_words(name) for name in names])


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for, or a phrase with its short form: any of them will do."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]


def terms(question: str) -> list[Term]:
    """Return what ``question`` asks for, term by term; empty when it holds no word."""
    plain = folded_words(question)[:LONGEST_QUESTION]
    exact = marked_words(question)[:LONGEST_QUESTION]
    if len(exact) != len(plain):
        exact = plain
    found = []
    while plain:
        term, length = _first_term(plain, exact)
        found.append(term)
        plain, exact = plain[length:], exact[length:]
    return found


def _first_term(plain: list[str], exact: list[str]) -> tuple[Term, int]:
    """Return the term that the words begin with, and how many of them it takes."""
    for written, forms, spellings in _SYNONYMS:
        if tuple(plain[: len(written)]) == written:
            typed = " ".join(exact[: len(written)])
            return Term(forms, (typed, *(s for s in spellings if s != typed))), len(written)
    return Term((plain[0],), (exact[0],)), 1


def _laid(names: list[list[str]]) -> str:
    return f" {f' {BAR} '.join(' '.join(words) for words in names)} "


def _synonyms() -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Return each form with all forms of its meaning, without and with accents; longest first."""
    rows = []
    for pair in SYNONYMS:
        forms = tuple(" ".join(folded_words(form)) for form in pair)
        spellings = tuple(" ".join(marked_words(form)) for form in pair)
        rows += [(tuple(form.split()), forms, spellings) for form in forms]
    return sorted(rows, key=lambda row: -len(row[0]))


_SYNONYMS = _synonyms()
