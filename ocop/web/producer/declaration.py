"""What a producer tells freely for statistics, and how it is taken back."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.figures import operations
from ocop.figures.declaring import CONSENT, TEXT
from ocop.figures.models import Declaration
from ocop.registry.access import my_producers
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in

WEB = Declaration.Channel.WEB


class DeclarationForm(Form):
    is_minority = forms.TypedChoiceField(
        label="Chủ thể hoặc người đại diện là người dân tộc thiểu số",
        choices=[("1", "Có"), ("0", "Không")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    # Never ticked beforehand.
    agreed = forms.BooleanField(label=TEXT, required=False)

    def keywords(self):
        agreed = self.cleaned_data["agreed"]
        return {
            "is_minority": self.cleaned_data["is_minority"],
            "consent": CONSENT if agreed else "",
        }


@signed_in
def declaration(request, code):
    """Ask freely, tell what the answer is for, and show only that there is one."""
    found = get_object_or_404(my_producers(request.user, request.act.day), code=code)
    form = DeclarationForm(request.POST or None)
    if carried_out(form, operations.declare, found, request.act, channel=WEB):
        messages.success(request, "Đã ghi và mã hóa câu trả lời.")
        return redirect("producer:declaration", code=code)
    told = Declaration.objects.filter(producer=found, taken_back_at=None).first()
    context = {"producer": found, "form": form, "told": told}
    return render(request, "producer/declaration.html", context)


@signed_in
@require_POST
def taking_back(request, code):
    """Erase the answer."""
    found = get_object_or_404(my_producers(request.user, request.act.day), code=code)
    operations.take_back(found, request.act)
    messages.success(request, "Đã xóa câu trả lời.")
    return redirect("producer:declaration", code=code)
