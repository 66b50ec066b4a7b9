"""The dictionaries at the head of a ruleset file, which its sets refer to by key."""

from dataclasses import dataclass, field, replace

from ocop.rulesets.nodes import Node
from ocop.rulesets.sheet import Band, Knockout, Note, Words

CASES = ("TH1", "TH2")


@dataclass(frozen=True, slots=True)
class Step:
    """The label of one option, and the case it belongs to."""

    label: Words
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of criterion: its name, and the labels of its steps from low to high."""

    key: str
    name: Words
    about: Words | None = None
    steps: tuple[Step, ...] = ()
    cases: dict[str, Words] = field(default_factory=dict)
    binary: bool = False
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class PartHead:
    """Name and maximum of a part."""

    name: Words
    max: int


@dataclass(frozen=True)
class Book:
    """Everything that a set of the file may refer to."""

    code: str
    complete: bool
    labelled: bool
    parts: dict[str, PartHead]
    bands: tuple[Band, ...]
    notes: tuple[Note, ...]
    sections: dict[str, Words]
    entries: dict[str, Entry]
    agencies: dict[str, Words]
    industries: dict[str, Words]
    groups: dict[str, tuple[str, Words]]
    knockouts: dict[str, Knockout]
    dossier_knockouts: dict[str, Knockout]


def words(node: Node) -> Words:
    """Read ``{vi, en}``."""
    found = node.fields(("vi", "en"))
    return Words(found["vi"].text(), found["en"].text())


def labels(node: Node | None) -> dict[str, Words]:
    """Read a dictionary of labels; an absent one is empty."""
    return {} if node is None else {key: words(value) for key, value in node.map().items()}


def notes(node: Node | None) -> tuple[Note, ...]:
    """Read a list of cells to verify; an absent one is empty."""
    return () if node is None else tuple(_note(item) for item in node.items())


def part_heads(node: Node, total: Node) -> dict[str, PartHead]:
    """Read the parts; refused when their maxima do not add up to the total."""
    heads = {}
    for key, value in node.entries():
        found = value.fields(("max", "vi", "en"))
        name = Words(found["vi"].text(), found["en"].text())
        heads[key.text(1)] = PartHead(name, found["max"].whole())
    added = sum(head.max for head in heads.values())
    if added != total.whole():
        raise node.refusal(f"các phần cộng lại {added} điểm, tổng ghi {total.whole()}.")
    return heads


def bands(node: Node, total: int) -> tuple[Band, ...]:
    """Read the bands from five stars down to one; refused when they overlap or leave 0 out."""
    found: list[Band] = []
    for item in node.items():
        band = _band(item)
        above = found[-1].start if found else total + 1
        end = band.to if band.below is None else band.below - 1
        if band.star != 5 - len(found) or end is None or not band.start <= end < above:
            raise item.refusal("các khoảng điểm phải đi từ 5 sao xuống 1 sao, không chồng nhau.")
        found.append(band)
    if len(found) != 5 or found[-1].start != 0 or found[0].to != total:
        raise node.refusal(f"các khoảng điểm phải phủ từ 0 đến {total}, đủ 5 hạng sao.")
    return tuple(found)


def groups(node: Node | None, industries: dict[str, Words]) -> dict[str, tuple[str, Words]]:
    """Read the product groups, each with the key of its industry."""
    if node is None:
        return {}
    found = {}
    for key, value in node.map().items():
        fields = value.fields(("industry", "vi", "en"))
        industry = fields["industry"].one_of(industries, "ngành")
        found[key] = (industry, Words(fields["vi"].text(), fields["en"].text()))
    return found


def knockouts(node: Node | None, kinds: dict[str, Words]) -> dict[str, Knockout]:
    """Read the knock-outs printed inside the tables."""
    if node is None:
        return {}
    found = {}
    for key, value in node.map().items():
        fields = value.fields(("kind", "vi", "en"), ("any_zero_of",))
        kind = fields["kind"].one_of(kinds, "loại điều kiện")
        codes = fields["any_zero_of"].items() if "any_zero_of" in fields else []
        name = Words(fields["vi"].text(), fields["en"].text())
        found[key] = Knockout(key, kind, name, tuple(code.text() for code in codes))
    return found


def dossier_knockouts(node: Node | None) -> dict[str, Knockout]:
    """Read the knock-outs printed above the tables."""
    return {key: Knockout(key, "dossier", name) for key, name in labels(node).items()}


def entries(node: Node) -> dict[str, Entry]:
    """Read the kinds of criteria with their ladders of labels."""
    return {key: _entry(key, value) for key, value in node.map().items()}


def _entry(key: str, node: Node) -> Entry:
    fields = node.fields(("vi", "en"), ("about", "steps", "binary", "cases", "check"))
    cases = labels(fields.get("cases"))
    for case in cases:
        if case not in CASES:
            raise fields["cases"].refusal(f"không có trường hợp “{case}”, chỉ có TH1 và TH2.")
    entry = Entry(key, Words(fields["vi"].text(), fields["en"].text()), cases=cases)
    if "about" in fields:
        entry = replace(entry, about=words(fields["about"]))
    if "check" in fields:
        entry = replace(entry, note=words(fields["check"]))
    if "steps" in fields:
        steps = tuple(_step(item, cases) for item in fields["steps"].items())
        entry = replace(entry, steps=steps)
    if "binary" in fields:
        entry = replace(entry, binary=fields["binary"].yes())
    if entry.binary and entry.steps:
        raise fields["steps"].refusal(f"“{key}” là có hoặc không thì không có các mức.")
    return entry


def _step(node: Node, cases: dict[str, Words]) -> Step:
    fields = node.fields(("vi", "en"), ("case",))
    case = fields["case"].one_of(cases, "trường hợp") if "case" in fields else None
    return Step(Words(fields["vi"].text(), fields["en"].text()), case)


def _note(node: Node) -> Note:
    fields = node.fields(("at", "vi", "en"), ("printed", "read"))
    return Note(
        at=fields["at"].text(),
        words=Words(fields["vi"].text(), fields["en"].text()),
        printed=fields["printed"].plain() if "printed" in fields else None,
        read=fields["read"].plain() if "read" in fields else None,
    )


def _band(node: Node) -> Band:
    fields = node.fields(("star", "from"), ("below", "to"))
    if ("below" in fields) == ("to" in fields):
        raise node.refusal("mỗi khoảng điểm ghi một trong hai: below (dưới) hoặc to (đến hết).")
    return Band(
        star=fields["star"].whole(),
        start=fields["from"].whole(),
        below=fields["below"].whole() if "below" in fields else None,
        to=fields["to"].whole() if "to" in fields else None,
    )
