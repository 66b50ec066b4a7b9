"""Labels before the office: what the record says, what the eyes say, and what follows."""

from django import forms
from django.contrib import messages
from django.db.models import Max, Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.files import store
from ocop.kernel.text import fold
from ocop.mark import operations
from ocop.mark.access import artwork_for, checks_for
from ocop.mark.checklist import checklist
from ocop.mark.flow import LABEL_FLOW, CheckState
from ocop.mark.models import Finding
from ocop.mark.queries import lines_of, marks_of, newest, suggestions
from ocop.mark.right import right_of
from ocop.registry.access import products_for
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.ui.labels import ArtworkForm, versions_of

P = Permission
ANY = ("", "Tất cả")


class CheckFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể, mã")
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *CheckState.choices])
    qua = forms.BooleanField(label="Chỉ quá hạn sửa")

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            rows = rows.filter(Q(product__folded__contains=fold(words)) | Q(code__icontains=words))
        return rows.filter(state=wanted["tt"]) if wanted["tt"] else rows


class FindingsForm(Form):
    """A verdict and words for each line of the list, filled with what the record suggests."""

    def __init__(self, *args, lines, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            verdict, words = suggested.get(line.asked, ("", ""))
            self.fields[f"{line.key}_verdict"] = forms.ChoiceField(
                label=line.title,
                choices=Finding.Verdict.choices,
                widget=forms.RadioSelect,
                initial=verdict or None,
                help_text=line.about,
            )
            self.fields[f"{line.key}_words"] = forms.CharField(
                label="Diễn giải", required=False, max_length=1000, initial=words
            )

    def keywords(self):
        said = self.cleaned_data
        return {
            "findings": {
                line.key: (said[f"{line.key}_verdict"], said[f"{line.key}_words"])
                for line in self.lines
            }
        }

    @property
    def rows(self):
        """Return each line with its two fields."""
        return [
            (line, self[f"{line.key}_verdict"], self[f"{line.key}_words"]) for line in self.lines
        ]


class CorrectionForm(FindingsForm):
    """The findings, with the day by which the producer corrects what failed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["correct_by"] = DayField(
            label="Hạn sửa", help_text="Chỉ cần khi có nội dung không đạt.", required=False
        )

    def keywords(self):
        told = super().keywords()
        if self.data.get("act") == "correct":
            told["correct_by"] = self.cleaned_data["correct_by"]
        return told


class ReferralForm(Form):
    seen = forms.CharField(
        label="Dấu hiệu dùng sai nhãn hiệu", max_length=2000, widget=forms.Textarea
    )


@requires(P.VIEW_OFFICE)
def index(request):
    """List the labels of my place, those that wait for the office first."""
    day = request.act.day
    rows = checks_for(request.user, P.VIEW_OFFICE, day)
    if request.GET.get("qua"):
        rows = rows.overdue_on(day)
    rows = rows.select_related("product__producer", "product__commune").annotate(
        version=Max("artworks__version")
    )
    listing = Listing(
        request,
        rows,
        title="Sổ kiểm tra nhãn sản phẩm OCOP",
        columns=[
            Column("ma", "Mã", "code", sort=("code",), link=address),
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name"),
            Column("ban", "Bản nhãn", "version", kind="number"),
            Column("gui", "Gửi ngày", "created_at", kind="moment", sort=("created_at",)),
            Column("han", "Hạn sửa", "correct_by", kind="day", sort=("correct_by",)),
            Column("con", "Còn lại", lambda c: days_left(c, day), in_file=False,
                   template="office/mark/due.html"),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/mark/state.html"),
        ],
        filters=CheckFilter,
        order="-ma",
        name="kiem-tra-nhan",
        empty="Chưa có mẫu nhãn nào được gửi.",
    )  # fmt: skip
    waiting = checks_for(request.user, P.CHECK_LABELS, day).filter(
        state__in=[CheckState.SENT, CheckState.ANSWERED]
    )
    return listing.answer("office/mark/index.html", waiting=waiting.count())


@requires(P.VIEW_OFFICE)
def check(request, code):
    """Show one label with its versions, codes and findings; look at it, where that is my power."""
    found = my_check(request, code)
    artwork, day = newest(found), request.act.day
    judges = checks_for(request.user, P.CHECK_LABELS, day).filter(pk=found.pk).exists()
    moves = LABEL_FLOW.moves_from(CheckState(found.state)) if judges else []
    context = {
        "check": found,
        "right": right_of(found.product, day),
        "marks": marks_of(found.product.commune.province, day),
        "versions": versions_of(found, "office"),
        "titles": checklist(found.checklist).titles(),
        "moves": moves,
        "history": history(found),
    }
    if "pass_label" in moves:
        context["form"] = CorrectionForm(
            lines=lines_of(found, artwork), suggested=suggestions(found, artwork, day)
        )
    return render(request, "office/mark/check.html", context)


@requires(P.CHECK_LABELS)
def findings(request, code):
    """Keep what was found: the label passes, or is sent back with a day."""
    found = my_check(request, code, P.CHECK_LABELS)
    artwork = newest(found)
    form = CorrectionForm(
        request.POST or None,
        lines=lines_of(found, artwork),
        suggested=suggestions(found, artwork, request.act.day),
    )
    operation = operations.pass_label
    if request.POST.get("act") == "correct":
        operation = operations.ask_correction
    if carried_out(form, operation, found, request.act):
        messages.success(request, "Đã ghi nhận xét.")
        return redirect("office:label-check", code=code)
    context = {"check": found, "form": form, "versions": versions_of(found, "office")}
    return render(request, "office/mark/findings.html", context)


@requires(P.CHECK_LABELS)
def referral(request, code):
    """Take misuse of the mark to a case for revocation."""
    found = my_check(request, code, P.CHECK_LABELS)
    form = ReferralForm(request.POST or None)
    if done := carried_out(form, operations.refer, found, request.act):
        return redirect("office:revocation-case", code=done.result.code)
    context = {"check": found, "form": form}
    return render(request, "office/mark/referral.html", context)


@requires(P.CHECK_LABELS)
def new(request, product):
    """Send, as the office, a picture of a label that was seen on the market."""
    mine = products_for(request.user, P.CHECK_LABELS, request.act.day)
    found = get_object_or_404(mine.select_related("producer", "commune"), code=product)
    form = ArtworkForm(request.POST or None, request.FILES or None)
    if done := carried_out(form, operations.send_artwork, request.act, product=found):
        return redirect("office:label-check", code=done.result.code)
    context = {"product": found, "form": form, "right": right_of(found, request.act.day)}
    return render(request, "office/mark/new.html", context)


@requires(P.VIEW_OFFICE)
def artwork(request, pk):
    """Serve one version of a label."""
    found = get_object_or_404(artwork_for(request.user, request.act.day), pk=pk)
    return FileResponse(store.open_key(found.key), content_type=found.mime, filename=found.name)


def days_left(found, day):
    """Return the days to the correction while it is waited for."""
    return (found.correct_by - day).days if found.state == CheckState.CORRECTING else None


def my_check(request, code, permission=P.VIEW_OFFICE):
    """Return one label that this person reaches with a power."""
    mine = checks_for(request.user, permission, request.act.day)
    return get_object_or_404(
        mine.select_related("product__producer", "product__commune__province", "case"), code=code
    )


def address(found):
    """Return the page of one label."""
    return reverse("office:label-check", args=[found.code])
