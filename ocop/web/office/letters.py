"""Official papers at the office's desk: which there are of a thing, and each as .docx and PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.certificates import letters as certificate_letters
from ocop.certificates.access import decisions_for
from ocop.certificates.models import Certificate, Decision
from ocop.certificates.operations import sign_paper
from ocop.certificates.paper import certificate_paper
from ocop.documents.letters import docx, file_name, pdf
from ocop.documents.signing.sign import Corner
from ocop.dossiers import letters as dossier_letters
from ocop.dossiers.models import Dossier
from ocop.grading import papers
from ocop.grading.access import (
    REVEALED,
    candidates_for,
    forwardings_for,
    redo_requests_for,
    results_for,
    sittings_for,
)
from ocop.grading.models import (
    AgendaItem,
    CentralAnswer,
    Forwarding,
    RedoRequest,
    Result,
    Sitting,
)
from ocop.grading.papers.decisions import results_of
from ocop.grading.queries import standing_cards
from ocop.kernel.errors import Refused
from ocop.web.gates import requires
from ocop.web.office.certificates import my_certificates
from ocop.web.office.dossiers import my_dossier

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# Where the box of a signature stands on a certificate, whose border fills the page's edge.
ON_CERTIFICATE = Corner(left=122, below=17)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a thing: what it is called, how it is made, and when there is one."""

    label: str
    make: Callable
    ready: Callable = lambda thing: True


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper as a panel shows it."""

    label: str
    docx: str
    pdf: str


def after_the_close(sitting):
    """Tell whether the cards of a sitting are open."""
    return sitting.state in REVEALED


def concluded(sitting):
    """Tell whether the council has concluded on anything of a sitting."""
    return after_the_close(sitting) and Result.objects.filter(item__sitting=sitting).exists()


def waits_for(outcome):
    """Return the question whether results of a sitting wait for a decision of that outcome."""
    waiting = Result.objects.filter(outcome=outcome, decision=None)
    return lambda sitting: (
        after_the_close(sitting) and waiting.filter(item__sitting=sitting).exists()
    )


def blank_sheets(sitting, day):
    """Return the sheets of every dossier of a sitting, to be filled by hand."""
    return [papers.blank_sheet(item, day) for item in whole(sitting.items).order_by("position")]


def signed_sheets(item, day):
    """Return the sheets of one dossier as the councillors signed them."""
    cards = standing_cards(item).select_related("seat__user", "item__sitting")
    return [papers.filled_sheet(card, day) for card in cards]


def notice(item, day):
    """Return the notice of one dossier's result."""
    return papers.result_notice(item.result, day)


def decision_letter(decision, day):
    """Return the paper of a decision of any kind."""
    if decision.kind == Decision.Kind.REVOCATION:
        return certificate_letters.revocation_decision(decision, day)
    return papers.decision_paper(decision, day)


def has_list(decision):
    """Tell whether what the decision is about stands in the record, so that its list can."""
    if decision.kind == Decision.Kind.REVOCATION:
        return decision.revocations.exists()
    return results_of(decision).exists()


def is_approval(decision):
    """Tell whether a decision sends products to the ministry."""
    return decision.kind == Decision.Kind.APPROVAL and results_of(decision).exists()


def is_return(answer):
    """Tell whether an answer gives a result back that this system's central council found."""
    return answer.finding_id is not None and answer.stars < papers.FIVE


OF_SITTING = {
    "giay-moi": Paper("Giấy mời họp", papers.invitation),
    "phieu-trong": Paper("Phiếu đánh giá trống", blank_sheets),
    "bien-ban": Paper("Biên bản phiên họp", papers.minutes, after_the_close),
    "bao-cao": Paper("Báo cáo kết quả của Hội đồng", papers.council_report, after_the_close),
    "to-trinh": Paper("Tờ trình kết quả", papers.submission, concluded),
    "du-thao-cong-nhan": Paper(
        "Dự thảo quyết định công nhận",
        papers.recognition_draft,
        waits_for(Result.Outcome.RECOGNIZED),
    ),
    "du-thao-5-sao": Paper(
        "Dự thảo quyết định công nhận 5 sao",
        papers.national_draft,
        waits_for(Result.Outcome.NATIONAL),
    ),
    "du-thao-phe-duyet": Paper(
        "Dự thảo quyết định phê duyệt kết quả",
        papers.approval_draft,
        waits_for(Result.Outcome.FORWARDED),
    ),
}
OF_FORWARDING = {
    "cong-van": Paper("Công văn gửi Bộ", papers.forwarding_letter, lambda f: f.dossiers.exists()),
}
OF_ANSWER = {
    "tra-ve": Paper("Công văn trả kết quả về tỉnh", papers.return_letter, is_return),
}
OF_REDO = {"de-nghi": Paper("Công văn đề nghị đánh giá lại", papers.redo_letter)}
OF_ITEM = {
    "phieu-da-ky": Paper("Phiếu đánh giá đã ký", signed_sheets, lambda i: i.cards.exists()),
    "thong-bao": Paper("Thông báo kết quả", notice, lambda item: hasattr(item, "result")),
}
OF_DECISION = {
    "quyet-dinh": Paper("Quyết định", decision_letter, has_list),
    "gui-bo": Paper("Công văn gửi Bộ", papers.to_ministry, is_approval),
}
OF_DOSSIER = {
    "mau-03": Paper(
        "Báo cáo của xã (Mẫu số 03)", dossier_letters.commune_report, lambda d: has(d, "proposal")
    ),
    "de-nghi": Paper(
        "Công văn đề nghị của xã", dossier_letters.commune_letter, lambda d: has(d, "proposal")
    ),
    "tham-dinh": Paper(
        "Báo cáo của Tổ tư vấn", dossier_letters.advisory_report, lambda d: has(d, "assessment")
    ),
}
OF_CERTIFICATE = {
    "trao-giay": Paper(
        "Công văn trao giấy chứng nhận",
        certificate_letters.handover,
    ),
}
PAPERS = {
    Sitting: ("office:sitting-paper", OF_SITTING, lambda s: [s.code]),
    AgendaItem: ("office:item-paper", OF_ITEM, lambda i: [i.sitting.code, i.position]),
    Decision: ("office:decision-paper", OF_DECISION, lambda d: [d.pk]),
    Forwarding: ("office:forwarding-paper", OF_FORWARDING, lambda f: [f.code]),
    CentralAnswer: ("office:answer-paper", OF_ANSWER, lambda a: [a.pk]),
    RedoRequest: ("office:redo-paper", OF_REDO, lambda r: [r.code]),
    Dossier: ("office:dossier-paper", OF_DOSSIER, lambda d: [d.code]),
    Certificate: ("office:certificate-letter", OF_CERTIFICATE, lambda c: [c.pk]),
}


def has(thing, name):
    """Tell whether a one-to-one row exists."""
    return hasattr(thing, name)


def panel_of(thing):
    """Return what the panel of a thing shows: its papers, and whether they can be signed here."""
    address, table, named = PAPERS[type(thing)]
    return {
        "offers": [
            Offer(
                paper.label,
                reverse(address, args=[*named(thing), key, "docx"]),
                reverse(address, args=[*named(thing), key, "pdf"]),
            )
            for key, paper in table.items()
            if paper.ready(thing)
        ],
        "thing": thing,
    }


@requires(Permission.VIEW_OFFICE)
def sitting(request, code):
    """Show the papers of one sitting, to whoever convenes it or decides on it."""
    return render(request, "office/letters/sitting.html", {"sitting": my_sitting(request, code)})


@requires(Permission.VIEW_OFFICE)
def sitting_paper(request, code, paper, form):
    """Hand out one paper of a sitting."""
    return handed(request, my_sitting(request, code), paper, form)


@requires(Permission.VIEW_OFFICE)
def item_paper(request, code, position, paper, form):
    """Hand out one paper about one dossier of a closed sitting."""
    day = request.act.day
    mine = Q(pk__in=results_for(request.user, Permission.CONVENE_COUNCILS, day).values("pk"))
    mine |= Q(pk__in=results_for(request.user, Permission.DECIDE, day).values("pk"))
    items = whole(AgendaItem.objects.filter(mine))
    found = get_object_or_404(items, sitting__code=code, position=position)
    return handed(request, found, paper, form)


@requires(Permission.VIEW_OFFICE)
def decision(request, pk):
    """Show one decision with its papers."""
    found = get_object_or_404(my_decisions(request), pk=pk)
    context = {"decision": found, "history": history(found)}
    return render(request, "office/letters/decision.html", context)


@requires(Permission.VIEW_OFFICE)
def decision_paper(request, pk, paper, form):
    """Hand out one paper of a decision."""
    return handed(request, get_object_or_404(my_decisions(request), pk=pk), paper, form)


@requires(Permission.DECIDE)
@require_POST
def signed_decision(request, pk):
    """Sign the paper of a decision with the office's key, and hand it out."""
    mine = decisions_for(request.user, Permission.DECIDE, request.act.day)
    found = get_object_or_404(mine.select_related("province"), pk=pk)
    paper = pdf(decision_letter(found, request.act.day))
    signed = sign_paper(found, request.act, paper=paper)
    return attached(signed, file_name("Quyết định", str(found), "da-ky-so", ending="pdf"), "pdf")


@requires(Permission.VIEW_OFFICE)
def dossier_paper(request, code, paper, form):
    """Hand out one paper about a dossier."""
    return handed(request, my_dossier(request, code, Permission.VIEW_OFFICE), paper, form)


@requires(Permission.VIEW_OFFICE)
def forwarding_paper(request, code, paper, form):
    """Hand out the letter that brings dossiers to the centre."""
    mine = forwardings_for(request.user, Permission.VIEW_OFFICE, request.act.day)
    found = get_object_or_404(mine.select_related("province"), code=code)
    return handed(request, found, paper, form)


@requires(Permission.VIEW_OFFICE)
def answer_paper(request, pk, paper, form):
    """Hand out the letter that gives a result back."""
    mine = candidates_for(request.user, Permission.VIEW_OFFICE, request.act.day)
    answers = CentralAnswer.objects.filter(result__in=mine.values("pk"))
    return handed(request, get_object_or_404(answers, pk=pk), paper, form)


@requires(Permission.VIEW_OFFICE)
def redo_paper(request, code, paper, form):
    """Hand out the letter that asks for a new evaluation."""
    mine = redo_requests_for(request.user, Permission.VIEW_OFFICE, request.act.day)
    return handed(request, get_object_or_404(mine, code=code), paper, form)


@requires(Permission.VIEW_OFFICE)
def certificate_letter(request, pk, paper, form):
    """Hand out one paper about a certificate."""
    found = get_object_or_404(my_certificates(request, Permission.VIEW_OFFICE), pk=pk)
    return handed(request, found, paper, form)


@requires(Permission.DECIDE)
@require_POST
def signed_certificate(request, pk):
    """Sign a certificate in force with the office's key, and hand it out."""
    found = get_object_or_404(my_certificates(request, Permission.DECIDE), pk=pk)
    check = f"{settings.SITE_URL}{reverse('public:verify')}?so={quote(found.number, safe='')}"
    paper = certificate_paper(found, check, request.act.day)
    signed = sign_paper(found, request.act, paper=paper, corner=ON_CERTIFICATE)
    name = file_name("Giấy chứng nhận", str(found), "da-ky-so", ending="pdf")
    return attached(signed, name, "pdf")


def handed(request, thing, key, form):
    """Return one paper of a thing as a file; nothing is written by asking for it."""
    _, table, _ = PAPERS[type(thing)]
    paper = table.get(key)
    if paper is None or form not in KINDS or not paper.ready(thing):
        raise Http404
    made = paper.make(thing, request.act.day)
    letters = made if isinstance(made, list) else [made]
    if not letters:
        raise Refused("Chưa có hồ sơ hoặc phiếu nào để in.")
    write = docx if form == "docx" else pdf
    return attached(write(*letters), file_name(paper.label, named(thing), ending=form), form)


def named(thing):
    """Return how the file of a paper names its thing."""
    if isinstance(thing, AgendaItem):
        return f"{thing.sitting} {thing.dossier}"
    return str(thing)


def attached(content, name, form):
    """Return a file to be kept under its name."""
    response = HttpResponse(content, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def whole(items):
    """Return an agenda with all that a sheet or a notice says."""
    return items.select_related(
        "sitting__council__province",
        "dossier__product__producer",
        "dossier__product__commune__province",
        "dossier__rubric__ruleset",
        "result__decision",
        "result__central",
    )


def my_sitting(request, code):
    """Return a sitting that this person convenes, or decides on."""
    user, day = request.user, request.act.day
    mine = Q(pk__in=sittings_for(user, Permission.CONVENE_COUNCILS, day).values("pk"))
    mine |= Q(pk__in=sittings_for(user, Permission.DECIDE, day).values("pk"))
    found = Sitting.objects.filter(mine).select_related(
        "council__by_law", "council__province", "round__cycle"
    )
    return get_object_or_404(found, code=code)


def my_decisions(request):
    """Return the decisions of the places where this person prepares, signs or answers them."""
    user, day = request.user, request.act.day
    mine = Q(pk__in=[])
    for power in (Permission.CONVENE_COUNCILS, Permission.DECIDE, Permission.RECORD_CENTRAL):
        mine |= Q(pk__in=decisions_for(user, power, day).values("pk"))
    return Decision.objects.filter(mine).select_related("province")
