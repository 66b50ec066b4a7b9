"""Complaints before the office: the register, one complaint, and the province's own terms."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of, posts
from ocop.audit.queries import history
from ocop.complaints import operations
from ocop.complaints.access import attachments_for, complaints_for
from ocop.complaints.flow import COMPLAINT_FLOW, State
from ocop.complaints.models import Complaint, ComplaintRule
from ocop.complaints.queries import rule_of, terms_of
from ocop.files import store
from ocop.kernel.days import working_days_between
from ocop.places.models import Commune
from ocop.web.forms import DayField, FilterForm, Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ANY = ("", "Tất cả")
AREA = forms.Textarea(attrs={"rows": 5})


class ComplaintFilter(FilterForm):
    tu = forms.CharField(label="Mã, nội dung, sản phẩm")
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *State.choices])
    loai = forms.ChoiceField(label="Loại", choices=[ANY, *Complaint.Kind.choices])
    ve = forms.ChoiceField(label="Về việc", choices=[ANY, *Complaint.About.choices])
    qua = forms.BooleanField(label="Chỉ quá hạn")
    toi = forms.BooleanField(label="Chỉ việc giao cho tôi")

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(code__icontains=words) | Q(text__icontains=words)
            rows = rows.filter(named | Q(product__name__icontains=words))
        for name, field in (("tt", "state"), ("loai", "kind"), ("ve", "about")):
            if wanted[name]:
                rows = rows.filter(**{field: wanted[name]})
        return rows


class OfficerForm(Form):
    to = forms.ModelChoiceField(label="Giao cho", queryset=User.objects.none())

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = officers


class CommuneForm(Form):
    commune = forms.ModelChoiceField(
        label="Xã giải quyết", queryset=Commune.objects.none(), to_field_name="code"
    )

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes


class ReasonForm(Form):
    reason = forms.CharField(label="Lý do", max_length=2000, widget=AREA)


class FindingsForm(Form):
    findings = forms.CharField(label="Kết quả xác minh", max_length=5000, widget=AREA)


class AnswerForm(Form):
    outcome = forms.ChoiceField(label="Kết luận", choices=Complaint.Outcome.choices)
    text = forms.CharField(
        label="Trả lời", help_text="Người gửi đọc nguyên văn.", max_length=5000, widget=AREA
    )


class TransferForm(Form):
    to = forms.CharField(label="Cơ quan nhận chuyển", max_length=200)
    reason = forms.CharField(label="Lý do, người gửi đọc được", max_length=2000, widget=AREA)


class RuleForm(Form):
    since = DayField(label="Áp dụng từ ngày")
    basis = forms.CharField(label="Văn bản của tỉnh", max_length=250)
    acknowledge_days = WholeField(label="Ngày làm việc để tiếp nhận", min_value=1, max_value=60)
    answer_days = WholeField(label="Ngày làm việc để trả lời", min_value=1, max_value=180)
    extension_days = WholeField(label="Ngày làm việc gia hạn", min_value=0, max_value=90)
    review_days = WholeField(label="Ngày để chủ thể đề nghị xem xét lại", min_value=1, max_value=90)


@requires(P.HANDLE_COMPLAINTS)
def index(request):
    """List the complaints that I deal with, those due first on top."""
    day = request.act.day
    mine = rows = complaints_for(request.user, day)
    if request.GET.get("qua"):
        rows = rows.overdue_on(day)
    if request.GET.get("toi"):
        rows = rows.filter(assignee=request.user)
    listing = Listing(
        request,
        rows.select_related("product", "commune", "assignee"),
        title="Sổ phản ánh, khiếu nại, đề nghị xem xét lại",
        columns=[
            Column("ma", "Mã", "code", sort=("code",), link=address),
            Column("loai", "Loại", "get_kind_display", sort=("kind",)),
            Column("ve", "Về việc", "get_about_display"),
            Column("sp", "Sản phẩm", lambda c: c.product.name if c.product else ""),
            Column("gui", "Nhận lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("han", "Hạn", "due", kind="day", sort=("answer_by",)),
            Column("con", "Còn lại", lambda c: days_left(c, day), in_file=False,
                   template="office/complaints/due.html"),
            Column("ai", "Người giải quyết", lambda c: str(c.assignee or c.commune or "")),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/mark/state.html"),
            Column("kl", "Kết luận", "get_outcome_display", on_page=False),
            Column("xong", "Kết thúc", "ended_on", kind="day", on_page=False),
        ],
        filters=ComplaintFilter,
        order="-ma",
        name="phan-anh-khieu-nai",
        empty="Chưa có phản ánh, khiếu nại nào.",
    )  # fmt: skip
    context = {
        "overdue": mine.overdue_on(day).count(),
        "new": mine.filter(state=State.RECEIVED).count(),
        "day": day,
    }
    return listing.answer("office/complaints/index.html", **context)


@requires(P.HANDLE_COMPLAINTS)
def complaint(request, code):
    """Show one complaint with its clock, files and next steps."""
    found, day = my_complaint(request, code), request.act.day
    context = {
        "complaint": found,
        "sender": found.complainant,
        "files": found.attachments.order_by("pk"),
        "left": days_left(found, day),
        "rule": rule_of(found.province, day),
        "moves": COMPLAINT_FLOW.moves_from(State(found.state)),
        "is_mine": found.commune is None or is_of_province(request, found),
        "history": history(found),
    }
    return render(request, "office/complaints/complaint.html", context)


@requires(P.HANDLE_COMPLAINTS)
def receipt(request, code):
    """Take a complaint up."""
    found = my_complaint(request, code)
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.acknowledge, found, request.act):
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Tiếp nhận", "Tiếp nhận")


@requires(P.HANDLE_COMPLAINTS)
def assignment(request, code):
    """Give a complaint to an officer."""
    found = my_complaint(request, code)
    form = OfficerForm(request.POST or None, officers=officers(found, request.act.day))
    if carried_out(form, operations.assign, found, request.act):
        return redirect("office:complaints")
    return step(request, found, form, "Giao người giải quyết", "Giao")


@requires(P.HANDLE_COMPLAINTS)
def handing_over(request, code):
    """Let a commune deal with a complaint."""
    found = my_complaint(request, code)
    communes = Commune.objects.filter(province=found.province).standing_on(request.act.day)
    form = CommuneForm(request.POST or None, communes=communes.order_by("sort_key"))
    if carried_out(form, operations.hand_over, found, request.act):
        messages.success(request, f"Đã chuyển {found} cho xã.")
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Chuyển xã giải quyết", "Chuyển xã")


@requires(P.HANDLE_COMPLAINTS)
def giving_back(request, code):
    """Give a complaint back to the province."""
    found = my_complaint(request, code)
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.give_back, found, request.act):
        messages.success(request, f"Đã trả {found} về tỉnh.")
        return redirect("office:complaints")
    return step(request, found, form, "Trả lại tỉnh", "Trả lại tỉnh")


@requires(P.HANDLE_COMPLAINTS)
def extension(request, code):
    """Put the answer off once, with a reason."""
    found = my_complaint(request, code)
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.extend, found, request.act):
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Gia hạn trả lời", "Gia hạn")


@requires(P.HANDLE_COMPLAINTS)
def findings(request, code):
    """Note what was found."""
    found = my_complaint(request, code)
    form = FindingsForm(request.POST or None, initial={"findings": found.findings})
    if carried_out(form, operations.find, found, request.act):
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Kết quả xác minh", "Ghi kết quả")


@requires(P.HANDLE_COMPLAINTS)
def answer(request, code):
    """Answer the sender."""
    found = my_complaint(request, code)
    form = AnswerForm(request.POST or None)
    if carried_out(form, operations.answer, found, request.act):
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Trả lời", "Gửi trả lời")


@requires(P.HANDLE_COMPLAINTS)
def transfer(request, code):
    """Send a complaint to another body."""
    found = my_complaint(request, code)
    form = TransferForm(request.POST or None)
    if carried_out(form, operations.transfer, found, request.act):
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Chuyển cơ quan khác", "Chuyển")


@requires(P.HANDLE_COMPLAINTS)
def erasure(request, code):
    """Forget who sent an ended complaint."""
    found = my_complaint(request, code)
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.erase_sender, found, request.act):
        messages.success(request, "Đã xoá thông tin người gửi.")
        return redirect("office:complaint", code=code)
    return step(request, found, form, "Xoá thông tin người gửi", "Xoá")


@requires(P.HANDLE_COMPLAINTS)
def attachment(request, pk):
    """Serve a file that came with a complaint."""
    found = get_object_or_404(attachments_for(request.user, request.act.day), pk=pk)
    return FileResponse(store.open_key(found.key), content_type=found.mime, filename=found.name)


@requires(P.SET_COMPLAINT_RULES)
def rules(request):
    """Show and set the province's own terms."""
    post = posts(request.user, request.act.day).giving(P.SET_COMPLAINT_RULES).first()
    now = terms_of(post.province, request.act.day)
    initial = {
        "since": request.act.day,
        "acknowledge_days": now.acknowledge,
        "answer_days": now.answer,
        "extension_days": now.extension,
        "review_days": now.review,
    }
    form = RuleForm(request.POST or None, initial=initial)
    if carried_out(form, operations.set_rule, request.act, province=post.province):
        messages.success(request, "Đã ghi quy định.")
        return redirect("office:complaint-rules")
    known = ComplaintRule.objects.filter(province=post.province).order_by("-since")
    context = {"form": form, "rules": known, "province": post.province, "terms": now}
    return render(request, "office/complaints/rules.html", context)


def step(request, found, form, title, label):
    """Show the form of one step."""
    context = {"complaint": found, "form": form, "heading": title, "act_label": label}
    return render(request, "office/complaints/step.html", context)


def days_left(found, day):
    """Return the working days to what is owed next, while anything is."""
    return working_days_between(day, found.due) if found.is_open else None


def officers(found, day):
    """Return who may deal with a complaint where it lies."""
    if found.commune is not None:
        return officers_of(commune=found.commune, permission=P.HANDLE_COMPLAINTS, day=day)
    return officers_of(province=found.province, permission=P.HANDLE_COMPLAINTS, day=day)


def is_of_province(request, found):
    """Tell whether this person deals with it for the province, not for the commune that has it."""
    mine = posts(request.user, request.act.day).giving(P.HANDLE_COMPLAINTS)
    return mine.filter(province=found.province_id, commune=None).exists()


def my_complaint(request, code):
    """Return one complaint that I deal with."""
    mine = complaints_for(request.user, request.act.day).select_related(
        "product__producer", "province", "commune", "assignee", "complainant", "certificate",
        "result__item__sitting",
    )  # fmt: skip
    return get_object_or_404(mine, code=code)


def address(found):
    """Return the page of one complaint."""
    return reverse("office:complaint", args=[found.code])
