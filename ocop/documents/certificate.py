"""The star certificate on paper: A4 landscape, worthy of a wall, provable by its QR code."""

from dataclasses import dataclass
from datetime import date

from ocop.documents import press
from ocop.documents.codes import qr_svg
from ocop.kernel.errors import Refused

_TEMPLATE = "certificate.typ"
_LONGEST = 400
_NATIONAL_STARS = 5


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate states; equal facts always print as equal bytes."""

    number: str
    product: str
    producer: str
    address: str
    stars: int
    authority: str
    decision_no: str
    decided_on: date
    issued_on: date
    last_day: date
    place: str
    signer_post: str
    signer_name: str
    check_url: str
    sample: bool = False

    @property
    def rank(self) -> str:
        """Return the rank in words, with the level that recognises it."""
        # QĐ 26/2026/QĐ-TTg, Điều 4: the province recognises 3 and 4 stars, the ministry 5.
        level = "cấp quốc gia" if self.stars == _NATIONAL_STARS else "cấp tỉnh"
        return f"Hạng {self.stars} sao {level}"


def certificate_pdf(facts: CertificateFacts) -> bytes:
    """Return the certificate as one page of PDF/A-2b.

    Refused for fewer than 3 or more than 5 stars, for which no certificate exists.
    """
    return press.pdf(_TEMPLATE, _data(facts), facts.issued_on)


def certificate_png(facts: CertificateFacts, *, ppi: int = 110) -> bytes:
    """Return a picture of the certificate, for the screen."""
    return press.pictures(_TEMPLATE, _data(facts), ppi=ppi)[0]


def _data(facts: CertificateFacts) -> dict[str, object]:
    if not 3 <= facts.stars <= _NATIONAL_STARS:
        raise Refused("Giấy chứng nhận chỉ cấp cho sản phẩm đạt 3, 4 hoặc 5 sao.")
    return {
        "title": _shortened(f"Giấy chứng nhận sản phẩm OCOP số {facts.number}: {facts.product}"),
        "number": facts.number,
        "product": _shortened(facts.product),
        "producer": _shortened(facts.producer),
        "address": _shortened(facts.address),
        "stars": facts.stars,
        "rank": facts.rank,
        "authority": facts.authority,
        "decision": f"Quyết định số {facts.decision_no} ngày {_long(facts.decided_on)}",
        "term": f"từ {_short(facts.issued_on)} đến hết {_short(facts.last_day)}",
        "issued": f"{facts.place}, ngày {_long(facts.issued_on)}",
        "signer_post": facts.signer_post,
        "signer_name": facts.signer_name,
        "url": facts.check_url.removeprefix("https://").removeprefix("http://"),
        "qr": qr_svg(facts.check_url, quiet=0),
        "sample": facts.sample,
    }


def _shortened(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _LONGEST else f"{joined[: _LONGEST - 1]}…"


def _short(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _long(day: date) -> str:
    """Return the date as official papers write it: days and months below 10 and 3 get a zero."""
    # NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.4.b
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02} tháng {month} năm {day.year}"
