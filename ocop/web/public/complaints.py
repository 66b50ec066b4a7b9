"""Complaints from anybody: the form, and a ticket followed with its secret; no account needed."""

import secrets

from django import forms
from django.conf import settings
from django.core import signing
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from ocop.certificates.queries import by_number
from ocop.complaints import operations
from ocop.complaints.floods import Door
from ocop.complaints.flow import ENDED
from ocop.complaints.models import Complaint
from ocop.complaints.operations.sending import MOST_FILES, TAKEN
from ocop.complaints.queries import by_ticket, door_for, rule_of, terms_of
from ocop.complaints.tickets import origin_digest
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.models import Product
from ocop.web.forms import Form, carried_out
from ocop.web.gates import public
from ocop.web.uploads import FilesField, read

SALT, QUARTER = "complaints", 900
KINDS = [c for c in Complaint.Kind.choices if c[0] != Complaint.Kind.REVIEW]
AREA = forms.Textarea(attrs={"rows": 6})


class ComplaintForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Gửi"), choices=KINDS, widget=forms.RadioSelect, initial="report"
    )
    about = forms.ChoiceField(label=gettext_lazy("Về việc"), choices=Complaint.About.choices)
    number = forms.CharField(
        label=gettext_lazy("Số giấy chứng nhận"),
        help_text=gettext_lazy("Nếu có, ghi như trên giấy."),
        max_length=60,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Việc gì, ở đâu, khi nào. Không cần ghi tên mình."),
        max_length=5000,
        widget=AREA,
    )
    files = FilesField(
        label=gettext_lazy("Ảnh hoặc PDF"),
        help_text=gettext_lazy("Nhiều nhất 5 tệp. Ảnh được vẽ lại, bỏ vị trí và tên máy."),
        kinds=TAKEN,
        required=False,
    )
    name = forms.CharField(label=gettext_lazy("Họ tên"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    province = forms.ModelChoiceField(
        label=gettext_lazy("Tỉnh"), queryset=Province.objects.none(), to_field_name="code"
    )

    def __init__(self, *args, product=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.product = product
        provinces = Province.objects.filter(
            pk__in=Product.objects.order_by().values("commune__province")
        )
        self.fields["province"].queryset = provinces.order_by("name")
        if product is not None or provinces.count() == 1:
            del self.fields["province"]
            self.province = product.commune.province if product else provinces.get()
        for field, label in (("kind", KINDS), ("about", Complaint.About.choices)):
            self.fields[field].choices = [(value, _(str(words))) for value, words in label]

    def clean_number(self):
        if not (number := self.cleaned_data["number"].strip()):
            return None
        found = by_number(number)
        if not found:
            raise forms.ValidationError(
                _("Không có giấy nào mang số này. Hãy xem lại, hoặc để trống và ghi vào nội dung.")
            )
        return found[0]

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Nhiều nhất 5 tệp."))
        try:
            return [(read(upload), upload.name) for upload in files]
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def keywords(self):
        told = dict(self.cleaned_data)
        certificate = told.pop("number")
        product = certificate.product if certificate else self.product
        province = told.pop("province", None) or self.province
        if product is not None:
            province = product.commune.province
        return {**told, "certificate": certificate, "product": product, "province": province}


class TicketForm(Form):
    code = forms.CharField(label=gettext_lazy("Mã tra cứu"), max_length=20)
    secret = forms.CharField(label=gettext_lazy("Mã bí mật"), max_length=30)


@never_cache
@public
def new(request):
    """Take a complaint, and show its ticket and secret once."""
    origin = origin_of(request)
    door = door_for(origin, request.act.at)
    product = Product.objects.filter(code=request.GET.get("sp", "")[:20], merged_into=None).first()
    first = {"about": request.GET.get("ve"), "number": request.GET.get("so")}
    initial = {name: value for name, value in first.items() if value}
    form = ComplaintForm(
        request.POST or None, request.FILES or None, product=product, initial=initial
    )
    asks = door == Door.ASKING
    if asks and request.method == "POST" and form.is_valid() and not copied(request.POST):
        form.add_error(
            None, _("Nơi này gửi nhiều trong giờ qua. Hãy chép lại số bên dưới rồi gửi.")
        )
    if done := carried_out(form, operations.receive, request.act, origin=origin):
        return render(request, "public/complaints/receipt.html", {"ticket": done.result})
    context = {
        "form": form,
        "product": product,
        "number": number_to_copy() if asks else None,
        "ticket_form": TicketForm(),
        **days_of(product, request.act.day),
    }
    return render(request, "public/complaints/new.html", context)


@never_cache
@public
def ticket(request, code):
    """Show where a complaint stands to whoever has its secret, and let them take it back."""
    asked = request.POST or None
    form = TicketForm(asked, initial={"code": code})
    found = None
    if form.is_valid():
        found = by_ticket(form.cleaned_data["code"], form.cleaned_data["secret"])
        if found is None:
            form.add_error(None, _("Mã tra cứu hoặc mã bí mật chưa đúng. Hãy xem lại từng chữ."))
    if found is not None and found.is_open and request.POST.get("act") == "withdraw":
        operations.withdraw(found, request.act)
    context = {
        "form": form,
        "complaint": found,
        "code": code,
        "ended": found is not None and found.state in ENDED,
        "secret": form.cleaned_data.get("secret", "") if found else "",
    }
    return render(request, "public/complaints/ticket.html", context)


def origin_of(request) -> str:
    """Return what stands for the visitor's address today."""
    address = request.META.get("REMOTE_ADDR", "")
    return origin_digest(settings.SECRET_KEY, address, request.act.day)


def days_of(product, day) -> dict:
    """Return the days that the page promises, and where they come from."""
    shown = product.commune.province if product else only_province()
    if shown is None:
        return {}
    return {"terms": terms_of(shown, day), "rule": rule_of(shown, day)}


def only_province():
    """Return the province of the installation, where there is one."""
    provinces = Province.objects.filter(
        pk__in=Product.objects.order_by().values("commune__province")
    )
    return provinces.first() if provinces.count() == 1 else None


def number_to_copy() -> tuple[str, str]:
    """Return a number, and its sealed form that comes back with the answer."""
    number = f"{secrets.randbelow(9000) + 1000}"
    return number, signing.dumps(number, salt=SALT)


def copied(post) -> bool:
    """Tell whether the sender copied the number that they were shown."""
    try:
        number = signing.loads(post.get("sealed", ""), salt=SALT, max_age=QUARTER)
    except signing.BadSignature:
        return False
    return post.get("copied", "").strip() == number
