"""Questions about labels and marks."""

from datetime import date

from ocop.mark.checklist import Line, checklist
from ocop.mark.codes import Named, Verdict
from ocop.mark.models import Artwork, Finding, LabelCheck, ProvinceMark
from ocop.mark.right import Right, right_of
from ocop.places.models import Province
from ocop.registry.models import Product

# QĐ 1162/QĐ-VPĐP-OCOP (2020): its owner is the national coordination office.
NATIONAL_MARK = "Sản phẩm OCOP Việt Nam"


def marks_of(province: Province, day: date) -> list[str]:
    """Return the marks that a right in ``province`` covers on ``day``: the nation's, its own."""
    own = ProvinceMark.objects.filter(province=province).used_on(day)
    return [NATIONAL_MARK, *own.values_list("name", flat=True)]


def newest(check: LabelCheck) -> Artwork:
    """Return the version of the label that is looked at."""
    return check.artworks.order_by("-version")[:1].get()


def lines_of(check: LabelCheck, artwork: Artwork) -> list[Line]:
    """Return the lines by which this version of the label is looked at."""
    return checklist(check.checklist).lines_for(check.product.set_number, artwork.stars_shown)


def suggestions(check: LabelCheck, artwork: Artwork, day: date) -> dict[str, tuple[str, str]]:
    """Return verdict and words that the record itself suggests, by what is asked of it."""
    right = right_of(check.product, day)
    return {
        "codes": _by_codes(artwork),
        "stars": _by_stars(artwork, right),
        "mark": _by_right(artwork, right),
    }


def names_of(product: Product, right: Right) -> Named:
    """Return by what a code on the label may name the product."""
    number = right.certificate.number if right.certificate else ""
    return Named(product.gtin or "", product.code, number)


def _by_codes(artwork: Artwork) -> tuple[str, str]:
    verdicts = {code["verdict"] for code in artwork.codes}
    told = " ".join(code["line"] for code in artwork.codes)
    if not verdicts:
        return Finding.Verdict.FAIL, "Không đọc được mã vạch, mã QR nào trên mẫu nhãn."
    if Verdict.OTHER in verdicts or Verdict.OURS not in verdicts:
        return Finding.Verdict.FAIL, told
    return Finding.Verdict.PASS, told


def _by_stars(artwork: Artwork, right: Right) -> tuple[str, str]:
    shown = artwork.stars_shown
    if shown == 0:
        return Finding.Verdict.NOT_APPLICABLE, "Nhãn không in sao."
    if shown == right.stars:
        return Finding.Verdict.PASS, f"Nhãn in {shown} sao, đúng hạng đang có hiệu lực."
    if not right.holds:
        return Finding.Verdict.FAIL, f"Nhãn in {shown} sao. {right.reason}"
    return Finding.Verdict.FAIL, f"Nhãn in {shown} sao, giấy đang có hiệu lực là {right.stars} sao."


def _by_right(artwork: Artwork, right: Right) -> tuple[str, str]:
    if right.holds:
        return Finding.Verdict.PASS, right.reason
    if artwork.stars_shown == 0:
        return Finding.Verdict.NOT_APPLICABLE, "Nhãn không in sao và nhãn hiệu OCOP."
    return Finding.Verdict.FAIL, right.reason
