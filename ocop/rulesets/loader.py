"""From the text of a ruleset file to frozen values, or a refusal that names the line."""

import hashlib

from ocop.rulesets import book as heads
from ocop.rulesets.book import Book
from ocop.rulesets.nodes import Node, read
from ocop.rulesets.sets import sheet
from ocop.rulesets.sheet import Recognition, Ruleset, Sheet, Transition, Words

REQUIRED = (
    "id", "instrument", "effective_from", "effective_to", "replaces", "complete", "labels",
    "total_max", "parts", "star_bands", "recognition", "authorities", "sections", "criteria",
    "sets",
)  # fmt: skip
OPTIONAL = (
    "transition", "reading", "samples", "agencies", "industries", "groups", "knockout_kinds",
    "knockouts", "dossier_knockouts", "replaced_by", "missing", "check",
)  # fmt: skip


def parse(text: str) -> Ruleset:
    """Read and check a whole ruleset; refused with the exact line when anything is wrong."""
    fields = read(text).fields(REQUIRED, OPTIONAL)
    book = _book(fields)
    instrument = fields["instrument"].map()
    if "number" not in instrument or "issued" not in instrument:
        raise fields["instrument"].refusal("cần số (number) và ngày (issued) của quyết định.")
    authorities = heads.labels(fields["authorities"])
    return Ruleset(
        code=book.code,
        number=instrument["number"].text(60),
        issued_on=instrument["issued"].day(),
        effective_from=fields["effective_from"].day(),
        effective_to=None if fields["effective_to"].is_null else fields["effective_to"].day(),
        replaces=tuple(item.text() for item in fields["replaces"].items()),
        transition=_transition(fields.get("transition")),
        complete=book.complete,
        labelled=book.labelled,
        bands=book.bands,
        recognition=tuple(_recognition(n, authorities) for n in fields["recognition"].items()),
        authorities=authorities,
        notes=book.notes,
        sheets=_sheets(fields["sets"], book),
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a ruleset file's text, by which a change is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()


def _book(fields: dict[str, Node]) -> Book:
    industries = heads.labels(fields.get("industries"))
    kinds = heads.labels(fields.get("knockout_kinds"))
    return Book(
        code=fields["id"].key(40),
        complete=fields["complete"].yes(),
        labelled=fields["labels"].text() == "full",
        parts=heads.part_heads(fields["parts"], fields["total_max"]),
        bands=heads.bands(fields["star_bands"], fields["total_max"].whole()),
        notes=heads.notes(fields.get("check")),
        sections=heads.labels(fields["sections"]),
        entries=heads.entries(fields["criteria"]),
        agencies=heads.labels(fields.get("agencies")),
        industries=industries,
        groups=heads.groups(fields.get("groups"), industries),
        knockouts=heads.knockouts(fields.get("knockouts"), kinds),
        dossier_knockouts=heads.dossier_knockouts(fields.get("dossier_knockouts")),
    )


def _sheets(node: Node, book: Book) -> dict[int, Sheet]:
    sheets: dict[int, Sheet] = {}
    slugs: set[str] = set()
    for item in node.items():
        made = sheet(item, book)
        if made.number != len(sheets) + 1:
            raise item.refusal(f"bộ số {made.number} không nối tiếp bộ số {len(sheets)}.")
        if made.slug in slugs:
            raise item.refusal(f"tên ngắn “{made.slug}” đã dùng cho bộ khác.")
        slugs.add(made.slug)
        sheets[made.number] = made
    if not sheets:
        raise node.refusal("tệp không có bộ nào.")
    return sheets


def _transition(node: Node | None) -> dict[str, Transition]:
    if node is None:
        return {}
    found = {}
    for key, value in node.fields((), ("first_or_upgrade", "rerank")).items():
        fields = value.fields(("ruleset", "finish_by"))
        found[key] = Transition(fields["ruleset"].text(), fields["finish_by"].day())
    return found


def _recognition(node: Node, authorities: dict[str, Words]) -> Recognition:
    fields = node.fields(("from", "to", "stars"))
    stars = {
        star.whole(): who.one_of(authorities, "cơ quan công nhận")
        for star, who in fields["stars"].entries()
    }
    end = None if fields["to"].is_null else fields["to"].day()
    return Recognition(fields["from"].day(), end, stars)
