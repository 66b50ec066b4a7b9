"""A device's outbox as a file: the last resort when it cannot reach the network itself."""

import base64
import json

from django import forms
from django.shortcuts import render

from ocop.grading.keys import key_for_devices
from ocop.grading.sealing import BrokenSeal, unseal_from_device
from ocop.grading.syncing import MOST_AT_ONCE
from ocop.kernel.errors import Refused
from ocop.web.council.offline import answered
from ocop.web.council.sittings import mine
from ocop.web.forms import Form
from ocop.web.gates import signed_in

FORMAT, LARGEST = "ocop-phieu-1", 8_000_000
# What became of a record, as it is shown: a state that the house knows, and words.
SHOWN = {
    "saved": ("ok", "Đã nhận"),
    "superseded": ("none", "Đã có bản mới hơn của chính máy này"),
    "conflict": ("missing", "Khác với bản trên máy chủ; chưa ghi đè, xem và chọn trên máy đã chấm"),
    "rejected": ("rejected", "Không nhận"),
}


class FileForm(Form):
    file = forms.FileField(
        label="Tệp phiếu đã xuất từ máy",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )


@signed_in
def hand_in(request, code):
    """Take the outbox that my device wrote into a file, and answer each of its records."""
    sitting, seat = mine(request, code)
    form = FileForm(request.POST or None, request.FILES or None)
    rows = []
    if request.method == "POST" and form.is_valid():
        try:
            records = records_in(form.cleaned_data["file"], sitting, seat)
            rows = [row_of(request.act, seat, record) for record in records]
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"sitting": sitting, "form": form, "rows": rows}
    return render(request, "council/offline/handing_in.html", context)


def row_of(act, seat, record):
    """Return one record's answer as a row: which dossier, and what became of it."""
    told = answered(act, seat, record)
    state, words = SHOWN[told["outcome"]]
    return {
        "position": record.get("position"),
        "state": state,
        "words": words,
        "reason": told.get("reason", ""),
        "digest": told.get("digest", ""),
    }


def records_in(upload, sitting, seat):
    """Return the records of a file; refused when it is another's, too large or damaged."""
    if upload.size > LARGEST:
        raise Refused("Tệp này lớn hơn mọi tệp phiếu; hãy chọn tệp do trang chấm xuất ra.")
    try:
        data = json.loads(upload.read())
        told = (data["format"], data["sitting"], data["seat"], data["records"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("Đây không phải tệp phiếu do trang chấm xuất ra.") from error
    if told[:3] != (FORMAT, sitting.code, seat.pk) or not isinstance(told[3], list):
        raise Refused("Tệp này của thành viên khác hoặc của phiên khác.")
    if len(told[3]) > 20 * MOST_AT_ONCE:
        raise Refused("Tệp có quá nhiều bản ghi; hãy chọn tệp do trang chấm xuất ra.")
    key = key_for_devices(sitting, seat)
    try:
        return [opened(key, one, f"{sitting.code}/{seat.pk}") for one in told[3]]
    except (BrokenSeal, ValueError, TypeError, KeyError) as error:
        raise Refused(
            "Tệp đã bị hỏng hoặc bị sửa nên không mở được. Hãy xuất lại từ máy đã chấm."
        ) from error


def opened(key, one, bound_to):
    """Return one record as its device wrote it."""
    nonce, sealed = (base64.b64decode(one[name], validate=True) for name in ("iv", "data"))
    record = json.loads(unseal_from_device(key, nonce, sealed, bound_to=bound_to))
    if not isinstance(record, dict):
        raise TypeError("A record has fields.")
    return record
