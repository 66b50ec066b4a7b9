"""What I may print today, and my labels before the office."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.documents.codes import qr_svg
from ocop.files import store
from ocop.mark import operations
from ocop.mark.access import my_checks
from ocop.mark.flow import LABEL_FLOW, CheckState
from ocop.mark.models import Artwork
from ocop.mark.queries import marks_of
from ocop.mark.right import right_of, rights_of
from ocop.registry.access import my_products
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.panel import panel_svg
from ocop.web.producer.shelf import my_product
from ocop.web.ui.labels import ArtworkForm, versions_of


@signed_in
def index(request):
    """Show for each of my products what may be printed now, until when, and what to stop."""
    day = request.act.day
    products = my_products(request.user, day).select_related("producer", "commune__province")
    rights = rights_of(products.order_by("sort_key", "pk"), day)
    checks = my_checks(request.user, day).select_related("product").order_by("-pk")
    provinces = {right.product.commune.province for right in rights}
    context = {
        "rights": [right for right in rights if right.certificate or not right.product.retired_on],
        "open": {check.product_id: check for check in checks.still_open()},
        "checks": list(checks[:20]),
        "marks": {name for province in provinces for name in marks_of(province, day)},
    }
    return render(request, "producer/mark.html", context)


@signed_in
def new(request, code):
    """Send a label to be looked at before it is printed."""
    found = my_product(request, code)
    right = right_of(found, request.act.day)
    form = ArtworkForm(
        request.POST or None, request.FILES or None, initial={"stars_shown": right.stars}
    )
    if done := carried_out(form, operations.send_artwork, request.act, product=found):
        messages.success(request, "Đã gửi mẫu nhãn.")
        return redirect("producer:label-check", code=done.result.code)
    context = {"product": found, "form": form, "right": right}
    return render(request, "producer/label_new.html", context)


@signed_in
def check(request, code):
    """Show what was found on my label, and take a corrected version."""
    found = my_check(request, code)
    moves = LABEL_FLOW.moves_from(CheckState(found.state))
    form = None
    if "answer" in moves:
        form = ArtworkForm(request.POST or None, request.FILES or None)
        if carried_out(form, operations.answer, found, request.act):
            messages.success(request, "Đã gửi bản nhãn mới.")
            return redirect("producer:label-check", code=code)
    context = {
        "check": found,
        "form": form,
        "versions": versions_of(found, "producer"),
        "can_withdraw": "withdraw" in moves,
        "right": right_of(found.product, request.act.day),
    }
    return render(request, "producer/label.html", context)


@signed_in
def withdrawal(request, code):
    """Take my label back."""
    found = my_check(request, code)
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.withdraw, found, request.act):
        messages.success(request, "Đã rút mẫu nhãn.")
        return redirect("producer:mark")
    return render(request, "producer/label_withdrawal.html", {"check": found, "form": form})


@signed_in
def artwork(request, pk):
    """Serve one version of my label."""
    mine = my_checks(request.user, request.act.day).values("pk")
    found = get_object_or_404(Artwork, check_of__in=mine, pk=pk)
    return FileResponse(store.open_key(found.key), content_type=found.mime, filename=found.name)


@signed_in
def panel(request, code):
    """Hand out a plain panel by which buyers check the certificate; it is no official emblem."""
    found = my_product(request, code)
    right = right_of(found, request.act.day)
    if not right.holds or right.certificate is None:
        return redirect("producer:mark")
    number = right.certificate.number
    url = f"{settings.SITE_URL}{reverse('public:verify')}?so={quote(number, safe='')}"
    svg = panel_svg(product=found.name, number=number, code=qr_svg(url))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="tra-cuu-{found.code}.svg"'
    return response


def my_check(request, code):
    """Return one label of mine."""
    mine = my_checks(request.user, request.act.day)
    return get_object_or_404(mine.select_related("product__producer"), code=code)
