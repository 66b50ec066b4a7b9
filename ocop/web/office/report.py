"""The commune's report in one press: products, dossiers, lapses, deadlines kept and missed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Count, F, Min, Q
from django.http import HttpResponse
from django.shortcuts import render

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.access import certificates_for
from ocop.certificates.term import Standing
from ocop.documents.letters import Letter, Paragraph, Signer, docx, heading
from ocop.documents.letters import Table as PrintedTable
from ocop.documents.letters.offices import (
    MINISTRY,
    committee,
    committee_office,
    in_sentence,
    ministry_office,
)
from ocop.documents.letters.posts import for_body
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.clocks import commune_deadline
from ocop.dossiers.flow import State
from ocop.dossiers.grace import of_standing
from ocop.dossiers.models import Return
from ocop.kernel.act import VIETNAM
from ocop.places.models import Commune
from ocop.registry.access import producers_for, products_for
from ocop.sheets.writing import Heading, Kind, Table, tables_workbook
from ocop.web.forms import DayField, FilterForm
from ocop.web.gates import requires
from ocop.web.listing import XLSX, agency_of
from ocop.web.office.letters import attached

VIEW = Permission.VIEW_OFFICE
AHEAD = timedelta(days=180)
STANDINGS = (
    Standing.IN_FORCE, Standing.LAPSING, Standing.GRACE, Standing.LAPSED, Standing.REVOKED,
)  # fmt: skip


class PeriodForm(FilterForm):
    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến hết ngày")
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.none(), to_field_name="code", empty_label="Tất cả"
    )

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["xa"].queryset = communes
        if communes.count() <= 1:
            del self.fields["xa"]

    def clean(self):
        told = super().clean()
        if told.get("tu") and told.get("den") and told["tu"] > told["den"]:
            self.add_error("den", "Ngày cuối phải từ ngày đầu trở đi.")
        return told


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: whose rows, of which days."""

    user: object
    first: date
    last: date
    day: date
    commune: Commune | None

    def of(self, rows, path: str):
        """Keep the rows of the chosen commune."""
        return rows.filter(**{path: self.commune}) if self.commune else rows

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return the first moment of the period, and the first after it."""
        after = self.last + timedelta(days=1)
        return tuple(datetime.combine(day, time.min, VIETNAM) for day in (self.first, after))


@requires(VIEW)
def report(request):
    """Show the report of my place for a period; print it, or take it as a workbook."""
    communes = my_communes(request)
    form = PeriodForm(request.GET, communes=communes)
    told = form.cleaned_data if form.is_valid() else {}
    day = request.act.day
    last = told.get("den") or day
    scope = Scope(request.user, told.get("tu") or date(last.year, 1, 1), last, day, told.get("xa"))
    tables = [
        counts_table(scope), stars_table(scope), dossiers_table(scope),
        deadlines_table(scope), lapsing_table(scope),
    ]  # fmt: skip
    if request.GET.get("tai") == "xlsx":
        return workbook(request, scope, tables)
    only = communes.first() if communes.count() == 1 else scope.commune
    if request.GET.get("tai") == "docx":
        paper = letter(*issuing_office(request), scope, tables, only)
        return attached(docx(paper), f"{file_stem(scope)}.docx", "docx")
    context = {
        "form": form, "scope": scope, "place": only,
        "tables": [(one, paired(one)) for one in tables],
        "agency": agency_of(request) or "Cơ quan OCOP",
        "file_url": f"?{request.GET.urlencode()}&tai=xlsx".replace("?&", "?"),
        "word_url": f"?{request.GET.urlencode()}&tai=docx".replace("?&", "?"),
    }  # fmt: skip
    return render(request, "office/report.html", context)


def paired(table):
    """Return the rows of a table with each cell beside its heading."""
    return [list(zip(table.columns, row, strict=True)) for row in table.rows]


def counts_table(scope) -> Table:
    """Return how many producers and products the place has."""
    producers = scope.of(producers_for(scope.user, VIEW, scope.day), "commune").count()
    products = scope.of(products_for(scope.user, VIEW, scope.day), "commune")
    told = products.aggregate(
        live=Count("pk", filter=Q(retired_on=None)), gone=Count("pk", filter=~Q(retired_on=None))
    )
    rows = [
        ["Chủ thể", producers],
        ["Sản phẩm đang có trong sổ", told["live"]],
        ["Sản phẩm đã ngừng", told["gone"]],
    ]
    return Table("Chủ thể và sản phẩm", [Heading("Chỉ tiêu", width=44), number("Số lượng")], rows)


def stars_table(scope) -> Table:
    """Return the certificates by stars and by what they are worth on the last day."""
    mine = scope.of(certificates_for(scope.user, VIEW, scope.day), "product__commune")
    found = {
        standing: Counter(of_standing(mine, standing, scope.last).values_list("stars", flat=True))
        for standing in STANDINGS
    }
    rows = [
        [f"{stars} sao", *(found[standing][stars] for standing in STANDINGS)] for stars in (5, 4, 3)
    ]
    rows.append(["Cộng", *(sum(found[standing].values()) for standing in STANDINGS)])
    heads = [Heading("Hạng sao"), *(number(standing.label) for standing in STANDINGS)]
    return Table("Giấy chứng nhận theo hạng sao", heads, rows)


def dossiers_table(scope) -> Table:
    """Return the dossiers filed in the period by where they stand now."""
    counts = dict(filed(scope).order_by().values_list("state").annotate(n=Count("pk")))
    rows = [[state.label, counts[state]] for state in State if counts.get(state)]
    rows.append(["Cộng", sum(counts.values())])
    return Table(
        "Hồ sơ nộp trong kỳ",
        [Heading("Trạng thái", width=44), number("Số hồ sơ")],
        rows,
    )


def deadlines_table(scope) -> Table:
    """Return how the commune kept the 15 working days on dossiers filed in the period."""
    found = Counter(
        kept_or_missed(when, min(filter(None, answers), default=None), scope.day)
        for when, *answers in answered(scope)
    )
    rows = [[label, found[label]] for label in (KEPT, MISSED, RUNNING)]
    return Table(
        "Thời hạn 15 ngày làm việc ở xã", [Heading("Kết quả", width=44), number("Số hồ sơ")], rows
    )


def answered(scope):
    """Return when each dossier was filed, proposed, and sent back after that filing."""
    of_this_filing = Q(returns__by=Return.By.COMMUNE, returns__created_at__gte=F("submitted_at"))
    returned = Min("returns__created_at", filter=of_this_filing)
    return (
        filed(scope)
        .annotate(back=returned)
        .values_list("submitted_at", "proposal__created_at", "back")
    )


KEPT, MISSED, RUNNING = "Trả lời đúng hạn", "Trả lời muộn hoặc quá hạn", "Còn trong hạn"


def kept_or_missed(submitted_at, answered_at, day) -> str:
    """Return whether the commune answered in time, is late, or has days left."""
    due = commune_deadline(submitted_at.astimezone(VIETNAM).date())
    if answered_at is not None:
        return KEPT if answered_at.astimezone(VIETNAM).date() <= due else MISSED
    return RUNNING if day <= due else MISSED


def lapsing_table(scope) -> Table:
    """Return the certificates that lapse within 180 days of the last day."""
    mine = scope.of(certificates_for(scope.user, VIEW, scope.day), "product__commune")
    soon = mine.standing(Standing.LAPSING, scope.last).select_related("product__producer__commune")
    rows = [
        [str(one.product), str(one.product.producer), str(one.product.producer.commune), one.stars,
         one.lapses_on, (one.lapses_on - scope.last).days]
        for one in soon.order_by("lapses_on", "pk")
    ]  # fmt: skip
    heads = [
        Heading("Sản phẩm", width=34), Heading("Chủ thể", width=34), Heading("Xã"),
        number("Sao"), Heading("Hết hiệu lực", Kind.DAY), number("Còn ngày"),
    ]  # fmt: skip
    return Table("Sản phẩm sắp hết hạn", heads, rows)


def filed(scope):
    """Return the dossiers of the place whose last filing lies in the period."""
    first, after = scope.moments
    mine = scope.of(dossiers_for(scope.user, VIEW, scope.day), "product__commune")
    return mine.filter(submitted_at__gte=first, submitted_at__lt=after)


def number(label) -> Heading:
    """Return the heading of a column of counts."""
    return Heading(label, Kind.WHOLE, 14)


def workbook(request, scope, tables):
    """Return the report as a workbook, a sheet for each table."""
    content = tables_workbook(tables, as_of=scope.last, agency=agency_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{file_stem(scope)}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def file_stem(scope) -> str:
    """Return how the files of a report are named."""
    return f"bao-cao-ocop-{scope.first:%Y%m%d}-{scope.last:%Y%m%d}"


def letter(office, above, scope, tables, place) -> Letter:
    """Return the report as an official paper, its number left open for the clerk."""
    about = f"Chương trình OCOP {in_sentence(place.full_name)}" if place else "Chương trình OCOP"
    period = f"từ ngày {scope.first:%d/%m/%Y} đến hết ngày {scope.last:%d/%m/%Y}"
    opening = f"Số liệu lấy từ hệ thống quản lý OCOP, kỳ {period}."
    body = [Paragraph(opening)]
    for at, table in enumerate(tables, start=1):
        body += [heading(f"{at}. {table.title}"), in_words(table)]
    return Letter(
        title=f"Báo cáo {about}",
        parent=office.parent,
        agency=office.agency,
        number="",
        place=office.place,
        made_on=scope.day,
        kind="Báo cáo",
        about=f"{about}, {period}",
        body=tuple(body),
        addressed=(f"Kính gửi: {above}",) if above else (),
        recipients=("Như trên", "Lưu: VT") if above else ("Lưu: VT",),
        signers=(for_body("ỦY BAN NHÂN DÂN", office.post) if above else Signer(office.post),),
    )


def in_words(table):
    """Return a table of the report as a paper prints it; one without rows says so."""
    if not table.rows:
        return Paragraph("Không có.")
    sides = {Kind.WHOLE: "r", Kind.DAY: "c"}
    return PrintedTable(
        tuple(head.label for head in table.columns),
        tuple(tuple(map(cell_in_words, row)) for row in table.rows),
        widths=tuple(head.width for head in table.columns),
        aligned="".join(sides.get(head.kind, "l") for head in table.columns),
    )


def cell_in_words(value) -> str:
    """Return a cell as people write it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value or "")


def issuing_office(request):
    """Return the office that signs, of the first post's place, and to whom it reports."""
    post = posts(request.user, request.act.day).order_by("pk").first()
    place = post and (post.commune or post.province)
    if not place:
        return ministry_office(), ""
    above = committee(post.province.full_name) if post.commune else MINISTRY
    return committee_office(place.full_name, place.name), above


def my_communes(request):
    """Return the communes of this person's posts."""
    reach = Q(pk__in=[])
    for post in posts(request.user, request.act.day).giving(VIEW):
        if post.commune_id is not None:
            reach |= Q(pk=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
    return Commune.objects.standing_on(request.act.day).filter(reach).order_by("sort_key")
