"""Long work with stamps: the file they are printed from, made piece by piece."""

from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from ocop.jobs.handlers import File, Kept, Progress, Steps, job
from ocop.jobs.models import Job
from ocop.kernel.errors import Refused
from ocop.stamps.models import Batch
from ocop.stamps.outputs import OUTPUTS, heading, pieces, sheet
from ocop.stamps.printing import label_of
from ocop.stamps.queries import right_for

STEP = 50_000
LABELS_AT_ONCE = 120


@job("stamps", reads_only=True)
def print_file(job: Job, args: dict[str, Any], cursor: Any) -> Steps:
    """Make the file in pieces that outlive a kill; the same bytes however often it is resumed."""
    batch = Batch.objects.select_related("lot__product", "product").get(pk=args["batch"])
    output = OUTPUTS[args["output"]]
    keys: list[str] = list(cursor or [])
    step = STEP
    if output.on_labels:
        # Whole pages, so that only the last one has room left.
        page = label_of(args["label"]).per_page
        step = -(-LABELS_AT_ONCE // page) * page
    for start in range(batch.first + len(keys) * step, batch.last + 1, step):
        if not right_for(batch.lot, job.act.day).holds:
            raise Refused("Giấy chứng nhận của sản phẩm không còn hiệu lực nên dừng in tem.")
        end = min(start + step - 1, batch.last)
        keys.append(job.keep(_piece(job, batch, args, start, end)))
        yield Progress(end - batch.first + 1, batch.count, keys)
    name = f"tem-{batch.code.lower()}.{output.ending}"
    line = f"{batch.count} tem, số {batch.first} đến {batch.last}."
    if output.on_labels:
        return File(name, output.mime, _bound([job.kept(key) for key in keys]), line)
    key, size = job.keep_all(keys)
    return Kept(name, output.mime, key, size, line)


def _piece(job: Job, batch: Batch, args: dict[str, Any], start: int, end: int) -> bytes:
    kind, first = args["output"], start == batch.first
    if OUTPUTS[kind].on_labels:
        return sheet(
            batch, kind, args["label"], start, end, day=job.act.day, calibration=first
        )  # fmt: skip
    head = heading(batch, kind) if first else b""
    return head + b"".join(pieces(batch, kind, start, end))


def _bound(parts: list[bytes]) -> bytes:
    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
