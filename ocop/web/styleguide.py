"""The sample room: every part in every state, to look at while building."""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib.staticfiles import finders
from django.shortcuts import render

from ocop.web.forms import DayField, Form, WholeField
from ocop.web.gates import public
from ocop.web.ui.marks import MARKS
from ocop.web.ui.tiles import TILES


class SampleForm(Form):
    name = forms.CharField(label="Tên sản phẩm", help_text="Như ghi trên nhãn.")
    day = DayField(label="Ngày sản xuất")
    price = WholeField(label="Giá bán lẻ", required=False, help_text="Đồng, đã gồm thuế.")
    kind = forms.ChoiceField(
        label="Loại hồ sơ", choices=[("first", "Lần đầu"), ("renewal", "Đánh giá lại")]
    )
    story = forms.CharField(label="Câu chuyện", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Tôi chịu trách nhiệm về nội dung đã khai")


@public
def styleguide(request):
    """Show the sample room, made only of invented words."""
    return render(request, "ui/styleguide.html", samples(request.act.day, request.act.at))


def samples(today, now):
    """Return something to show in each part."""
    producer = SimpleNamespace(name="Hợp tác xã Nông lâm nghiệp và Dịch vụ Đạp Thanh")
    names = ((11, "Trà hoa vàng túi lọc"), (6, "Miến dong Bình Liêu"), (8, "Ruốc hàu Vân Đồn"))
    products = [
        SimpleNamespace(name=name, set_number=number, producer=producer) for number, name in names
    ]
    return {
        "soon": today + timedelta(days=12),
        "over": today - timedelta(days=3),
        "lapse": today + timedelta(days=600),
        "colors": ("paper", "surface", "ink", "sea", "gold", "lacquer", "amber", "leaf"),
        "counts": (43, 113, 174, 272, 327, 443),
        "icons": re.findall(r'id="([a-z-]+)"', Path(finders.find("ui/icons.svg")).read_text()),
        "marks": MARKS,
        "products": products,
        "form": SampleForm(),
        "bad_form": SampleForm({"name": "", "day": "31/02/2026", "kind": "first"}),
        "line": score_line(),
        "long_line": score_line(7),
        **told_in_order(today, now),
        "bars": [("Thực phẩm", 271, "#"), ("Đồ uống", 64, "#"), ("Thủ công mỹ nghệ", 12, "#")],
        "years": [
            ("2021", 43),
            ("2022", 70),
            ("2023", 61),
            ("2024", 98),
            ("2025", 0),
            ("2026", 55),
        ],
        "map": [(code, f"Xã {code}", i * 7 % 23, "#") for i, code in enumerate(TILES["22"])],
        "facets": [("1", "Thực phẩm", 271), ("2", "Đồ uống", 64)],
    }


def told_in_order(today, now):
    """Return what follows one another: steps, lines of history, links of a chain."""
    return {
        "steps": [
            {"label": "Soạn hồ sơ", "state": "done", "line": "Nộp ngày 02/10/2026"},
            {"label": "Xã kiểm tra và đề nghị", "state": "now", "line": "Trả lời trước 23/10/2026"},
            {"label": "Tổ tư vấn tỉnh thẩm định", "state": "later"},
            {"label": "Hội đồng chấm điểm", "state": "later"},
        ],
        "history": [
            {"at": now, "who": "Lan, cán bộ xã Ba Chẽ", "act": "Nhận hồ sơ"},
            {"at": now, "who": "Hoa, chủ thể", "act": "Nộp hồ sơ", "line": "HS-2026-0417"},
        ],
        "links": [
            {"title": "Vùng trồng", "line": "Xã Ba Chẽ", "icon": "leaf", "at": today},
            {"title": "Đóng gói", "line": "Xưởng Đạp Thanh", "icon": "box", "at": today},
            {"title": "Lô 2026-09", "line": "1.200 hộp", "icon": "product", "at": today},
            {"title": "Điểm bán", "line": "Bãi Cháy, Hạ Long", "icon": "basket", "at": today},
        ],
    }


def score_line(count=4):
    """Return one criterion of a score sheet."""
    labels = ("Không liên kết", "Có liên kết, dưới 50%", "Từ 50% đến dưới 75%", "Trên 75%")
    options = [
        {"value": str(n), "points": n, "label": labels[n % 4], "star": {2: 4, 3: 5}.get(n)}
        for n in range(count)
    ]
    return {
        "code": "1.5", "title": "Liên kết chuỗi", "max": count - 1, "name": f"mark_{count}",
        "about": "12 tháng tính đến lúc đăng ký đánh giá", "options": options, "chosen": "2",
        "part": "A", "evidence": [{"label": "Hợp đồng bao tiêu", "url": "#"}],
        "note_name": f"note_{count}", "note": "",
    }  # fmt: skip
