"""The ways in which ranked products are broken down: by star, group, place and producer."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ocop.figures.queries import STARS, Cell, ranked, ranked_at
from ocop.figures.scope import Scope
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.models import Producer, Product
from ocop.rulesets.models import Rubric, Ruleset
from ocop.rulesets.queries import rubrics_in_force

Rows = QuerySet[Product]
OF_SET, OF_PLACE = {"industry", "group", "set"}, {"commune", "district"}


@dataclass(frozen=True, slots=True)
class Family:
    """One breakdown: its keys with their labels, and how a cell or the rows fall under a key."""

    code: str
    title: str
    definition: str
    labels: Mapping[str, str]
    key_of: Callable[[Cell], str]
    rows: Callable[[Scope, str], Rows]
    # The labels in English, where the law's data has them.
    english: Mapping[str, str] = field(default_factory=dict)

    def counts(self, cells: Counter[Cell]) -> dict[str, int]:
        """Return the sum of ``cells`` under each key, in the order of the labels, zeros too."""
        sums: Counter[str] = Counter()
        for cell, found in cells.items():
            sums[self.key_of(cell)] += found
        return {key: sums[key] for key in self.labels}


def families(scope: Scope) -> list[Family]:
    """Return every breakdown, with the keys that the place and the law of the day have."""
    return [_by_star(), *_by_set(scope), *_by_place(scope), _by_kind()]


def family(code: str, scope: Scope) -> Family | None:
    """Return the breakdown ``code``, if there is one; what others need is not asked for."""
    if code in OF_SET:
        found = _by_set(scope)
    elif code in OF_PLACE:
        found = _by_place(scope)
    else:
        found = [_by_star(), _by_kind()]
    return next((one for one in found if one.code == code), None)


def _by_star() -> Family:
    return Family(
        "stars",
        "Theo hạng sao",
        "Sản phẩm có giấy chứng nhận còn hiệu lực, xếp theo hạng sao cao nhất đang có.",
        {str(stars): f"{stars} sao" for stars in reversed(STARS)},
        lambda cell: str(cell.stars),
        lambda scope, key: ranked_at(scope, int(key)),
    )


def _by_set(scope: Scope) -> list[Family]:
    rubrics = list(rubrics_in_force(scope.day)) or _oldest_law()
    about = "theo phân loại của bộ tiêu chí có hiệu lực ngày lấy số liệu."
    return [
        _grouped(
            "industry", "Theo ngành", f"Sản phẩm có sao {about}",
            {r.number: (r.industry, r.industry_name) for r in rubrics},
            {r.industry: r.industry_name_en for r in rubrics},
        ),
        _grouped(
            "group", "Theo nhóm", f"Sản phẩm có sao {about}",
            {r.number: (r.group, r.group_name) for r in rubrics},
            {r.group: r.group_name_en for r in rubrics},
        ),
        _grouped(
            "set", "Theo bộ sản phẩm", f"Sản phẩm có sao {about}",
            {r.number: (str(r.number), r.title) for r in rubrics},
            {str(r.number): r.title_en for r in rubrics},
        ),
    ]  # fmt: skip


def _oldest_law() -> list[Rubric]:
    """Return the sheets of the oldest law that was loaded, for days before any."""
    oldest = Ruleset.objects.order_by("effective_from").first()
    return list(Rubric.objects.filter(ruleset=oldest).order_by("number")) if oldest else []


def _grouped(
    code: str,
    title: str,
    about: str,
    of: Mapping[int, tuple[str, str]],
    english: Mapping[str, str],
) -> Family:
    return Family(
        code,
        title,
        about,
        {key: label for key, label in of.values() if key},
        lambda cell: of.get(cell.set_number, ("", ""))[0],
        lambda scope, key: ranked(scope).filter(set_number__in=[n for n in of if of[n][0] == key]),
        english,
    )


def _by_place(scope: Scope) -> list[Family]:
    communes = list(_communes(scope))
    code_of = {commune.pk: commune.code for commune in communes}
    district_of = {commune.pk: fold(commune.old_district).replace(" ", "-") for commune in communes}
    names = {district_of[c.pk]: c.old_district for c in communes if c.old_district}
    return [
        Family(
            "commune",
            "Theo xã, phường, đặc khu",
            "Sản phẩm có sao theo đơn vị cấp xã nơi sản xuất.",
            {commune.code: commune.full_name for commune in communes},
            lambda cell: code_of.get(cell.commune, ""),
            lambda scope, key: ranked(scope).filter(commune__code=key),
        ),
        Family(
            "district",
            "Theo địa bàn cấp huyện cũ",
            "Sản phẩm có sao theo huyện cũ mà mã của xã kế thừa; không thay cho ranh giới cũ.",
            dict(sorted(names.items())),
            lambda cell: district_of.get(cell.commune, ""),
            lambda scope, key: ranked(scope).filter(
                commune__in=[pk for pk, district in district_of.items() if district == key]
            ),
        ),
    ]


def _communes(scope: Scope) -> QuerySet[Commune]:
    communes = Commune.objects.order_by("sort_key")
    if scope.commune is not None:
        return communes.filter(pk=scope.commune)
    return communes.filter(province=scope.province) if scope.province else communes


def _by_kind() -> Family:
    return Family(
        "kind",
        "Theo loại hình chủ thể",
        "Sản phẩm có sao theo loại hình của chủ thể.",
        {kind.value: str(kind.label) for kind in Producer.Kind},
        lambda cell: cell.kind,
        lambda scope, key: ranked(scope).filter(producer__kind=key),
    )
