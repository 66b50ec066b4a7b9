"""Builds the demo province, act by act, through the same operations as everybody's."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from ocop.cycles.models import Cycle
from ocop.cycles.operations import open_cycle
from ocop.demo.aftercare import tend
from ocop.demo.awards import award_all
from ocop.demo.council import seat_council
from ocop.demo.cycle import play_year
from ocop.demo.figures import tell_for_figures
from ocop.demo.helping import let_help
from ocop.demo.jobs import leave_results
from ocop.demo.links import lead_on
from ocop.demo.notices import tell_all
from ocop.demo.outcomes import play_season
from ocop.demo.people import invite_cast
from ocop.demo.record import register_all
from ocop.demo.scanning import scan
from ocop.demo.scene import Scene
from ocop.demo.stamping import stamp
from ocop.demo.tracing import trace_all
from ocop.demo.vault import stock_vaults
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places
from ocop.rulesets import bundled
from ocop.rulesets.operations import load_ruleset

# The law of the demo is in force since 22 May 2026; its season needs seventy days behind it.
EARLIEST = date(2026, 8, 3)


def build(on: date, *, say: Callable[[str], None]) -> Scene:
    """Build the province as it stands on ``on``; what is there already is left as it is.

    Each step is whole or nothing, so that a build that was cut off goes on where it stopped.
    """
    scene = Scene(on)
    for sentence, step in STEPS:
        say(sentence)
        with transaction.atomic():
            step(scene)
    return scene


def _load_law(scene: Scene) -> None:
    act = scene.act(None, day=scene.began, hour=6)
    load_places(act, data=packaged_places())
    for code in bundled.CODES:
        load_ruleset(act, text=bundled.text(code))


def _open_cycles(scene: Scene) -> None:
    act = scene.act("tung", day=scene.began, hour=8)
    for year in range(scene.began.year, scene.on.year + 2):
        if not Cycle.objects.filter(province=scene.province, year=year).exists():
            open_cycle(act, province=scene.province, year=year)


STEPS: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("Nạp địa danh và ba bộ tiêu chí ...", _load_law),
    ("Mời người của tỉnh trình diễn ...", invite_cast),
    ("Mở chu trình của năm ...", _open_cycles),
    ("Ghi chủ thể và sản phẩm ...", register_all),
    ("Ghi quyết định và giấy chứng nhận đã có ...", award_all),
    ("Ghi điều mà số liệu cần ...", tell_for_figures),
    ("Ghi ý tưởng, phương án và tập huấn của năm ...", play_year),
    ("Lập hội đồng và quy chế mẫu ...", seat_council),
    ("Nộp, chấm và quyết định hồ sơ của mùa này ...", play_season),
    ("Chất giấy tờ vào kho của chủ thể mẫu ...", stock_vaults),
    ("Đặt liên kết cho mã GS1 mẫu ...", lead_on),
    ("Uỷ quyền làm thay ...", let_help),
    ("Báo giấy chứng nhận sắp hết hạn và gửi thông báo ...", tell_all),
    ("Làm vài bộ hồ sơ để tải ...", leave_results),
    ("Kiểm tra nhãn, xem xét thu hồi, nhận phản ánh ...", tend),
    ("Ghi vùng trồng, nhật ký và diễn tập thu hồi ...", trace_all),
    ("Cấp tem điện tử ...", stamp),
    ("Quét thử tem ...", scan),
)
