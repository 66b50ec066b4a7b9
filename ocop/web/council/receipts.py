"""What a councillor takes home: proof of what they signed, before and after the close."""

import base64

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.documents.codes import qr_svg
from ocop.documents.form import Code, Heading, PaperForm, Paragraph, Rows, form_pdf
from ocop.grading.access import REVEALED, my_writing
from ocop.grading.operations.scoring import document_of
from ocop.grading.queries import receipt_of
from ocop.kernel.act import VIETNAM
from ocop.web.council.scorecards import my_card
from ocop.web.gates import signed_in
from ocop.web.templatetags.ui import absolute
from ocop.web.ui.words import moment_of

FILE = "phieu-{code}-{position}.json"


@signed_in
def receipt(request, code, position):
    """Show the receipt of my card: its digest, its line in the ledger, and how to check both."""
    item, told = my_receipt(request, code, position)
    check = check_address(told)
    context = {
        "item": item, "sitting": item.sitting, "receipt": told, "card": told.card,
        "check": check, "qr": as_picture(qr_svg(absolute(check))), "is_open": is_open(item),
        "file": FILE.format(code=code, position=position),
    }  # fmt: skip
    return render(request, "council/receipt.html", context)


@signed_in
def paper(request, code, position):
    """Print the receipt on one page, with its code to scan."""
    _, told = my_receipt(request, code, position)
    response = HttpResponse(form_pdf(printed(told)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-nhan-{code}-{position}.pdf"'
    return response


@signed_in
def opened(request, code, position):
    """Give my receipt as JSON; after the close with the card and its salt, to hash it oneself."""
    item, told = my_receipt(request, code, position)
    data = {
        "digest": told.card.digest,
        "entry": told.entry.document().decode(),
        "leaf": told.entry.digest,
        "index": told.leaf.index if told.leaf else None,
        "checkpoint": told.checkpoint.size if told.checkpoint else None,
    }
    if is_open(item):
        data["card"] = document_of(told.card, my_writing(told.card, request.user))
    name = FILE.format(code=code, position=position)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def my_receipt(request, code, position):
    """Return the agenda item and the receipt of my card on it; none before it was handed in."""
    item, card = my_card(request, code, position)
    told = receipt_of(card) if card else None
    if told is None:
        raise Http404
    return item, told


def is_open(item):
    """Tell whether the cards of the sitting were opened."""
    return item.sitting.state in REVEALED


def check_address(told):
    """Return the public page that checks this receipt."""
    return f"{reverse('public:ledger')}?dau={told.entry.digest}"


def as_picture(svg):
    """Return a drawing as the address of a picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def printed(told):
    """Return the receipt as a paper: no name and no points, so that it may lie about."""
    card = told.card
    place = "chờ mốc kế tiếp" if told.leaf is None else f"{told.leaf.index}"
    mark = "chưa có" if told.checkpoint is None else f"{told.checkpoint.size} dòng"
    sitting = card.item.sitting
    return PaperForm(
        title="BIÊN NHẬN PHIẾU CHẤM",
        subtitle=f"{sitting.title} ({sitting})",
        printed=f"In lúc {moment_of(card.signed_at)}",
        agency=(sitting.council.name,),
        place=sitting.council.place,
        day=card.signed_at.astimezone(VIETNAM).date(),
        blocks=(
            Rows(
                (
                    ("Hồ sơ", f"{card.item.dossier} – {card.item.dossier.product}"),
                    ("Ghế", f"{card.seat.get_role_display()} {card.seat_id}"),
                    ("Hình thức", card.get_state_display()),
                    ("Nộp lúc", moment_of(card.signed_at)),
                    ("Dấu của phiếu (SHA-256)", card.digest),
                    ("Dấu trên sổ (lá)", told.entry.digest),
                    ("Vị trí trong sổ", place),
                    ("Mốc kiểm chứng", mark),
                )
            ),
            Heading("Kiểm tra"),
            Paragraph(
                "Quét mã để xem dòng này có trong sổ công khai hay chưa. Biên nhận không cho biết "
                "điểm; sau khi đóng phiếu, thành viên tải phiếu đã mở để tự tính lại dấu."
            ),
            Code(absolute(check_address(told))),
        ),
        sample=card.item.dossier.is_sample,
    )
