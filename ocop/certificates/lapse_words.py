"""What producer, commune and province are told of a lapse: what, when, and what to do now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.certificates.radar import days_to_lapse
from ocop.certificates.term import renewal_window

# The lapses that a list of many names; the radar has the others.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Lapse:
    """A certificate that lapses, in the words of its paper."""

    key: int
    number: str
    product: str
    product_code: str
    producer: str
    commune: str
    stars: int
    lapses_on: date


@dataclass(frozen=True, slots=True)
class Letter:
    """What one audience is told."""

    subject: str
    text: str
    link: str


def to_producer(lapse: Lapse, day: date) -> Letter:
    """Return what the producer is told, which ends with the one thing to do."""
    opens, closes = renewal_window(lapse.lapses_on)
    if day <= closes:
        act = (
            f"Hồ sơ đánh giá lại nhận từ {opens:%d/%m/%Y} đến hết {closes:%d/%m/%Y}. "
            f"Hãy lập hồ sơ và nộp cho {lapse.commune} trong thời gian này."
        )
    elif day < lapse.lapses_on:
        act = (
            f"Hạn nhận hồ sơ đánh giá lại là hết {closes:%d/%m/%Y}. Nếu đã nộp, không cần làm gì "
            f"thêm. Nếu chưa, hãy hỏi {lapse.commune} để chuẩn bị hồ sơ đánh giá lần đầu, nộp "
            f"được từ {lapse.lapses_on:%d/%m/%Y}."
        )
    else:
        act = (
            "Từ ngày đó sản phẩm không còn được ghi hạng sao và dùng nhãn hiệu OCOP. Muốn được "
            f"phân hạng lại, hãy lập hồ sơ đánh giá lần đầu, nộp cho {lapse.commune}."
        )
    return Letter(_subject(lapse, day), f"{_what(lapse)} {act}", _producer_link(lapse, day))


def to_commune(lapse: Lapse, day: date) -> Letter:
    """Return what the commune is told: whom to help, and until when."""
    opens, closes = renewal_window(lapse.lapses_on)
    if day <= closes:
        act = (
            f"Hãy nhắc và giúp chủ thể lập hồ sơ đánh giá lại, nhận từ {opens:%d/%m/%Y} đến hết "
            f"{closes:%d/%m/%Y}; xã xem xét trong 15 ngày làm việc kể từ ngày nộp."
        )
    elif day < lapse.lapses_on:
        act = (
            f"Hạn nhận hồ sơ đánh giá lại là hết {closes:%d/%m/%Y}. Nếu chủ thể chưa nộp, hãy "
            "báo để họ chuẩn bị hồ sơ đánh giá lần đầu."
        )
    else:
        act = (
            "Hãy báo chủ thể thôi ghi hạng sao và thôi dùng nhãn hiệu OCOP, và hướng dẫn lập hồ "
            "sơ đánh giá lần đầu nếu còn sản xuất."
        )
    return Letter(_subject(lapse, day), f"{_what(lapse)} Chủ thể: {lapse.producer}. {act}",
                  _office_link(lapse))  # fmt: skip


def to_province(lapse: Lapse, day: date) -> Letter:
    """Return what the province is told: what is coming to its council, or what has ended."""
    opens, closes = renewal_window(lapse.lapses_on)
    if day <= closes:
        act = (
            f"Hồ sơ đánh giá lại nhận từ {opens:%d/%m/%Y} đến hết {closes:%d/%m/%Y}, và có kết "
            "quả trong 45 ngày kể từ khi hồ sơ đầy đủ."
        )
    elif day < lapse.lapses_on:
        act = (
            f"Hạn nhận hồ sơ đánh giá lại là hết {closes:%d/%m/%Y}. Hãy xem hồ sơ đã nộp kịp có "
            "kết quả trước ngày hết hiệu lực hay không."
        )
    else:
        act = "Sản phẩm không còn hạng sao; các trang công khai đã ghi như vậy."
    place = f"Chủ thể: {lapse.producer}, {lapse.commune}."
    return Letter(_subject(lapse, day), f"{_what(lapse)} {place} {act}", _office_link(lapse))


def to_officer(lapses: Sequence[Lapse], day: date) -> Letter:
    """Return what an officer is told of several lapses at once: how many, and the first five."""
    ordered = sorted(lapses, key=lambda one: (one.lapses_on, one.product))
    lines = [
        f"– {one.product} ({one.producer}, {one.commune}), {one.stars} sao: "
        f"{_left(one, day)}, {one.lapses_on:%d/%m/%Y}."
        for one in ordered[:FIRST]
    ]
    if more := len(ordered) - len(lines):
        lines.append(f"Và {more} giấy khác, xem trên ra-đa hết hạn.")
    return Letter(
        f"{len(ordered)} giấy chứng nhận sắp hết hạn hoặc vừa hết hạn",
        "\n".join([f"Hôm nay {len(ordered)} giấy chứng nhận đến mốc báo:", *lines]),
        f"/van-phong/ra-da/?hom={day.isoformat()}",
    )


def _left(lapse: Lapse, day: date) -> str:
    left = days_to_lapse(lapse.lapses_on, day)
    if left > 0:
        return f"còn {left} ngày"
    return "hết hiệu lực từ hôm nay" if left == 0 else "đã hết hiệu lực"


def _subject(lapse: Lapse, day: date) -> str:
    left = days_to_lapse(lapse.lapses_on, day)
    name = lapse.product if len(lapse.product) <= 100 else f"{lapse.product[:99]}…"
    if left > 0:
        return f"{name}: giấy chứng nhận còn {left} ngày"
    if left == 0:
        return f"{name}: giấy chứng nhận hết hiệu lực từ hôm nay"
    return f"{name}: giấy chứng nhận đã hết hiệu lực"


def _what(lapse: Lapse) -> str:
    return (
        f"Giấy chứng nhận {lapse.stars} sao số {lapse.number} của {lapse.product} hết hiệu lực "
        f"từ {lapse.lapses_on:%d/%m/%Y}."
    )


def _producer_link(lapse: Lapse, day: date) -> str:
    is_time = day <= renewal_window(lapse.lapses_on)[1] or day >= lapse.lapses_on
    tail = "ho-so-moi/" if is_time else ""
    return f"/chu-the/san-pham/{lapse.product_code}/{tail}"


def _office_link(lapse: Lapse) -> str:
    return f"/van-phong/giay-chung-nhan/{lapse.key}/"
