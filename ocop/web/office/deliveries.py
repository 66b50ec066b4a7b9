"""What was sent to the people of my places, what failed and why; and what the simulator took."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.kernel.text import fold
from ocop.notices import operations
from ocop.notices.kinds import Channel, Kind, State
from ocop.notices.models import Delivery, SimulatedMessage, SimulatorFault
from ocop.registry.people import people_for, people_of_communes
from ocop.web.forms import FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

ANY = ("", "Tất cả")


def delivery_filter(day):
    """Return the filters of the list; a place is that of the person on ``day``."""

    class DeliveryFilter(FilterForm):
        kenh = forms.ChoiceField(label="Kênh", choices=[ANY, *Channel.choices])
        tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *State.choices])
        loai = forms.ChoiceField(label="Về", choices=[ANY, *Kind.choices])
        xa = forms.CharField(label="Xã của người nhận", max_length=80)

        def narrow(self, rows):
            wanted = self.cleaned_data
            for name, path in (("kenh", "channel"), ("tt", "state"), ("loai", "notice__kind")):
                if wanted[name]:
                    rows = rows.filter(**{path: wanted[name]})
            if fold(wanted["xa"]):
                there = people_of_communes(wanted["xa"], day)
                rows = rows.filter(notice__user__in=there.values("pk"))
            return rows

    return DeliveryFilter


class FaultForm(Form):
    answer = forms.CharField(
        label="Kênh sẽ trả lời", max_length=200, initial="Nhà mạng đang bảo trì."
    )


def my_deliveries(request, permission=Permission.VIEW_OFFICE):
    """Return the sendings to the people of my places."""
    people = people_for(request.user, permission, request.act.day)
    return Delivery.objects.filter(notice__user__in=people.values("pk"))


@requires(Permission.VIEW_OFFICE)
def index(request):
    """List every sending to the people of my places, with its state in plain words."""
    mine = my_deliveries(request)
    may_manage = Permission.MANAGE_NOTICES in request.permissions

    def again_url(one):
        is_mine = may_manage and one.state == State.GIVEN_UP
        return reverse("office:send-again", args=[one.pk]) if is_mine else ""

    listing = Listing(
        request,
        mine.select_related("notice__user"),
        title="Thông báo đã gửi ra ngoài",
        columns=[
            Column("nguoi", "Người nhận", "notice.user.full_name",
                   sort=("notice__user__full_name",)),
            Column("ve", "Thông báo", "notice.subject"),
            Column("kenh", "Kênh", "get_channel_display", sort=("channel",)),
            Column("lap", "Lập lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("tt", "Trạng thái", "get_state_display",
                   template="office/deliveries/state.html"),
            Column("lan", "Số lần thử", "tries", kind="number", sort=("tries",)),
            Column("lam", "Việc", lambda one: "Gửi lại" if again_url(one) else "",
                   link=again_url, in_file=False),
            Column("gui", "Gửi xong lúc", "sent_at", kind="moment", on_page=False),
            Column("dap", "Nơi nhận trả lời", "answer", on_page=False),
            Column("ma", "Mã gửi", lambda one: str(one.reference), on_page=False),
        ],
        filters=delivery_filter(request.act.day),
        order="-lap",
        name="luot-gui",
        empty="Chưa gửi thông báo nào ra ngoài hệ thống.",
    )  # fmt: skip
    return listing.answer(
        "office/deliveries/index.html",
        figures=figures_of(mine),
        may_manage=may_manage,
    )


def figures_of(deliveries):
    """Return how many sendings stand in each state."""
    counted = dict(deliveries.order_by().values_list("state").annotate(Count("pk")))
    tones = {State.FAILED: "amber", State.GIVEN_UP: "lacquer"}
    return [
        (state.label, counted.get(state.value, 0), f"?tt={state.value}", tones.get(state, ""))
        for state in State
    ]


@requires(Permission.MANAGE_NOTICES)
def again(request, pk):
    """Queue a sending anew that was given up."""
    delivery = get_object_or_404(my_deliveries(request, Permission.MANAGE_NOTICES), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if carried_out(form, operations.send_again, delivery, request.act):
        messages.success(request, "Đã xếp lại vào hàng chờ gửi.")
        return redirect("office:deliveries")
    return render(request, "office/deliveries/again.html", {"delivery": delivery, "form": form})


@requires(Permission.MANAGE_NOTICES)
def simulator(request):
    """Show what the simulator took for people of my places, and which channels it refuses."""
    mine = my_deliveries(request, Permission.MANAGE_NOTICES)
    taken = SimulatedMessage.objects.filter(reference__in=mine.values("reference"))
    listing = Listing(
        request,
        taken,
        title="Tin mà kênh mô phỏng đã nhận",
        columns=[
            Column("luc", "Lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("kenh", "Kênh", "get_channel_display", sort=("channel",)),
            Column("toi", "Tới số", "to"),
            Column("tin", "Nội dung", "text"),
            Column("lan", "Số lần gọi", "calls", kind="number", sort=("calls",)),
        ],
        order="-luc",
        name="tin-mo-phong",
        empty="Kênh mô phỏng chưa nhận tin nào.",
    )
    return listing.answer("office/deliveries/simulator.html", channels=simulated_channels())


def simulated_channels():
    """Return each channel that goes to the simulator, with its fault, if it was told one."""
    faults = {fault.channel: fault for fault in SimulatorFault.objects.all()}
    return [
        (channel, faults.get(channel))
        for channel in Channel
        if ".simulator." in settings.NOTICE_GATEWAYS[channel]
    ]


@requires(Permission.MANAGE_NOTICES)
def fault(request, channel):
    """Let a channel's simulator refuse, or take messages again."""
    channels = {one.value: found for one, found in simulated_channels()}
    form = FaultForm(request.POST or None)
    if channel not in channels:
        return redirect("office:simulator")
    if broken := channels[channel]:
        form = Form(request.POST if request.method == "POST" else None)
        done = carried_out(form, operations.mend_simulator, broken, request.act)
    else:
        breaks = operations.break_simulator
        done = carried_out(form, breaks, request.act, channel=Channel(channel))
    if done:
        return redirect("office:simulator")
    context = {"channel": Channel(channel), "form": form, "broken": broken}
    return render(request, "office/deliveries/fault.html", context)
