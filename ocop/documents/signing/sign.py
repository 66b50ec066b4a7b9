"""Signing a PDF file: PAdES B-B, B-T where a time stamp is set, with a box people can read."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from ocop.documents import press
from ocop.documents.signing.asking import asked
from ocop.kernel.act import VIETNAM

FIELD = "ChuKySo"
_MM = 72 / 25.4
WIDTH, HEIGHT = 84, 15


@dataclass(frozen=True, slots=True)
class Corner:
    """Where the box stands on the first page: millimetres from the left and from below."""

    left: int = 30
    below: int = 3


BELOW = Corner()


def sign(
    pdf: bytes,
    key: SimpleSigner,
    *,
    at: datetime,
    reason: str,
    corner: Corner = BELOW,
    stamped_by: str = "",
) -> bytes:
    """Return the file with a signature appended, of which every byte before is a part.

    ``stamped_by`` is the address of a time stamp authority; without one the time is ours.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    details = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        name=holder_of(key),
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    with TemporaryDirectory() as folder:
        # The library draws a page only out of a file.
        box = Path(folder) / "box.pdf"
        box.write_bytes(_box(key, at))
        signer = _Timed(
            details,
            key,
            at=at,
            stamp_style=StaticStampStyle.from_pdf_file(str(box), border_width=0),
            new_field_spec=SigFieldSpec(FIELD, on_page=0, box=_place(corner)),
            timestamper=_Authority(stamped_by) if stamped_by else None,
        )
        return bytes(signer.sign_pdf(writer).getvalue())


def holder_of(key: SimpleSigner) -> str:
    """Return the name on the key's certificate."""
    return _told(key, "common_name") or "Không rõ tên"


class _Timed(PdfSigner):
    """Signs at the moment of the act, and reads no clock."""

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.at = at

    def init_signing_session(self, *args: Any, **more: Any) -> Any:
        session = super().init_signing_session(*args, **more)
        session.system_time = self.at.astimezone(VIETNAM)
        return session


class _Authority(TimeStamper):
    """A time stamp authority asked over HTTP (RFC 3161), by the standard library alone."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(asked(self.address, req.dump()))


def _box(key: SimpleSigner, at: datetime) -> bytes:
    """Return the box as a page of ours, so that its letters are Vietnamese and can be copied."""
    moment = at.astimezone(VIETNAM)
    lines = [f"Người ký: {holder_of(key)}"]
    if office := _told(key, "organization_name"):
        lines.append(f"Cơ quan: {office}")
    lines.append(f"Thời gian ký: {moment:%d/%m/%Y %H:%M:%S} +07:00")
    data: dict[str, object] = {"heading": "ĐÃ KÝ SỐ", "lines": lines}
    return press.pdf("signing/box.typ", data, moment.date())


def _told(key: SimpleSigner, what: str) -> str:
    certificate = key.signing_cert
    assert certificate is not None, "A key comes with its certificate."
    subject = certificate.subject.native
    return " ".join(str(subject.get(what, "")).split())[:120]


def _place(corner: Corner) -> tuple[int, int, int, int]:
    left, below = corner.left * _MM, corner.below * _MM
    return round(left), round(below), round(left + WIDTH * _MM), round(below + HEIGHT * _MM)
