"""The results of a council as lines of a paper, read from what was concluded."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from ocop.certificates.models import Decision
from ocop.documents.letters import BLANK, Table
from ocop.grading.models import AgendaItem, Result
from ocop.grading.papers.heads import product_codes
from ocop.kernel.numbers import show_fraction, show_integer
from ocop.rulesets.table import DOSSIER

NO_RESULT = "Chưa kết luận"
# Below three stars there is no recognition.
LEAST_RANKED = 3


def result_of(item: AgendaItem) -> Result | None:
    """Return what the council concluded on a dossier, if it has."""
    return getattr(item, "result", None)


def results_table(items: Iterable[AgendaItem]) -> Table:
    """Return each dossier with its cards' totals, mean, spread and stars."""
    rows = tuple(_row(item) for item in items)
    headers = (
        "TT", "Sản phẩm", "Chủ thể", "Tổng điểm từng phiếu", "Điểm TB", "Chênh lệch", "Hạng sao",
    )  # fmt: skip
    return Table(headers, rows, (2, 8, 8, 6, 3, 3, 3), "clllrrc")


def _row(item: AgendaItem) -> tuple[str, ...]:
    product, result = item.dossier.product, result_of(item)
    start = (str(item.position), product.name, f"{product.producer.name}\n{product.commune}")
    if result is None:
        return (*start, BLANK, BLANK, BLANK, NO_RESULT)
    totals = result.facts.get("totals", [])
    spread = str(max(totals) - min(totals)) if totals else BLANK
    return (
        *start,
        "; ".join(str(total) for total in totals) or BLANK,
        show_fraction(result.points),
        spread,
        stars_in_words(result.stars),
    )


def list_table(
    results: Iterable[Result], signed: Decision | None, numbers: dict[int, str] | None = None
) -> Table:
    """Return the list that goes with a decision; ``numbers`` are those of the certificates."""
    found = list(results)
    codes = product_codes([one.item.dossier.product for one in found])
    rows = tuple(
        (
            str(place),
            codes.get(one.item.dossier.product_id, BLANK),
            one.item.dossier.product.name,
            one.item.dossier.product.producer.name,
            one.item.dossier.product.producer.address or BLANK,
            str(one.item.dossier.product.commune),
            _points(one, signed),
            str(stars_of(one, signed)),
            *((numbers.get(one.item.dossier.product_id, BLANK),) if numbers is not None else ()),
        )
        for place, one in enumerate(found, start=1)
    )
    headers = ("TT", "Mã sản phẩm", "Sản phẩm", "Chủ thể", "Địa chỉ", "Xã, phường, đặc khu",
               "Điểm TB", "Hạng sao")  # fmt: skip
    widths, sides = (2, 5, 8, 8, 8, 5, 3, 3), "clllllrc"
    if numbers is None:
        return Table(headers, rows, widths, sides)
    return Table((*headers, "Số giấy chứng nhận"), rows, (*widths, 6), f"{sides}l")


def rests_on_centre(result: Result, signed: Decision | None) -> bool:
    """Tell whether a decision recognises what the centre found, not what the council did.

    The approval that sent a result to the centre rests on the council's finding for ever.
    """
    return hasattr(result, "central") and result.decision_id != (signed.pk if signed else None)


def stars_of(result: Result, signed: Decision | None) -> int:
    """Return the stars that a decision is about."""
    return result.central.stars if rests_on_centre(result, signed) else result.stars


def _points(result: Result, signed: Decision | None) -> str:
    """Return the mean that the stars rest on; the centre may have told none."""
    if not rests_on_centre(result, signed):
        return show_fraction(result.points)
    mean = result.central.mean.replace(",", ".")
    return show_fraction(Fraction(mean)) if mean else BLANK


def counted(results: Iterable[Result], signed: Decision | None) -> str:
    """Return how many products have how many stars: "2 sản phẩm 4 sao và 5 sản phẩm 3 sao"."""
    tally = Counter(stars_of(one, signed) for one in results)
    parts = [f"{show_integer(tally[stars])} sản phẩm {stars} sao" for stars in sorted(tally)[::-1]]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def stars_in_words(stars: int) -> str:
    """Return the stars, or that there are none."""
    return f"{stars} sao" if stars else "Không có"


def reasons(result: Result) -> list[str]:
    """Return why the stars are not more: the band, the floors of the next star, knock-outs."""
    band, above = result.facts.get("band"), max(result.stars, LEAST_RANKED - 1) + 1
    told = []
    if band is not None and band < above:
        told.append(f"Điểm trung bình {show_fraction(result.points)} nằm trong khung {band} sao.")
    told += [
        f"Tiêu chí {floor['criterion']} cần ít nhất {floor['needs']} điểm để đạt "
        f"{floor['stars']} sao, hội đồng chấm {show_fraction(Fraction(floor['reached']))} điểm."
        for floor in result.facts.get("missed_floors", [])
        if floor["stars"] <= above
    ]
    return told + [knockout_line(one.at, one.reason) for one in result.item.knockouts.all()]


def knockout_line(at: str, reason: str) -> str:
    """Return where a knock-out was upheld and why."""
    where = "Loại hồ sơ" if at == DOSSIER else f"Loại tại tiêu chí {at}"
    return f"{where}: {reason}"
