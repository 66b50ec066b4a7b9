"""The figures themselves: what each counts, out of what, and which rows those are."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet

from ocop.figures import queries
from ocop.figures.declaring import YES
from ocop.figures.families import families, family
from ocop.figures.figure import Figure
from ocop.figures.models import Trait
from ocop.figures.queries import Cell, Change
from ocop.figures.scope import Scope
from ocop.registry.models import Producer, Product

PRODUCT, PRODUCER, CERTIFICATE = "sản phẩm", "chủ thể", "giấy chứng nhận"
# A share of so few people would tell who they are; neither they nor the others may be fewer.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure before it is counted. ``whole`` is the code of the figure that it is a share of."""

    code: str
    title: str
    says: str
    unit: str
    rows: Callable[[Scope], QuerySet[Any]]
    whole: str = ""
    of_period: bool = False
    # Counted and never listed: its rows would tell something of a person.
    closed: bool = False
    # Which cells of the ranked products it is the sum of, where it is one: counted with them.
    within: Callable[[Scope], Callable[[Cell], bool]] | None = None


def _made_where(scope: Scope, kind: str) -> Callable[[Cell], bool]:
    communes = set(queries.communes_where(scope, kind))
    return lambda cell: cell.commune in communes


DEFINITIONS = [
    Definition(
        "ranked", "Sản phẩm có sao",
        "Sản phẩm đang sản xuất có ít nhất một giấy chứng nhận từ 3 sao còn hiệu lực "
        "trong ngày; mỗi sản phẩm tính một lần. Giấy hết hạn đang chờ đánh giá lại không tính.",
        PRODUCT, queries.ranked,
        within=lambda _scope: lambda _cell: True,
    ),
    Definition(
        "participating", "Sản phẩm tham gia chương trình",
        "Sản phẩm có quyết định chấp thuận tham gia và chưa thôi; có thể chưa có sao.",
        PRODUCT, queries.participating,
    ),
    Definition(
        "participating.ranked", "Sản phẩm tham gia đã có sao",
        "Trong các sản phẩm đang tham gia, số sản phẩm đang có sao.",
        PRODUCT, queries.participating_ranked,
        whole="participating",
    ),
    Definition(
        "ranked.outside", "Sản phẩm có sao chưa có quyết định tham gia",
        "Sản phẩm đang có sao mà sổ không có quyết định chấp thuận tham gia, "
        "thường là sản phẩm xếp hạng từ trước.",
        PRODUCT,
        queries.ranked_outside,
        whole="ranked",
    ),
    Definition(
        "stampable", "Sản phẩm có sao phải dán tem",
        "Trong các sản phẩm đang có sao, số sản phẩm phải dán tem truy xuất; dịch vụ du lịch "
        "(bộ 26) được miễn.",
        PRODUCT, queries.stampable, whole="ranked",
        within=lambda _scope: lambda cell: cell.set_number != Product.TOURISM_SET,
    ),
    Definition(
        "stamped", "Sản phẩm đã dán tem",
        "Trong các sản phẩm có sao phải dán tem (đã trừ dịch vụ du lịch được miễn), số sản phẩm "
        "đã kích hoạt tem điện tử.",
        PRODUCT, queries.stamped, whole="stampable",
    ),
    Definition(
        "producers", "Chủ thể có sản phẩm có sao",
        "Chủ thể có ít nhất một sản phẩm đang có sao.",
        PRODUCER, queries.producers,
    ),
    *[
        Definition(
            f"producers.{kind.value}", f"Chủ thể là {str(kind.label).lower()}",
            "Trong các chủ thể có sản phẩm đang có sao, số chủ thể thuộc loại hình này.",
            PRODUCER, partial(queries.producers, kind=kind),
            whole="producers",
        )
        for kind in Producer.Kind
    ],
    *[
        Definition(
            f"ranked.{kind.value}", f"Sản phẩm có sao ở {str(kind.label).lower()}",
            "Sản phẩm đang có sao làm ra ở xã mà tỉnh đã ghi đặc điểm này, kèm căn cứ.",
            PRODUCT, partial(queries.ranked_where, kind=kind),
            whole="ranked", within=partial(_made_where, kind=kind),
        )
        for kind in Trait.Kind
    ],
    Definition(
        "producers.declared", "Chủ thể đã khai tự nguyện",
        "Trong các chủ thể có sản phẩm đang có sao, số chủ thể đã đồng ý khai cho thống kê.",
        PRODUCER, queries.declared, whole="producers", closed=True,
    ),
    Definition(
        "producers.minority", "Chủ thể là người dân tộc thiểu số",
        "Trong các chủ thể đã khai tự nguyện, số chủ thể là người dân tộc thiểu số; "
        f"không công bố khi một bên dưới {FEWEST} chủ thể.",
        PRODUCER, partial(queries.declared, yes=True),
        whole="producers.declared", closed=True,
    ),
    Definition(
        "period.new", "Được cấp sao lần đầu",
        "Giấy chứng nhận cấp trong kỳ cho sản phẩm chưa có giấy nào trước đó.",
        CERTIFICATE, queries.first_time, of_period=True,
    ),
    Definition(
        "period.upgraded", "Nâng hạng",
        "Giấy chứng nhận cấp trong kỳ có hạng sao cao hơn giấy liền trước của sản phẩm.",
        CERTIFICATE, queries.upgraded,
        of_period=True,
    ),
    Definition(
        "period.renewed", "Đánh giá lại",
        "Giấy chứng nhận cấp trong kỳ có hạng sao bằng hoặc thấp hơn giấy liền trước.",
        CERTIFICATE, queries.renewed,
        of_period=True,
    ),
    Definition(
        "period.lapsed", "Hết hạn",
        "Giấy chứng nhận hết hiệu lực trong kỳ mà sản phẩm không còn giấy nào khác còn hiệu lực; "
        "không tính giấy đã thu hồi.",
        CERTIFICATE, queries.lapsed, of_period=True,
    ),
    Definition(
        "period.revoked", "Thu hồi",
        "Giấy chứng nhận có quyết định thu hồi bắt đầu hiệu lực trong kỳ.",
        CERTIFICATE, queries.revoked, of_period=True,
    ),
]  # fmt: skip
BY_CODE = {one.code: one for one in DEFINITIONS}
# Figures that one query counts together, and under which key each is found in its answer.
TOGETHER: dict[str, tuple[Callable[[Scope], Counter[Any]], str]] = {
    "producers": (queries.producers_by_kind, ""),
    **{
        f"producers.{kind.value}": (queries.producers_by_kind, kind.value) for kind in Producer.Kind
    },
    "producers.declared": (queries.declared_by_answer, ""),
    "producers.minority": (queries.declared_by_answer, YES),
    "period.new": (queries.issued_by_change, Change.NEW),
    "period.upgraded": (queries.issued_by_change, Change.UP),
    "period.renewed": (queries.issued_by_change, Change.AGAIN),
}


def figures(scope: Scope) -> list[Figure]:
    """Return every figure of a place on a day: the single ones, then the breakdowns."""
    cells = queries.cells(scope)
    return [*some(scope, *BY_CODE, cells=cells), *breakdowns(scope, cells)]


def some(scope: Scope, *codes: str, cells: Counter[Cell] | None = None) -> list[Figure]:
    """Return the figures named by ``codes``, without counting others.

    ``cells`` are those of the scope, where they were counted already: some figures are their sums.
    """
    wanted = [BY_CODE[code] for code in codes]
    needed = {code: BY_CODE[code] for one in wanted for code in (one.code, one.whole) if code}
    counts = _counted(scope, needed, cells)
    return [_figure(one, counts, scope) for one in wanted]


def _counted(scope: Scope, wanted: Iterable[str], cells: Counter[Cell] | None) -> dict[str, int]:
    """Count the rows of each; those that one query counts together all at once."""
    together = cache(lambda query: query(scope))
    counts = {}
    for code in wanted:
        one = BY_CODE[code]
        if code in TOGETHER:
            query, key = TOGETHER[code]
            counts[code] = together(query)[key]
        elif one.within and cells is not None:
            is_within = one.within(scope)
            counts[code] = sum(found for cell, found in cells.items() if is_within(cell))
        else:
            counts[code] = one.rows(scope).count()
    return counts


def breakdowns(scope: Scope, cells: Counter[Cell]) -> list[Figure]:
    """Return the ranked products by each key of each family, each a share of all the ranked."""
    whole = sum(cells.values())
    return [
        Figure(
            f"{one.code}.{key}",
            f"Sản phẩm có sao, {one.title.lower()}: {one.labels[key]}",
            one.definition,
            PRODUCT,
            found,
            whole,
            scope.day,
        )
        for one in families(scope)
        for key, found in one.counts(cells).items()
    ]


def rows_of(code: str, scope: Scope) -> tuple[str, str, QuerySet[Any]] | None:
    """Return title, definition and the very rows that a figure counts; nothing where unknown.

    Nothing either for a closed figure, whose rows are people's own business.
    """
    if one := BY_CODE.get(code):
        return None if one.closed else (one.title, one.says, one.rows(scope))
    name, _, key = code.partition(".")
    group = family(name, scope)
    if group is None or key not in group.labels:
        return None
    title = f"Sản phẩm có sao, {group.title.lower()}: {group.labels[key]}"
    return title, group.definition, group.rows(scope, key)


def _figure(one: Definition, counts: dict[str, int], scope: Scope) -> Figure:
    numerator: int | None = counts[one.code]
    denominator = counts[one.whole] if one.whole else None
    if one.code == "producers.minority" and _tells_someone(counts[one.code], counts[one.whole]):
        numerator = None
    since = scope.since if one.of_period else None
    return Figure(one.code, one.title, one.says, one.unit, numerator, denominator, scope.day, since)


def _tells_someone(found: int, whole: int) -> bool:
    return found < FEWEST or whole - found < FEWEST
