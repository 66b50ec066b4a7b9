"""Notices of the demo province: lapses told at their thresholds, some sendings that failed."""

from datetime import datetime, time

from ocop.accounts.models import User
from ocop.certificates.operations import send_alerts
from ocop.demo.scene import Scene
from ocop.kernel.act import VIETNAM
from ocop.notices.delivering import deliver_due
from ocop.notices.kinds import Channel
from ocop.notices.models import Notice, SimulatorFault
from ocop.notices.operations import break_simulator, choose_reach, mark_read, mend_simulator
from ocop.notices.queries import inbox_of

# Mornings on which the alerts were sent, the newest last; the demo's own is among them.
MORNINGS = (60, 45, 30, 21, 14, 7, 3, 2, 1)
# Numbers that no network gives out; the last one is of nobody on the simulator.
REACHED = (
    ("hoa", "0900000111", True, True),
    ("lan", "0900000222", True, False),
    ("tung", "", False, False),
    ("binh", "0900000333", False, True),
    ("dao", "0900000000", True, False),
    ("kien", "0900000444", True, True),
)
READ = 3


def tell_all(scene: Scene) -> None:
    """Let people choose their channels, tell them of lapses, and send what was told."""
    if Notice.objects.filter(key__startswith="lapse ").exists():
        return
    for name, phone, sms, zalo in REACHED:
        if user := User.objects.filter(username=name).first():
            act = scene.act(name, day=max(scene.ago(70), scene.began), hour=8)
            choose_reach(
                user, act, by_email=bool(user.email), by_sms=sms, by_zalo=zalo, phone=phone
            )
    for days in MORNINGS:
        day = max(scene.ago(days), scene.began)
        send_alerts(scene.act(None, day=day, hour=6))
        _deliver(scene, datetime.combine(day, time(6, 5), VIETNAM), failing=days == MORNINGS[-1])
    _read_some(scene)


def _deliver(scene: Scene, at: datetime, *, failing: bool) -> None:
    """Send what is due; on the last morning Zalo is silent, and is tried again later."""
    if not failing:
        deliver_due(lambda: at)
        return
    act = scene.act("tung", day=scene.ago(MORNINGS[-1]), hour=6)
    break_simulator(act, channel=Channel.ZALO, answer="Zalo đang bảo trì, chưa nhận tin.")
    deliver_due(lambda: at)
    mend_simulator(SimulatorFault.objects.get(channel=Channel.ZALO), act)


def _read_some(scene: Scene) -> None:
    """Let the oldest notices of the main people be read; the newest wait for them."""
    for name in ("hoa", "lan", "tung"):
        act = scene.act(name, day=scene.ago(1), hour=8)
        for notice in inbox_of(scene.user(name)).order_by("created_at", "pk")[:READ]:
            mark_read(notice, act)
