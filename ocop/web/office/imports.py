"""Spreadsheets in: sent, looked through row by row, and taken over exactly as they were seen."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django import forms
from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.intake import plan_certificates
from ocop.certificates.operations import import_certificates
from ocop.files import store
from ocop.files.names import clean_name
from ocop.jobs.handlers import Page, Progress, job
from ocop.jobs.operations import start
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.intake import Outcome, plan_registry, template_workbook
from ocop.registry.operations import import_registry
from ocop.web.forms import Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import XLSX

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST_ROWS = 2_000
# Rows that are written while the person waits; more are written by the worker.
QUICK_ROWS = 200
# Uploads that one person may have open; the oldest is forgotten first.
MOST_OPEN = 10
SHOWN = 50
SESSION = "imports"
IMPORT = "office.import"
FLAGGED = "xem-lai"
LOOKS = {
    Outcome.NEW: ("leaf", "plus"),
    Outcome.CHANGED: ("amber", "pencil"),
    Outcome.SAME: ("calm", "tick"),
    Outcome.ERROR: ("lacquer", "no"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of spreadsheet: how it is looked through, and how it is taken over."""

    label: str
    plan: Callable
    carry_out: Callable
    permission: Permission


KINDS = {
    "san-pham": Kind(
        "Sổ chủ thể và sản phẩm", plan_registry, import_registry, Permission.IMPORT_REGISTRY
    ),
    "giay": Kind(
        "Giấy chứng nhận cấp theo quy định cũ",
        plan_certificates,
        import_certificates,
        Permission.ISSUE_CERTIFICATES,
    ),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A spreadsheet that this person sent; its bytes are kept by their digest."""

    key: str
    name: str
    kind: str
    province: str
    commune: str = ""

    @property
    def data(self):
        with store.open_key(self.key) as stream:
            return stream.read()

    def told(self):
        """Return what every reading of this file is handed."""
        told = {
            "data": self.data,
            "filename": self.name,
            "province": Province.objects.get(code=self.province),
        }
        if self.commune:
            told["commune"] = Commune.objects.get(code=self.commune)
        return told

    def plan(self, day):
        """Return what it would do on ``day``; refused when it cannot be read, or is too long."""
        plan = KINDS[self.kind].plan(**self.told(), day=day)
        if (rows := len(plan.lines)) > MOST_ROWS:
            raise Refused(
                f"Bảng có {rows} dòng, ở đây nhận tối đa {MOST_ROWS} dòng một lần. "
                "Hãy tách thành nhiều tệp."
            )
        return plan


class UploadForm(Form):
    kind = forms.ChoiceField(
        label="Bảng này là",
        widget=forms.RadioSelect,
        initial="san-pham",
    )
    place = forms.ChoiceField(label="Nhập cho")
    file = forms.FileField(
        label="Tệp bảng tính",
        help_text="Tệp .xlsx hoặc .csv, không quá 10 MB. Chưa ghi gì khi gửi tệp.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        max_length=250,
        error_messages={"empty": "Tệp này trống. Hãy chọn lại tệp."},
        required=False,
    )
    pasted = forms.CharField(
        label="Hoặc dán từ Excel",
        required=False,
        max_length=2_000_000,
        help_text="Chép cả dòng tiêu đề cột rồi dán vào đây. Chưa ghi gì khi gửi.",
        widget=forms.Textarea(attrs={"rows": 4, "data-paste": ""}),
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["kind"].choices = [(key, KINDS[key].label) for key in places if places[key]]
        names = {one.code: one.full_name for found in places.values() for one in found}
        self.fields["place"].choices = list(names.items())
        for name, only in (("place", names), ("kind", self.fields["kind"].choices)):
            if len(only) == 1:
                self.fields[name].initial = next(iter(dict(only)))
                self.fields[name].widget = forms.HiddenInput()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("Tệp lớn hơn 10 MB. Hãy bớt ảnh hoặc tách thành nhiều tệp.")
        return file

    def clean(self):
        told = super().clean()
        if "file" not in self.errors and not told.get("file") and not told.get("pasted"):
            self.add_error("file", "Hãy chọn một tệp, hoặc dán các ô từ Excel.")
        if told.get("place") and told.get("kind"):
            found = [one for one in self.places[told["kind"]] if one.code == told["place"]]
            if not found:
                self.add_error("kind", "Bảng này không nhập cho nơi đã chọn được.")
            told["place"] = found and found[0]
        return told

    def keywords(self):
        """Return one source: the file, or what was pasted as a file of its own."""
        told = dict(self.cleaned_data)
        pasted = told.pop("pasted")
        if not told["file"]:
            told["file"] = ContentFile(pasted.encode(), name="dan-tu-excel.csv")
        return told


class SeenForm(Form):
    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


@requires(Permission.IMPORT_REGISTRY)
def imports(request):
    """Take a spreadsheet in; nothing is written before its preview was agreed to."""
    form = UploadForm(request.POST or None, request.FILES or None, places=my_places(request))
    if done := carried_out(form, receive, request):
        return redirect("office:import", key=done.result.key)
    names = [name for _, name in form.fields["place"].choices]
    context = {
        "form": form,
        "place": names[0] if len(names) == 1 else "",
        "uploads": list(uploads(request).values())[::-1],
    }
    return render(request, "office/imports/index.html", context)


@requires(Permission.IMPORT_REGISTRY)
def preview(request, key):
    """Show what a spreadsheet would do row by row, and do just that when it is agreed to."""
    upload = mine(request, key)
    form = SeenForm(request.POST or None)
    plan = upload.plan(request.act.day)
    if len(plan.writes) > QUICK_ROWS:
        if done := carried_out(form, begin, upload, request.act, total=len(plan.writes)):
            return redirect("office:job", pk=done.result.pk)
    elif done := carried_out(form, KINDS[upload.kind].carry_out, request.act, **upload.told()):
        messages.success(request, written(done.result))
        return redirect("office:import", key=key)
    chosen = request.GET.get("loc", "")
    rows = Paginator([line for line in plan.lines if is_chosen(line, chosen)], SHOWN)
    page = rows.get_page(request.GET.get("trang"))
    context = {
        "upload": upload,
        "kind": KINDS[upload.kind],
        "plan": plan,
        "errors": form.errors.get("__all__", []),
        "options": options(plan),
        "page": page,
        "lines": [(line, *LOOKS[line.outcome]) for line in page],
    }
    return render(request, "office/imports/preview.html", context)


@requires(Permission.IMPORT_REGISTRY)
def error_file(request, key):
    """Give the person's own sheet back with what is wrong beside each row."""
    upload = mine(request, key)
    content = upload.plan(request.act.day).error_file(upload.data, upload.name)
    return workbook(content, "bang-loi.xlsx")


@requires(Permission.IMPORT_REGISTRY)
def template(request):
    """Give the workbook to fill in; with ``day-du`` it holds what the record has."""
    place = next(iter(my_places(request)["san-pham"]), None)
    if place is None:
        raise Http404
    filled = "day-du" in request.GET
    province, commune = parts(place)
    content = template_workbook(province, request.act.day, filled=filled, commune=commune)
    return workbook(content, "so-san-pham.xlsx" if filled else "mau-so-san-pham.xlsx")


def receive(request, *, file, kind, place):
    """Keep a spreadsheet that can be read, and remember whose it is."""
    data = file.read()
    key = store.save(data)
    province, commune = parts(place)
    upload = Upload(
        key, clean_name(file.name), kind, province.code, commune.code if commune else ""
    )
    upload.plan(request.act.day)
    kept = {other: asdict(one) for other, one in uploads(request).items() if other != key}
    recent = list(kept.items())[-(MOST_OPEN - 1) :]
    request.session[SESSION] = dict([*recent, (key, asdict(upload))])
    return upload


def begin(upload, act, *, seen, total):
    """Queue the writing of what was seen."""
    args = {**asdict(upload), "seen": seen}
    return start(act, kind=IMPORT, title=f"Nhập {upload.name}", args=args, total=total)


@job(IMPORT)
def write(job, args, cursor):
    """Write what was seen in one step: all its rows, or none (docs/adr/0021).

    How far the step is, is told beside its transaction; a kill undoes it, and it begins again.
    """
    args = dict(args)
    seen, upload = args.pop("seen"), Upload(**args)
    yield Progress(0, job.total, 1)
    plan = KINDS[upload.kind].carry_out(
        job.act, **upload.told(), seen=seen, report=lambda done, total: job.tell(done)
    )
    return Page(reverse("office:import", args=[upload.key]), written(plan))


def uploads(request):
    """Return the spreadsheets that this person has open, the oldest first."""
    places = my_places(request)
    allowed = {(kind, one.code) for kind, found in places.items() for one in found}
    found = [Upload(**one) for one in request.session.get(SESSION, {}).values()]
    return {
        one.key: one
        for one in found
        if (one.kind, one.commune or one.province) in allowed and store.exists(one.key)
    }


def mine(request, key):
    """Return an upload of this person; what others sent is not there."""
    try:
        return uploads(request)[key]
    except KeyError:
        raise Http404 from None


def my_places(request):
    """Return the provinces and communes into which this person may import each kind."""
    held = posts(request.user, request.act.day)
    return {
        key: list(
            {
                place.code: place
                for post in held.giving(kind.permission)
                if (place := post.commune or post.province)
            }.values()
        )
        for key, kind in KINDS.items()
    }


def parts(place):
    """Return a place as its province, and its commune where it is one."""
    return (place.province, place) if isinstance(place, Commune) else (place, None)


def options(plan):
    """Return the filters of the preview with their counts; empty ones are left out."""
    counts = plan.counts
    rows = [(outcome, outcome.label.capitalize(), counts[key]) for outcome, key in (
        (Outcome.NEW, "new"), (Outcome.CHANGED, "changed"), (Outcome.SAME, "same"),
        (Outcome.ERROR, "errors"),
    )]  # fmt: skip
    rows.append((FLAGGED, "Cần xem lại", plan.flagged))
    return [(value, label, count) for value, label, count in rows if count]


def is_chosen(line, chosen):
    """Tell whether the filter leaves a row."""
    if chosen == FLAGGED:
        return bool(line.flags)
    return chosen not in set(Outcome) or line.outcome == chosen


def written(plan):
    """Return what was done, in one sentence."""
    counts = plan.counts
    left = f" {counts['errors']} dòng lỗi chưa được ghi." if counts["errors"] else ""
    return f"Đã ghi {counts['new']} dòng mới, {counts['changed']} dòng thay đổi.{left}"


def workbook(content, name):
    """Return a workbook to download."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
