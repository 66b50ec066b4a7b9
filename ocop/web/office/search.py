"""One box over everything that this person may see: names, codes and numbers, accents or none."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.certificates.access import cases_for, certificates_for
from ocop.certificates.queries import fold_number
from ocop.complaints.access import complaints_for
from ocop.cycles.access import ideas_for, plans_for
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.queries import for_listing
from ocop.grading.access import sittings_for
from ocop.kernel.text import fold
from ocop.mark.access import checks_for
from ocop.registry.access import papers_for, producers_for, products_for
from ocop.registry.queries import matching
from ocop.web.gates import requires
from ocop.web.office.letters import my_decisions

P = Permission
SHOWN, SHORTEST, LONGEST = 8, 2, 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    label: str
    line: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; ``more`` leads on where not all is shown."""

    title: str
    icon: str
    hits: list[Hit]
    more: str = ""


@requires(P.VIEW_OFFICE)
def search(request):
    """Find whatever this person may see by what is typed."""
    words = " ".join(request.GET.get("tu", "").split())[:LONGEST]
    groups = (
        [g for g in groups_of(request, words) if g.hits] if len(fold(words)) >= SHORTEST else []
    )
    context = {"words": words, "groups": groups, "is_short": 0 < len(fold(words)) < SHORTEST}
    return render(request, "office/search.html", context)


def groups_of(request, words) -> Iterator[Group]:
    """Yield what was found, one query a kind; each kind by its own access."""
    user, day = request.user, request.act.day
    yield group("Sản phẩm", "product", "office:products", words, product_hits(user, day, words))
    yield group("Chủ thể", "producer", "office:producers", words, producer_hits(user, day, words))
    yield group("Hồ sơ", "file", "office:dossiers", words, dossier_hits(user, day, words))
    certificates = certificate_hits(user, day, words)
    yield group("Giấy chứng nhận", "certificate", "office:certificates", words, certificates)
    yield group("Ý tưởng", "idea", "office:ideas", words, idea_hits(user, day, words))
    yield group("Phương án", "plan", "office:plans", words, plan_hits(user, day, words))
    yield group("Giấy tờ", "file", "office:papers", words, paper_hits(user, day, words))
    cases = case_hits(user, day, words)
    yield group("Vụ việc thu hồi", "gavel", "office:revocations", words, cases)
    labels = label_hits(user, day, words)
    yield group("Kiểm tra nhãn", "certificate", "office:label-checks", words, labels)
    yield Group("Quyết định", "gavel", list(decision_hits(request, words))[:SHOWN])
    if P.HANDLE_COMPLAINTS in request.permissions:
        told = complaint_hits(user, day, words)
        yield group("Phản ánh, khiếu nại", "attention", "office:complaints", words, told)
    if P.CONVENE_COUNCILS in request.permissions:
        yield group("Phiên họp", "score", "office:councils", "", sitting_hits(user, day, words))
    if P.MANAGE_PEOPLE in request.permissions:
        yield group("Người dùng", "people", "office:people", words, people_hits(words))


def group(title, icon, listed, words, hits) -> Group:
    """Return the first hits of a kind, and the way to all of them where there are more."""
    found = list(hits)
    query = f"?{urlencode({'tu': words})}" if words else ""
    more = f"{reverse(listed)}{query}" if len(found) > SHOWN else ""
    return Group(title, icon, found[:SHOWN], more)


def product_hits(user, day, words) -> Iterator[Hit]:
    """Yield products of my places by name, producer, commune or code."""
    rows = products_for(user, P.VIEW_OFFICE, day).select_related("producer__commune")
    found = matching(rows, words) | rows.filter(code__iexact=words)
    for one in found.order_by("sort_key", "pk")[: SHOWN + 1]:
        line = f"{one.code} · {one.producer} · {one.producer.commune}"
        yield Hit(one.name, line, reverse("office:product", args=[one.code]))


def producer_hits(user, day, words) -> Iterator[Hit]:
    """Yield producers of my places by name or code."""
    rows = producers_for(user, P.VIEW_OFFICE, day).select_related("commune")
    named = Q()
    for word in fold(words).split():
        named &= Q(folded__contains=word)
    for one in rows.filter(named | Q(code__iexact=words)).order_by("sort_key", "pk")[: SHOWN + 1]:
        line = f"{one.code} · {one.commune}"
        yield Hit(one.name, line, reverse("office:producer", args=[one.code]))


def dossier_hits(user, day, words) -> Iterator[Hit]:
    """Yield dossiers filed in my places by code or product."""
    rows = for_listing(dossiers_for(user, P.VIEW_OFFICE, day))
    found = rows.filter(worded("product", words) | coded("code", words)).order_by("-pk")
    for one in found[: SHOWN + 1]:
        line = f"{one.product} · {one.get_state_display()}"
        yield Hit(one.code, line, reverse("office:dossier", args=[one.code]))


def certificate_hits(user, day, words) -> Iterator[Hit]:
    """Yield certificates of my places by number or product."""
    rows = certificates_for(user, P.VIEW_OFFICE, day).select_related("product")
    found = rows.filter(worded("product", words) | Q(folded_number__contains=fold_number(words)))
    for one in found.order_by("-lapses_on", "pk")[: SHOWN + 1]:
        line = f"{one.product} · {one.stars} sao · đến {one.lapses_on:%d/%m/%Y}"
        yield Hit(one.number, line, reverse("office:certificate", args=[one.pk]))


def idea_hits(user, day, words) -> Iterator[Hit]:
    """Yield ideas of my places by code, name or producer."""
    rows = ideas_for(user, P.VIEW_OFFICE, day).select_related("producer")
    found = rows.filter(worded("producer", words) | coded("code", words) | coded("name", words))
    for one in found.order_by("-pk")[: SHOWN + 1]:
        line = f"{one.code} · {one.producer} · {one.get_state_display()}"
        yield Hit(one.name, line, reverse("office:idea", args=[one.code]))


def plan_hits(user, day, words) -> Iterator[Hit]:
    """Yield plans of my places by code or product."""
    rows = plans_for(user, P.VIEW_OFFICE, day).select_related("product")
    found = rows.filter(worded("product", words) | coded("code", words))
    for one in found.order_by("-pk")[: SHOWN + 1]:
        line = f"{one.product} · {one.get_state_display()}"
        yield Hit(one.code, line, reverse("office:plan", args=[one.code]))


def paper_hits(user, day, words) -> Iterator[Hit]:
    """Yield papers in the vaults of my places by number or producer."""
    rows = papers_for(user, P.VIEW_OFFICE, day).select_related("producer")
    found = rows.filter(worded("producer", words) | coded("number", words))
    for one in found.order_by("-pk")[: SHOWN + 1]:
        yield Hit(str(one), str(one.producer), reverse("office:vault-paper", args=[one.pk]))


def case_hits(user, day, words) -> Iterator[Hit]:
    """Yield cases of revocation in my places by code, certificate or product."""
    rows = cases_for(user, P.VIEW_OFFICE, day).select_related("certificate__product")
    number = Q(certificate__folded_number__contains=fold_number(words))
    found = rows.filter(worded("certificate__product", words) | coded("code", words) | number)
    for one in found.order_by("-pk")[: SHOWN + 1]:
        line = f"{one.certificate.product} · {one.get_state_display()}"
        yield Hit(one.code, line, reverse("office:revocation-case", args=[one.code]))


def label_hits(user, day, words) -> Iterator[Hit]:
    """Yield label checks in my places by code or product."""
    rows = checks_for(user, P.VIEW_OFFICE, day).select_related("product")
    found = rows.filter(worded("product", words) | coded("code", words))
    for one in found.order_by("-pk")[: SHOWN + 1]:
        line = f"{one.product} · {one.get_state_display()}"
        yield Hit(one.code, line, reverse("office:label-check", args=[one.code]))


def decision_hits(request, words) -> Iterator[Hit]:
    """Yield the decisions that I prepare, sign or answer, by number."""
    found = my_decisions(request).filter(coded("number", words))
    for one in found.order_by("-signed_on", "-pk")[:SHOWN]:
        line = f"{one.get_kind_display()} · {one.signed_on:%d/%m/%Y}"
        yield Hit(one.number, line, reverse("office:decision-papers", args=[one.pk]))


def complaint_hits(user, day, words) -> Iterator[Hit]:
    """Yield the complaints that I deal with, by code or product; never by who sent them."""
    rows = complaints_for(user, day).select_related("product")
    found = rows.filter(worded("product", words) | coded("code", words))
    for one in found.order_by("-pk")[: SHOWN + 1]:
        line = " · ".join(str(part) for part in (one.get_kind_display(), one.product) if part)
        yield Hit(one.code, line, reverse("office:complaint", args=[one.code]))


def worded(path, words) -> Q:
    """Return the condition that every word occurs in the names at ``path``."""
    named = Q()
    for word in fold(words).split():
        named &= Q(**{f"{path}__folded__contains": word})
    return named


def coded(name, words) -> Q:
    """Return the condition that a code holds what was typed."""
    return Q(**{f"{name}__icontains": words})


def sitting_hits(user, day, words) -> Iterator[Hit]:
    """Yield sittings of my councils by code or title; titles are folded here, they are few."""
    wanted = fold(words).split()
    rows = sittings_for(user, P.CONVENE_COUNCILS, day).order_by("-held_on", "-pk")
    for one in rows:
        told = fold(f"{one.code} {one.title}")
        if all(word in told for word in wanted):
            held = f" · {one.held_on:%d/%m/%Y}" if one.held_on else ""
            yield Hit(one.title, f"{one.code}{held}", reverse("office:sitting", args=[one.code]))


def people_hits(words) -> Iterator[Hit]:
    """Yield people by name or sign-in name."""
    wanted = fold(words).split()
    for one in User.objects.order_by("full_name", "pk"):
        told = fold(f"{one.full_name} {one.username}")
        if all(word in told for word in wanted):
            yield Hit(str(one), one.username, reverse("office:person", args=[one.pk]))
