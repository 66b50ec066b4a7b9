"""Editing what a product's GS1 link leads to; the same page for the producer and for officers."""

from dataclasses import dataclass
from urllib.parse import unquote

from django import forms
from django.contrib import messages
from django.forms import formset_factory
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from ocop.audit.queries import history
from ocop.kernel.digital_link import Malformed, Name
from ocop.links.models import Anchor
from ocop.links.operations import replace_links
from ocop.links.queries import GTIN, anchors_of, levels_of
from ocop.links.targets import LONGEST_ADDRESS, LONGEST_TITLE, LinkTarget
from ocop.links.vocabulary import CHOICES, DEFAULT, label_of
from ocop.web.forms import Form, carried_out

LOT = "10"
MEDIA = [
    ("", "Không nói"), ("text/html", "Trang web"), ("application/pdf", "PDF"),
    ("image/jpeg", "Ảnh JPEG"), ("image/png", "Ảnh PNG"), ("video/mp4", "Phim MP4"),
    ("application/json", "JSON"), ("application/ld+json", "JSON-LD"),
]  # fmt: skip


class AnchorForm(Form):
    description = forms.CharField(label="Tên gọi", required=False, max_length=300)
    default_href = forms.CharField(
        label="Địa chỉ mặc định",
        help_text="Người quét mã được dẫn tới đây. Bỏ trống thì tới trang sản phẩm ở hệ thống này.",
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput,
    )
    default_title = forms.CharField(
        label="Tiêu đề của địa chỉ mặc định", required=False, max_length=LONGEST_TITLE
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows

    def is_valid(self):
        return super().is_valid() and self.rows.is_valid()

    def keywords(self):
        said = self.cleaned_data
        links = [row.target() for row in self.rows if row.is_said]
        if said["default_href"]:
            links.insert(0, LinkTarget(DEFAULT, said["default_href"], said["default_title"]))
        return {"description": said["description"], "links": links}


class LinkForm(Form):
    link_type = forms.ChoiceField(label="Loại", choices=CHOICES)
    href = forms.CharField(
        label="Địa chỉ", required=False, max_length=LONGEST_ADDRESS, widget=forms.URLInput
    )
    title = forms.CharField(label="Tiêu đề", required=False, max_length=LONGEST_TITLE)
    hreflang = forms.CharField(
        label="Ngôn ngữ", help_text="Ví dụ: vi, en.", required=False, max_length=100
    )
    type = forms.ChoiceField(label="Dạng", choices=MEDIA, required=False)
    context = forms.CharField(
        label="Bối cảnh", help_text="Ví dụ mã nước: VN.", required=False, max_length=200
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("link_type", "type"):
            self._keep(name, self.initial.get(name))
            self._keep(name, self.data.get(self.add_prefix(name)) if self.is_bound else None)

    def _keep(self, name, value):
        """Let a value that came in by a file stay as it is."""
        known = dict(self.fields[name].choices)
        if value and value not in known:
            self.fields[name].choices = [*self.fields[name].choices, (value, label_of(value))]

    @property
    def is_said(self):
        return bool(self.cleaned_data.get("href"))

    def target(self):
        """Return the link that the row says."""
        said = self.cleaned_data
        listed = (tuple(said[name].replace(",", " ").split()) for name in ("hreflang", "context"))
        return LinkTarget(said["link_type"], said["href"], said["title"], said["type"], *listed)


LinkForms = formset_factory(LinkForm, extra=3, max_num=80, absolute_max=120)


@dataclass(frozen=True, slots=True)
class Frame:
    """What differs between the doors: the page's frame and where it lies."""

    template: str
    address: str


def edited(request, product, frame: Frame):
    """Show the links of a product or of one of its lots, and take new ones in their place."""
    if not product.gtin:
        return render(request, frame.template, {"product": product})
    lot = request.GET.get("lo", "").strip()
    try:
        name = Name(GTIN, product.gtin, ((LOT, lot),) if lot else ())
    except Malformed as wrong:
        messages.error(request, str(wrong))
        return redirect(frame.address)
    anchor = Anchor.objects.filter(path=name.path).first()
    kept = [link.target for link in anchor.links.all()] if anchor else []
    rows = LinkForms(request.POST or None, initial=[said(one) for one in told(kept)], prefix="lk")
    form = AnchorForm(request.POST or None, rows=rows, initial=heading(anchor, kept))
    if carried_out(form, replace_links, request.act, name=name, is_sample=product.is_sample):
        messages.success(request, "Đã lưu liên kết.")
        return redirect(f"{frame.address}?{urlencode({'lo': lot})}" if lot else frame.address)
    context = {
        "product": product, "form": form, "rows": rows, "lot": lot, "name": name,
        "places": places(product, frame.address), "levels": shown(levels_of(name, request.act.day)),
        "history": history(anchor) if anchor else [], "address": frame.address,
    }  # fmt: skip
    return render(request, frame.template, context)


def places(product, address):
    """Return what of a product has links of its own, in words, with the page that edits them."""
    found = []
    for anchor in anchors_of(product):
        quoted = anchor.path.partition(f"/{LOT}/")[2]
        lot = unquote(quoted)
        if not lot:
            found.append(("Cả sản phẩm", address))
        elif "/" not in quoted:
            found.append((f"Lô {lot}", f"{address}?{urlencode({'lo': lot})}"))
    return found


def told(kept):
    """Return the links that have rows: all but the default."""
    return [one for one in kept if one.link_type != DEFAULT]


def said(target) -> dict:
    """Return a link as a row shows it."""
    return {
        "link_type": target.link_type, "href": target.href, "title": target.title,
        "type": target.type, "hreflang": ", ".join(target.hreflang),
        "context": ", ".join(target.context),
    }  # fmt: skip


def heading(anchor, kept) -> dict:
    """Return the name and the default as the form shows them."""
    default = next((one for one in kept if one.link_type == DEFAULT), None)
    return {
        "description": anchor.description if anchor else "",
        "default_href": default.href if default else "",
        "default_title": default.title if default else "",
    }


def shown(levels) -> list:
    """Return what a reader is led to now, as the public page tells it."""
    return [
        (level, [(label_of(one.link_type), one.href, one) for one in level.targets])
        for level in levels[::-1]
    ]
