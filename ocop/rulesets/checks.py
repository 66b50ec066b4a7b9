"""What makes a sheet wrong: sums, codes and ladders that do not hold."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ocop.rulesets.nodes import Node
from ocop.rulesets.sheet import Criterion, Note, Section

CODE = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?){0,2}")
SECTION = re.compile(r"[1-9][0-9]?")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def covers(notes: Iterable[Note], code: str) -> bool:
    """Tell whether a note speaks of the criterion ``code``, at its place or in its words."""
    return any(note.at == code or _names(note, code) for note in notes)


def ladder(criterion: Criterion, node: Node, *, noted: bool, whole: bool) -> None:
    """Refuse a ladder that does not rise, or whose top is not the maximum (``whole`` sets).

    Equal or falling steps, which some decisions print, stand only where a note owns up to them.
    """
    for case in sorted({option.case or "" for option in criterion.options}):
        chosen = [o.points for o in criterion.options if (o.case or "") == case]
        points = [value for value in chosen if value is not None]
        if whole and len(points) < len(chosen):
            raise node.refusal(f"tiêu chí {criterion.code}: có mức không ghi điểm.")
        if not noted and any(low >= high for low, high in pairwise(points)):
            raise node.refusal(f"tiêu chí {criterion.code}: điểm các mức phải tăng dần.")
        if whole and max(points, default=0) != criterion.max:
            raise node.refusal(
                f"tiêu chí {criterion.code}: mức cao nhất {max(points, default=0)} điểm, "
                f"tối đa ghi {criterion.max} điểm."
            )


def floors(criterion: Criterion, node: Node) -> None:
    """Refuse a star floor that is no option, or that does not rise with the stars."""
    points = {option.points for option in criterion.options}
    last = -1
    for star, needs in criterion.floors.items():
        if not 3 <= star <= 5:
            raise node.refusal(f"tiêu chí {criterion.code}: dấu sao chỉ có 3, 4 và 5 sao.")
        if needs not in points:
            raise node.refusal(
                f"tiêu chí {criterion.code}: dấu {star} sao ghi {needs} điểm, "
                "không phải điểm của mức nào."
            )
        if needs <= last:
            raise node.refusal(f"tiêu chí {criterion.code}: sao cao hơn phải cần nhiều điểm hơn.")
        last = needs
    if list(criterion.floors) != sorted(criterion.floors):
        raise node.refusal(f"tiêu chí {criterion.code}: dấu sao phải xếp từ thấp đến cao.")


def next_section(code: Node, last: int, *, strict: bool) -> int:
    """Return a section's number; refused unless it follows, or rises in a repealed ruleset."""
    text = code.text()
    if not SECTION.fullmatch(text):
        raise code.refusal(f"mã mục “{text}” phải là một số, ví dụ 6.")
    if int(text) <= last or (strict and int(text) != last + 1):
        raise code.refusal(f"mã {text} không nối tiếp, ở đây phải là mục {last + 1}.")
    return int(text)


def order(codes: Sequence[tuple[str, Node]], section: Section, *, strict: bool) -> None:
    """Refuse criteria of a section whose codes are not one after the other.

    A repealed ruleset (not ``strict``) may skip a code, as its source does, but never go back.
    """
    last: tuple[int, ...] = (int(section.code), 0)
    for code, node in codes:
        if not CODE.fullmatch(code):
            raise node.refusal(f"mã “{code}” không đúng dạng, ví dụ 1.1 hoặc 6.1.1.")
        found = numbers(code)
        rises = found[0] == last[0] and len(found) > 1 and found > last
        if not (_follows(last, found) if strict else rises):
            before = ".".join(map(str, last)) if last[-1] else f"mục {section.code}"
            raise node.refusal(f"mã {code} không nối tiếp {before}.")
        last = found


def sums(section: Section, node: Node) -> None:
    """Refuse a section, or a sub-section of it, that its criteria do not add up to."""
    for sub in section.subsections:
        inside = [c.max for c in section.criteria if c.code.startswith(f"{sub.code}.")]
        if sum(inside) != sub.max:
            raise node.refusal(
                f"mục {sub.code} ghi {sub.max} điểm, các tiêu chí cộng lại {sum(inside)}."
            )
    added = sum(criterion.max for criterion in section.criteria)
    if added != section.max:
        raise node.refusal(
            f"mục {section.code} ghi {section.max} điểm, các tiêu chí cộng lại {added}."
        )


def nesting(section: Section, node: Node) -> None:
    """Refuse a third-level code without its sub-section, and a sub-section without criteria."""
    heads = {sub.code for sub in section.subsections}
    used = {c.code.rpartition(".")[0] for c in section.criteria if c.code.count(".") == 2}
    for code in sorted(heads ^ used):
        raise node.refusal(f"mục {code} và các tiêu chí của nó không khớp nhau.")


def numbers(code: str) -> tuple[int, ...]:
    """Return ``6.1.2`` as ``(6, 1, 2)``."""
    return tuple(int(piece) for piece in code.split("."))


def _follows(last: tuple[int, ...], code: tuple[int, ...]) -> bool:
    for level in range(1, len(last)):
        if code[: level + 1] == (*last[:level], last[level] + 1):
            return set(code[level + 1 :]) <= {1}
    return False


def _names(note: Note, code: str) -> bool:
    return bool(NUMBER.fullmatch(note.at)) and code in NUMBER.findall(note.words.vi)
