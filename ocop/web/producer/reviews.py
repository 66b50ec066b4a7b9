"""My requests that a result be looked at again."""

from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render

from ocop.complaints import operations
from ocop.complaints.access import my_results, my_reviews
from ocop.complaints.models import Attachment
from ocop.complaints.operations.sending import MOST_FILES, TAKEN
from ocop.complaints.queries import open_reviews, review_until, rule_of
from ocop.files import store
from ocop.kernel.errors import Refused
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.uploads import FilesField, read


class ReviewForm(Form):
    text = forms.CharField(
        label="Xin xem xét lại điều gì, vì sao",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    files = FilesField(label="Ảnh hoặc PDF kèm theo", kinds=TAKEN, required=False)

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError("Nhiều nhất 5 tệp.")
        try:
            return [(read(upload), upload.name) for upload in files]
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@signed_in
def index(request):
    """List what I asked to be looked at again, and the results for which I still may."""
    day = request.act.day
    context = {
        "reviews": my_reviews(request.user, day).select_related("product").order_by("-pk"),
        "results": open_reviews(results(request), day),
    }
    return render(request, "producer/reviews.html", context)


@signed_in
def new(request, pk):
    """Ask that one result be looked at again."""
    found = get_object_or_404(results(request), pk=pk)
    until = review_until(found, request.act.day)
    form = ReviewForm(request.POST or None, request.FILES or None)
    if done := carried_out(form, operations.ask_review, request.act, result=found):
        messages.success(request, f"Đã gửi đề nghị {done.result}.")
        return redirect("producer:review", code=done.result.code)
    province = found.item.dossier.product.commune.province
    context = {
        "result": found,
        "form": form,
        "until": until,
        "rule": rule_of(province, request.act.day),
    }
    return render(request, "producer/review_new.html", context)


@signed_in
def review(request, code):
    """Show where my request stands, and take it back."""
    mine = my_reviews(request.user, request.act.day).select_related("product", "result")
    found = get_object_or_404(mine, code=code)
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.withdraw, found, request.act):
        messages.success(request, "Đã rút đề nghị.")
        return redirect("producer:reviews")
    context = {"review": found, "form": form, "files": found.attachments.order_by("pk")}
    return render(request, "producer/review.html", context)


@signed_in
def attachment(request, pk):
    """Serve a file that I sent along."""
    mine = my_reviews(request.user, request.act.day).values("pk")
    found = get_object_or_404(Attachment, complaint__in=mine, pk=pk)
    return FileResponse(store.open_key(found.key), content_type=found.mime, filename=found.name)


def results(request):
    """Return the results of my products, newest first."""
    mine = my_results(request.user, request.act.day).select_related(
        "decision", "item__dossier__product__commune__province", "item__dossier__product__producer"
    )
    return mine.order_by("-concluded_at", "-pk")
