"""Trainings and advice: planned, changed, cancelled; who is on the list, and who came."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.cycles import operations
from ocop.cycles.access import trainings_for
from ocop.cycles.calendar import STEPS
from ocop.cycles.models import Attendance, Training
from ocop.cycles.operations.trainings import Guest
from ocop.kernel.text import fold
from ocop.registry.models import Producer
from ocop.registry.queries import live_producers
from ocop.web.forms import (
    DayField,
    FilterForm,
    Form,
    PastedRows,
    SeveralField,
    WholeField,
    carried_out,
)
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.scope import communes_of

P = Permission


class TrainingFilter(FilterForm):
    tu = forms.CharField(label="Tên, nơi tổ chức")
    loai = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *Training.Kind.choices])
    buoc = forms.TypedChoiceField(
        label="Phục vụ bước", choices=[("", "Tất cả"), *STEPS], coerce=int, empty_value=None
    )
    nam = WholeField(label="Năm", min_value=2013, max_value=2100)

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["tu"]:
            rows = rows.filter(Q(title__icontains=wanted["tu"]) | Q(place__icontains=wanted["tu"]))
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        if wanted["buoc"]:
            rows = rows.filter(step=wanted["buoc"])
        if wanted["nam"]:
            rows = rows.filter(cycle__year=wanted["nam"])
        return rows


class TrainingForm(Form):
    kind = forms.ChoiceField(label="Loại", choices=Training.Kind.choices)
    title = forms.CharField(label="Tên buổi", max_length=250)
    step = forms.TypedChoiceField(
        label="Phục vụ bước", choices=[(n, f"{n}. {label}") for n, label in STEPS], coerce=int
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")
    place = forms.CharField(label="Nơi tổ chức", max_length=250)
    organiser = forms.CharField(label="Đơn vị tổ chức", max_length=250)
    content = forms.CharField(
        label="Nội dung", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    communes = SeveralField(
        label="Dành cho xã",
        help_text="Không chọn xã nào là dành cho mọi xã.",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communes"].queryset = communes


class GuestsForm(Form):
    guests = PastedRows(
        {
            "name": forms.CharField(label="Họ và tên", max_length=120),
            "producer": forms.CharField(label="Chủ thể", max_length=200, required=False),
        },
        label="Người tham dự",
    )

    def __init__(self, *args, producers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.producers = producers

    def keywords(self):
        known = self.producers(row.values["producer"] for row in self.cleaned_data["guests"])
        return {
            "guests": [
                Guest(
                    name=row.values["name"],
                    producer=known.get(fold(row.values["producer"])),
                    producer_name=row.values["producer"],
                )
                for row in self.cleaned_data["guests"]
            ]
        }


class PresenceForm(Form):
    present = SeveralField(
        label="Có mặt", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, attendances, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = attendances


@requires(P.VIEW_OFFICE)
def index(request):
    """List the trainings of my place."""
    rows = trainings_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("host").annotate(
            listed=Count("attendances"),
            came=Count("attendances", filter=Q(attendances__is_present=True)),
        ),
        title="Tập huấn, tư vấn",
        columns=[
            Column("ten", "Tên buổi", "title", sort=("title",), link=address),
            Column("loai", "Loại", "get_kind_display", sort=("kind",)),
            Column("buoc", "Bước", "step", kind="number", sort=("step",)),
            Column("ngay", "Ngày", "starts_on", kind="day", sort=("starts_on",)),
            Column("noi", "Nơi tổ chức", "place"),
            Column("dv", "Đơn vị tổ chức", "organiser"),
            Column("moi", "Trong danh sách", "listed", kind="number", sort=("listed",)),
            Column("co", "Có mặt", "came", kind="number", sort=("came",)),
            Column("huy", "Đã hủy", "cancelled_on", kind="day"),
        ],
        filters=TrainingFilter,
        order="-ngay",
        name="tap-huan",
        empty="Chưa có buổi tập huấn, tư vấn nào.",
    )
    return listing.answer("office/trainings/index.html")


def address(training) -> str:
    """Return the page of one training."""
    return reverse("office:training", args=[training.pk])


@requires(P.VIEW_OFFICE)
def training(request, pk):
    """Show one training with its list."""
    found = mine(request, pk, P.VIEW_OFFICE)
    runs = runs_it(request, found)
    listing = Listing(
        request,
        found.attendances.select_related("producer__commune"),
        title=f"Danh sách tham dự: {found.title}",
        columns=[
            Column("ten", "Họ và tên", "name", sort=("name",)),
            Column("ct", "Chủ thể", "producer_name", sort=("producer_name",)),
            Column("xa", "Xã", "producer.commune.full_name"),
            Column(
                "co", "Có mặt", lambda row: "Có" if row.is_present else "", sort=("is_present",)
            ),
            Column("ky", "Ký nhận", lambda row: "", on_page=False),
        ],
        order="ten",
        name="tham-du",
        empty="Chưa ghi ai vào danh sách.",
        size=100,
    )
    context = {
        "training": found,
        "communes": found.communes.order_by("sort_key"),
        "came": found.attendances.filter(is_present=True).count(),
        "runs": runs and found.cancelled_on is None,
        "may_call": request.act.day >= found.starts_on,
    }
    return listing.answer("office/trainings/training.html", **context)


def was_there(attendance) -> str:
    """Say whether somebody came."""
    return "Có" if attendance.is_present else ""


@requires(P.RUN_TRAININGS)
def new(request):
    """Plan a training: the province's, or my commune's own."""
    post = posts(request.user, request.act.day).giving(P.RUN_TRAININGS).first()
    form = TrainingForm(
        request.POST or None,
        communes=communes_of(request, P.RUN_TRAININGS),
        initial={"organiser": post.commune or "Cơ quan OCOP tỉnh", "step": 1},
    )
    province = post.province or post.commune.province
    done = carried_out(
        form, operations.plan_training, request.act, province=province, host=post.commune
    )
    if done:
        messages.success(request, "Đã lập buổi. Hãy ghi người tham dự.")
        return redirect("office:guests", pk=done.result.pk)
    return render(request, "office/trainings/form.html", {"form": form})


@requires(P.RUN_TRAININGS)
def edit(request, pk):
    """Change a training's day, place or words."""
    found = mine(request, pk, P.RUN_TRAININGS)
    kept = {name: getattr(found, name) for name in TrainingForm.base_fields if name != "communes"}
    form = TrainingForm(
        request.POST or None,
        communes=communes_of(request, P.RUN_TRAININGS),
        initial=kept | {"communes": found.communes.all()},
    )
    if carried_out(form, operations.change_training, found, request.act):
        messages.success(request, "Đã lưu.")
        return redirect("office:training", pk=pk)
    return render(request, "office/trainings/form.html", {"form": form, "training": found})


@requires(P.RUN_TRAININGS)
def guests(request, pk):
    """Put people on the list, pasted from a spreadsheet or typed line by line."""
    found = mine(request, pk, P.RUN_TRAININGS)
    form = GuestsForm(request.POST or None, producers=lambda names: known(request, names))
    if done := carried_out(form, operations.add_participants, found, request.act):
        messages.success(request, f"Đã ghi thêm {done.result} người.")
        return redirect("office:training", pk=pk)
    return render(request, "office/trainings/guests.html", {"form": form, "training": found})


def known(request, names) -> dict[str, Producer]:
    """Return the producers of the province that just these names mean, by the folded name."""
    folded = {fold(name) for name in names if name}
    here = communes_of(request, P.RUN_TRAININGS).values("province")
    found: dict[str, Producer | None] = {}
    for one in live_producers().filter(folded__in=folded, commune__province__in=here):
        found[one.folded] = None if one.folded in found else one
    return {name: one for name, one in found.items() if one is not None}


@requires(P.RUN_TRAININGS)
def presence(request, pk):
    """Keep who of the list was there."""
    found = mine(request, pk, P.RUN_TRAININGS)
    listed = found.attendances.select_related("producer").order_by("name", "pk")
    came = [one.pk for one in listed if one.is_present]
    form = PresenceForm(request.POST or None, attendances=listed, initial={"present": came})
    form.fields["present"].label_from_instance = guest_line
    if done := carried_out(form, operations.take_attendance, found, request.act):
        messages.success(request, f"Đã điểm danh: {done.result} người có mặt.")
        return redirect("office:training", pk=pk)
    return render(request, "office/trainings/presence.html", {"form": form, "training": found})


def guest_line(attendance: Attendance) -> str:
    """Return one guest as a line to tick."""
    name = attendance.producer_name
    return f"{attendance.name} – {name}" if name else attendance.name


@requires(P.RUN_TRAININGS)
@require_POST
def cancellation(request, pk):
    """Cancel a training."""
    found = mine(request, pk, P.RUN_TRAININGS)
    operations.cancel_training(found, request.act)
    messages.success(request, "Đã hủy buổi này.")
    return redirect("office:training", pk=pk)


@requires(P.RUN_TRAININGS)
@require_POST
def striking(request, pk, guest):
    """Strike somebody off the list."""
    found = mine(request, pk, P.RUN_TRAININGS)
    operations.strike_participant(get_object_or_404(found.attendances, pk=guest), request.act)
    return redirect("office:training", pk=pk)


def runs_it(request, found) -> bool:
    """Tell whether this person runs the training, and does not only see it."""
    if P.RUN_TRAININGS not in request.permissions:
        return False
    reached = trainings_for(request.user, P.RUN_TRAININGS, request.act.day)
    return reached.filter(pk=found.pk).exists()


def mine(request, pk, permission) -> Training:
    """Return a training that this person may see, or run."""
    reached = trainings_for(request.user, permission, request.act.day)
    return get_object_or_404(reached.select_related("host", "cycle__province"), pk=pk)
