"""Beside a scan's page: a number typed by hand, a scratched PIN, and what somebody noticed."""

from functools import wraps

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from ocop.files.kinds import IMAGES
from ocop.kernel.errors import Refused
from ocop.scans import operations
from ocop.scans.guesses import TOO_MANY_WORDS, Guesses, network_of
from ocop.scans.models import Report
from ocop.scans.queries import about_typed, product_about, stamp_at
from ocop.scans.scratching import scratch
from ocop.scans.visitors import address_of, digest_of, language_of
from ocop.stamps.serials import LENGTH, tidy
from ocop.web.forms import Form, carried_out
from ocop.web.gates import public
from ocop.web.uploads import FilesField, read

OWN = "T/"
AREA = forms.Textarea(attrs={"rows": 5})


class NumberForm(Form):
    so = forms.CharField(
        label=gettext_lazy("Số trên tem"),
        help_text=gettext_lazy("19 chữ và số in dưới mã QR, gõ liền hay cách nhóm đều được."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class PinForm(Form):
    pin = forms.CharField(
        label=gettext_lazy("Mã cào"),
        help_text=gettext_lazy("6 chữ số dưới lớp cào."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ReportForm(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Việc"), choices=Report.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("Bạn thấy gì"),
        help_text=gettext_lazy("Mua ở đâu, khi nào, khác với trang quét ở điểm nào."),
        max_length=3000,
        widget=AREA,
    )
    photo = FilesField(
        label=gettext_lazy("Ảnh chụp món hàng"),
        help_text=gettext_lazy("Ảnh được vẽ lại, bỏ vị trí và tên máy."),
        kinds=IMAGES,
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("Cách liên hệ"),
        help_text=gettext_lazy("Không bắt buộc; được xoá khi có kết luận."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, _(str(words))) for key, words in Report.Kind.choices]

    def clean_photo(self):
        files = self.cleaned_data["photo"]
        if len(files) > 1:
            raise forms.ValidationError(_("Mỗi phiếu kèm một ảnh. Hãy chọn lại."))
        try:
            return (read(files[0]), files[0].name) if files else None
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def as_asked(view):
    """Answer in the language chosen on the site, else on the scan's page, else as asked."""

    @wraps(view)
    def spoken(request, *args, **kwargs):
        has_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        beside = "" if has_chosen else request.GET.get("lang", "")
        language = language_of(request.META, beside)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return spoken


@public
@as_asked
def number(request):
    """Take a number that was typed, and lead to the page of its stamp."""
    form = NumberForm(request.GET if "so" in request.GET else None)
    if form.is_valid():
        serial = tidy(form.cleaned_data["so"])
        about = about_typed(serial)
        if about:
            return redirect(link_to(about, serial))
        form.add_error(
            "so", _("Không tìm thấy số này trong sổ. Hãy so lại từng chữ với tem rồi gõ lại.")
        )
    return render(request, "public/scans/number.html", {"form": form})


@never_cache
@public
@as_asked
def pin(request):
    """Tell whether a scratched PIN is right, and whether it was used before."""
    about, serial = request.GET.get("ve", "")[:60], request.GET.get("so", "")[:40]
    found = stamp_at(about, serial)
    if found is None and len(tidy(serial)) == LENGTH and not may_guess(request):
        return HttpResponse(
            TOO_MANY_WORDS, status=429, content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "600"},
        )  # fmt: skip
    if found is None or not found[0].with_pin:
        raise Http404
    batch, counter = found
    form = PinForm(request.POST or None)
    done = carried_out(form, scratch, batch, request.act, counter=counter)
    context = {
        "form": form,
        "product": batch.product,
        "back": link_to(about, tidy(serial)),
        "answer": done.result if done else None,
    }
    return render(request, "public/scans/pin.html", context)


@never_cache
@public
@as_asked
def report(request):
    """Take what somebody noticed on goods, and show the ticket."""
    about, serial = request.GET.get("ve", "")[:60], request.GET.get("so", "")[:40]
    product = product_about(about) if about.startswith((OWN, "01/")) else None
    if product is None:
        raise Http404
    form = ReportForm(request.POST or None, request.FILES or None)
    origin = digest_of(network_of(address_of(request.META, settings.PROXIES)), request.act.day)
    extra = {"product": product, "serial": serial, "origin": origin}
    if done := carried_out(form, operations.report, request.act, **extra):
        return render(
            request, "public/scans/receipt.html", {"report": done.result, "product": product}
        )
    context = {"form": form, "product": product, "serial": serial}
    return render(request, "public/scans/report.html", context)


def may_guess(request) -> bool:
    """Tell whether a network may try one more wrong number: here as on the stamps' own pages."""
    return Guesses.shared().allows(
        address_of(request.META, settings.PROXIES), int(request.act.at.timestamp())
    )


def link_to(about: str, serial: str) -> str:
    """Return the address of a stamp's page on this site."""
    return f"/{about}/{serial}" if about.startswith(OWN) else f"/{about}/21/{serial}"
