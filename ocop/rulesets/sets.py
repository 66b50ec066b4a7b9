"""One set of a ruleset file, made into a sheet."""

from dataclasses import replace

from ocop.rulesets import checks
from ocop.rulesets.book import Book, Entry, notes, words
from ocop.rulesets.nodes import Node
from ocop.rulesets.sheet import Criterion, Note, Option, Part, Section, Sheet, Subsection, Words

COMMON = ("number", "slug", "title", "title_en", "parts")
CLASSIFIED = ("industry", "group", "subgroup", "lead_agencies", "sample_required")
LINE = ("points", "floors", "knockout", "depends_on", "cases", "floor_unplaced")


def sheet(node: Node, book: Book) -> Sheet:
    """Read one set; refused with the line when a sum, a code or a ladder is wrong."""
    required = (*COMMON, *CLASSIFIED, "dossier_knockouts") if book.complete else COMMON
    fields = node.fields(required, ("check", "complete", "why"))
    own = notes(fields.get("check"))
    made = Sheet(
        ruleset=book.code,
        number=fields["number"].whole(),
        slug=fields["slug"].key(60),
        title=Words(fields["title"].text(200), fields["title_en"].text(200)),
        parts=(),
        bands=book.bands,
        notes=own,
        why_incomplete=_why(node, fields, book),
    )
    if book.complete:
        made = _classified(made, fields, book)
    made = replace(made, parts=_parts(fields["parts"], made, book))
    _check_references(made, fields["parts"])
    return made


def _why(node: Node, fields: dict[str, Node], book: Book) -> Words | None:
    if "complete" not in fields or fields["complete"].yes():
        return None
    if book.complete:
        raise fields["complete"].refusal("tệp ghi là đầy đủ nên bộ nào cũng phải đầy đủ.")
    if "why" not in fields:
        raise node.refusal("bộ chưa đầy đủ cần ghi lý do (why).")
    return words(fields["why"])


def _classified(made: Sheet, fields: dict[str, Node], book: Book) -> Sheet:
    fields["industry"].text(10)
    industry = fields["industry"].one_of(book.industries, "ngành")
    group = fields["group"].one_of(book.groups, "nhóm")
    if book.groups[group][0] != industry:
        raise fields["group"].refusal(f"nhóm “{group}” không thuộc ngành {industry}.")
    agencies = [a.one_of(book.agencies, "cơ quan") for a in fields["lead_agencies"].items()]
    grounds = [
        g.one_of(book.dossier_knockouts, "trường hợp loại hồ sơ")
        for g in fields["dossier_knockouts"].items()
    ]
    return replace(
        made,
        industry=industry,
        industry_name=book.industries[industry],
        group=group,
        group_name=book.groups[group][1],
        subgroup="" if fields["subgroup"].is_null else fields["subgroup"].text(200),
        lead_agencies=tuple(book.agencies[key] for key in agencies),
        sample_required=fields["sample_required"].yes(),
        dossier_knockouts=tuple(book.dossier_knockouts[key] for key in grounds),
    )


def _parts(node: Node, made: Sheet, book: Book) -> tuple[Part, ...]:
    parts: list[Part] = []
    last = 0
    for key, value in node.entries():
        letter = key.one_of(book.parts, "phần")
        head = book.parts[letter]
        sections = []
        for item in value.items():
            code = item.map().get("code", item)
            last = checks.next_section(code, last, strict=book.complete)
            section = _section(item, letter, made, book)
            sections.append(section)
        added = sum(section.max for section in sections)
        if made.complete and added != head.max:
            raise key.refusal(
                f"bộ {made.number}, phần {letter}: các mục cộng lại {added} điểm, "
                f"phần này có {head.max} điểm."
            )
        parts.append(Part(letter, head.name, head.max, tuple(sections)))
    if made.complete and [part.letter for part in parts] != list(book.parts):
        raise node.refusal(f"bộ {made.number} phải có các phần {', '.join(book.parts)}.")
    return tuple(parts)


def _section(node: Node, letter: str, made: Sheet, book: Book) -> Section:
    if "criteria" not in node.map():
        line = _criterion(node, None, letter, made, book)
        return Section(line.code, line.name, line.max, (line,), alone=True)
    fields = node.fields(("code", "is", "criteria"), ("max", "subsections"))
    code = fields["code"].text()
    lines = fields["criteria"].items()
    criteria = tuple(_criterion(line, code, letter, made, book) for line in lines)
    codes = [(c.code, line) for c, line in zip(criteria, lines, strict=True)]
    name = book.sections[fields["is"].one_of(book.sections, "tên mục")]
    added = sum(criterion.max for criterion in criteria)
    most = fields["max"].whole() if "max" in fields else added
    subs = tuple(_subsection(n, book) for n in _list(fields, "subsections"))
    section = Section(code, name, most, criteria, subs)
    checks.order(codes, section, strict=book.complete)
    if made.complete:
        checks.sums(section, fields.get("max", node))
    if book.complete or subs:
        checks.nesting(section, fields.get("subsections", node))
    return section


def _subsection(node: Node, book: Book) -> Subsection:
    fields = node.fields(("code", "is", "max"))
    name = book.sections[fields["is"].one_of(book.sections, "tên mục")]
    return Subsection(fields["code"].text(), name, fields["max"].whole())


def _criterion(node: Node, section: str | None, letter: str, made: Sheet, book: Book) -> Criterion:
    fields = node.fields(("code", "is", "max"), LINE)
    entry = book.entries[fields["is"].one_of(book.entries, "tiêu chí")]
    code = fields["code"].text()
    marks = (*made.notes, *book.notes)
    criterion = Criterion(
        code=code,
        key=entry.key,
        part=letter,
        section=section or code,
        name=entry.name,
        max=fields["max"].whole(),
        options=_options(code, fields, entry, node, book),
        about=entry.about,
        floors=_floors(fields),
        depends_on=fields["depends_on"].text() if "depends_on" in fields else None,
        binary=entry.binary,
        cases=entry.cases,
        notes=_own_notes(code, entry, made),
        floor_unplaced=fields["floor_unplaced"].whole() if "floor_unplaced" in fields else None,
    )
    if "knockout" in fields:
        key = fields["knockout"].one_of(book.knockouts, "trường hợp loại")
        criterion = replace(criterion, knockout=book.knockouts[key])
    checks.ladder(
        criterion, fields.get("points", node), noted=checks.covers(marks, code), whole=made.complete
    )
    checks.floors(criterion, fields.get("floors", node))
    return criterion


def _options(
    code: str, fields: dict[str, Node], entry: Entry, node: Node, book: Book
) -> tuple[Option, ...]:
    if entry.binary:
        if "points" in fields:
            raise fields["points"].refusal(f"tiêu chí {code} là có hoặc không, không ghi các mức.")
        return (Option(1, fields["max"].whole(), entry.name),)
    if "points" not in fields:
        raise node.refusal(f"tiêu chí {code}: thiếu điểm của các mức (points).")
    points = [None if p.is_null else p.whole() for p in fields["points"].items()]
    if len(entry.steps) != len(points) and (entry.steps or book.labelled):
        raise fields["points"].refusal(
            f"tiêu chí {code}: có {len(points)} điểm nhưng {len(entry.steps)} mức."
        )
    labels = [step.label for step in entry.steps] or [Words("")] * len(points)
    cases = _cases(code, fields, entry, len(points))
    marked = {needs: star for star, needs in _floors(fields).items()}
    return tuple(
        Option(position, value, label, case, marked.get(value) if value is not None else None)
        for position, (value, label, case) in enumerate(
            zip(points, labels, cases, strict=True), start=1
        )
    )


def _cases(code: str, fields: dict[str, Node], entry: Entry, count: int) -> list[str | None]:
    if "cases" not in fields:
        return [step.case for step in entry.steps] or [None] * count
    cases: list[str | None] = [
        item.one_of(entry.cases, "trường hợp") for item in fields["cases"].items()
    ]
    if len(cases) != count:
        raise fields["cases"].refusal(f"tiêu chí {code}: số trường hợp không bằng số mức.")
    return cases


def _floors(fields: dict[str, Node]) -> dict[int, int]:
    if "floors" not in fields:
        return {}
    return {star.whole(): needs.whole() for star, needs in fields["floors"].entries()}


def _own_notes(code: str, entry: Entry, made: Sheet) -> tuple[Note, ...]:
    own = tuple(note for note in made.notes if note.at == code)
    return own if entry.note is None else (*own, Note(code, entry.note))


def _check_references(made: Sheet, node: Node) -> None:
    """Refuse a dependence on, or a zero of, a criterion that the set does not hold before."""
    seen: set[str] = set()
    for criterion in made.criteria:
        if criterion.depends_on is not None and criterion.depends_on not in seen:
            raise _line_of(node, criterion.code).refusal(
                f"tiêu chí {criterion.code} phụ thuộc {criterion.depends_on}, "
                "mã này không đứng trước nó trong bộ."
            )
        seen.add(criterion.code)
    for criterion in made.criteria:
        for code in criterion.knockout.any_zero_of if criterion.knockout else ():
            if code not in seen:
                raise _line_of(node, criterion.code).refusal(
                    f"trường hợp loại nhắc tiêu chí {code}, bộ này không có mã đó."
                )


def _line_of(parts: Node, code: str) -> Node:
    for _, part in parts.entries():
        for section in part.items():
            fields = section.map()
            for line in fields["criteria"].items() if "criteria" in fields else [section]:
                if line.map()["code"].text() == code:
                    return line
    return parts


def _list(fields: dict[str, Node], key: str) -> list[Node]:
    return fields[key].items() if key in fields else []
