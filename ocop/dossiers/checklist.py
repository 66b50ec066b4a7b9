"""Which parts a dossier needs before it can be filed (QĐ 26/2026/QĐ-TTg, Điều 6). Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ocop.dossiers.forms import RENEWAL, UPGRADE, Field, Type, Typed, blanks, read_whole, typed

SAMPLES = 5
CHANGES = "changes"
# Parts that take files beside the criteria.
ANNEXES = {
    "registration": "Tài liệu kèm Phiếu đăng ký",
    "self_assessment": "Tài liệu kèm Báo cáo tự đánh giá",
    CHANGES: "Tài liệu chứng minh thay đổi",
}


@dataclass(frozen=True, slots=True)
class MissingPart:
    """One thing that is still to be done, what people call it, and the screen where it is done."""

    key: str
    label: str
    where: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part that the commune ticks when it has checked it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A criterion for which the producer gives itself points."""

    code: str
    name: str


def missing(
    kind: str,
    *,
    forms: Typed,
    claims: Collection[Claim],
    evidenced: Collection[str],
    sampled: bool = True,
    case_open: bool = False,
) -> list[MissingPart]:
    """Return what the dossier lacks, in the order of the paper; it may be filed when empty.

    ``evidenced`` are the parts that hold a file; ``sampled`` says that the set is shown to the
    council as samples (every set but tourism); ``case_open`` that it prints two cases of which
    none was chosen.
    """
    lacks = list(_blanks_left(kind, forms))
    if sampled and not _samples_enclosed(forms):
        lacks.append(
            MissingPart(
                "registration.product.samples",
                f"Số mẫu sản phẩm gửi kèm, ít nhất {SAMPLES}",
                "registration/product",
            )
        )
    if case_open:
        lacks.append(MissingPart("case", "Trường hợp áp dụng của bộ tiêu chí", "score"))
    if not claims:
        lacks.append(MissingPart("score", "Tự chấm điểm theo tiêu chí", "score"))
    lacks.extend(
        MissingPart(
            f"evidence.{claim.code}", f"Minh chứng tiêu chí {claim.code} ({claim.name})",
            f"score/{claim.code}",
        )
        for claim in claims
        if claim.code not in evidenced
    )  # fmt: skip
    if kind in {UPGRADE, RENEWAL} and CHANGES not in evidenced:
        lacks.append(MissingPart(f"evidence.{CHANGES}", ANNEXES[CHANGES], f"files/{CHANGES}"))
    return lacks


def parts_to_check(kind: str, *, sampled: bool = True) -> list[Part]:
    """Return the parts that the commune checks before it proposes a dossier."""
    parts = [
        Part("registration", "Phiếu đăng ký (Mẫu số 01)"),
        Part("self_assessment", "Báo cáo tự đánh giá (Mẫu số 02)"),
        Part("evidence", "Minh chứng theo từng tiêu chí"),
    ]
    if kind in {UPGRADE, RENEWAL}:
        parts.append(Part(CHANGES, "Thay đổi từ lần công nhận trước, có minh chứng"))
    if sampled:
        parts.append(Part("samples", f"{SAMPLES} mẫu sản phẩm"))
    return parts


def annexes(kind: str) -> dict[str, str]:
    """Return the parts beside the criteria that take files, with their names."""
    return {
        key: label for key, label in ANNEXES.items() if key != CHANGES or kind in {UPGRADE, RENEWAL}
    }


def _blanks_left(kind: str, forms: Typed) -> Iterator[MissingPart]:
    for form, section, field in blanks(kind):
        value = typed(forms, form, section, field)
        empty = value is None or value is False or value == ""
        if field.says(value) or (empty and not field.required):
            continue
        yield MissingPart(
            f"{form.key}.{section.key}.{field.key}",
            f"{form.number}, {section.label.lower()}: {_asked(field, value)}",
            f"{form.key}/{section.key}",
        )


def _asked(field: Field, value: object) -> str:
    """Return the field's name, with how to write it when what stands there cannot be read."""
    if field.type is Type.CHECK:
        return "đánh dấu đồng ý"
    if value and field.type is Type.WHOLE:
        return f"{field.label} (ghi bằng chữ số)"
    if value and field.type is Type.DAY:
        return f"{field.label} (ghi ngày/tháng/năm)"
    return field.label


def _samples_enclosed(forms: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bool:
    value = forms.get("registration", {}).get("product", {}).get("samples")
    number = read_whole(value) if isinstance(value, str) else None
    return number is not None and number >= SAMPLES
