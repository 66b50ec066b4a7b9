"""Setting up a council at one's own level: its by-law, its decision, its seats."""

from fractions import Fraction

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import posts
from ocop.certificates.models import Level
from ocop.grading import operations
from ocop.grading.access import councils_for
from ocop.grading.models import ByLaw, Seat
from ocop.web.forms import DayField, Form, WholeField, carried_out
from ocop.web.gates import requires

CONVENE = Permission.CONVENE_COUNCILS


class CouncilForm(Form):
    name = forms.CharField(label="Tên hội đồng", max_length=200)
    decision_no = forms.CharField(label="Số quyết định thành lập", max_length=60)
    established_on = DayField(label="Ngày thành lập")
    by_law_name = forms.CharField(label="Tên quy chế hoạt động", max_length=200)
    by_law_no = forms.CharField(
        label="Số quyết định ban hành quy chế", max_length=60, required=False
    )
    quorum = forms.RegexField(
        r"^\d{1,2}/\d{1,2}$", label="Tỷ lệ phiếu tối thiểu", initial="3/4",
        help_text="Ghi như 3/4: ba phần tư số thành viên phải ký phiếu.",
        error_messages={"invalid": "Hãy ghi như 3/4."},
    )  # fmt: skip
    spread = WholeField(
        label="Chênh lệch tối đa giữa các phiếu (điểm)", min_value=0, max_value=100, initial=10
    )
    floors = forms.ChoiceField(label="Cách xét dấu sao", choices=ByLaw.Floors.choices)
    abstainers_count = forms.BooleanField(
        label="Người không chấm được tính vào tỷ lệ tối thiểu", required=False
    )

    def clean_quorum(self):
        over, under = self.cleaned_data["quorum"].split("/")
        if not 0 < int(over) <= int(under):
            raise forms.ValidationError("Tỷ lệ phải lớn hơn 0 và không quá 1.")
        return Fraction(int(over), int(under))


class SeatForm(Form):
    user = forms.CharField(
        label="Tên đăng nhập", max_length=60,
        help_text="Người chưa có tài khoản thì nhờ quản trị hệ thống mở trước.",
    )  # fmt: skip
    role = forms.ChoiceField(label="Vai trò", choices=Seat.Role.choices)
    agency = forms.CharField(label="Cơ quan", max_length=150, required=False)
    joined_on = DayField(label="Tham gia từ ngày")

    def clean_user(self):
        found = User.objects.filter(username__iexact=self.cleaned_data["user"].strip()).first()
        if found is None or not found.is_active:
            raise forms.ValidationError("Không có tài khoản này. Hãy xem lại tên đăng nhập.")
        return found


@requires(CONVENE)
def new(request):
    """Set up a council of my level with its by-law."""
    post = posts(request.user, request.act.day).giving(CONVENE).first()
    central = post.role == Role.MINISTRY_OFFICER
    form = CouncilForm(request.POST or None, initial={"established_on": request.act.day})
    province = None if central else post.province
    level = Level.NATIONAL if central else Level.PROVINCE
    if done := carried_out(form, set_up, request.act, province=province, level=level):
        return redirect("office:council", pk=done.result.pk)
    note = (
        "Lãnh đạo Bộ làm chủ tịch; hội đồng chấm hồ sơ của mọi tỉnh đã được Bộ tiếp nhận."
        if central
        else "Chủ tịch là lãnh đạo Ủy ban nhân dân tỉnh hoặc người được ủy quyền."
    )
    context = {
        "form": form, "label": "Ghi hội đồng", "note": note,
        "heading": "Lập hội đồng trung ương" if central else "Lập hội đồng cấp tỉnh",
        "back": reverse("office:councils"), "back_label": "Hội đồng",
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@requires(CONVENE)
def seating(request, pk):
    """Give a person a seat."""
    found = my_council(request, pk)
    form = SeatForm(request.POST or None, initial={"joined_on": request.act.day})
    if carried_out(form, operations.seat, found, request.act):
        return redirect("office:council", pk=pk)
    context = {
        "form": form, "heading": "Thêm thành viên", "label": "Thêm", "about": str(found),
        "back": reverse("office:councils"), "back_label": "Hội đồng",
        "here": reverse("office:council", args=[pk]), "here_label": found.name,
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@requires(CONVENE)
@require_POST
def leaving(request, pk, seat):
    """End a seat from today."""
    found = get_object_or_404(my_council(request, pk).seats, pk=seat)
    operations.leave(found, request.act)
    return redirect("office:council", pk=pk)


@transaction.atomic
def set_up(
    act, *, province, level, name, decision_no, established_on, by_law_name, by_law_no, **rules
):
    """Adopt the by-law and establish the council under it."""
    by_law = operations.adopt_by_law(
        act, province=province, name=by_law_name, decision_no=by_law_no,
        adopted_on=established_on, **rules,
    )  # fmt: skip
    return operations.establish_council(
        act, province=province, level=level, name=name, by_law=by_law, decision_no=decision_no,
        established_on=established_on,
    )  # fmt: skip


def my_council(request, pk):
    """Return one council of my level and place."""
    return get_object_or_404(councils_for(request.user, CONVENE, request.act.day), pk=pk)
