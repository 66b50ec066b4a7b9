"""Làm thay: requests done for a producer, as far as it was delegated, labelled and told to it."""

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render

from ocop.audit.queries import done_in
from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.access import delegations_of
from ocop.registry.models import Scope
from ocop.registry.queries import people_of
from ocop.web.doors import door_of
from ocop.web.middleware import is_signed_in
from ocop.web.ui.acts import act_in_words

SESSION = "behalf"
SAFE = {"GET", "HEAD", "OPTIONS"}
# Which pages a scope opens, by the module of their view; all others take the whole scope.
DOSSIERS = {
    "coaching", "dossiers", "evidence", "filing", "ideas", "plans", "scores", "sections",
    "updating",
}  # fmt: skip
PAPERS = {"coaching", "papers", "photos", "products", "profile"}
# Open to every helper, and to be read by every helper.
ANY, READ_BY_ANY = {"delegation", "home", "jobs"}, {"certificates", "products", "profile"}
FILING = {"filing", "reviews"}
# Told by the producer alone, whatever it delegated: a statement about persons, freely given.
OWN = {"declaration"}
NOT_DELEGATED = "Chủ thể chưa uỷ quyền việc này. Xin nhờ chủ thể tự làm, hoặc uỷ quyền thêm."
THEIRS_ALONE = "Phần khai này chỉ chủ thể tự làm được, không ai làm thay."
NOT_FILING = "Chủ thể chưa cho nộp hoặc rút hồ sơ thay. Xin nhờ chủ thể tự nộp."


class BehalfMiddleware:
    """Lets a helper act for the producer they chose, at the producer's door only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = chosen_in(request)
        if chosen is None:
            return self.get_response(request)
        mine = delegations_of(request.user, request.act.day)
        delegation = mine.filter(pk=chosen).first()
        if delegation is None:
            return ended(request)
        request.behalf = delegation
        request.user.behalf = delegation.producer.code
        request.act = Act(by=request.user, at=request.act.at, behalf=delegation.producer.code)
        if request.method in SAFE:
            return self.get_response(request)
        return self.written(request)

    def written(self, request):
        """Let the page act, and tell the producer of what was done in the same transaction."""
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                tell_producer(request)
        return response

    def process_view(self, request, view, args, kwargs):
        """Keep a helper out of what was not delegated."""
        delegation = getattr(request, "behalf", None)
        if delegation is None:
            return None
        page, reading = view.__module__.rpartition(".")[2], request.method in SAFE
        # Ideas and plans are filed and withdrawn on pages of their own modules.
        page = "filing" if view.__name__ in {"filing", "withdrawal"} and not reading else page
        sentence = why_not(delegation, page, reading=reading)
        return refused(request, sentence) if sentence else None


def why_not(delegation, page, *, reading) -> str:
    """Return why a helper may not open a page, in a sentence; nothing where they may."""
    if page in OWN:
        return THEIRS_ALONE
    if not reading and page in FILING and not delegation.may_file:
        return NOT_FILING
    opened = ANY | (READ_BY_ANY if reading else set())
    opened |= DOSSIERS if delegation.covers_dossiers else set()
    opened |= PAPERS if delegation.covers_papers else set()
    return "" if delegation.scope == Scope.ALL or page in opened else NOT_DELEGATED


def chosen_in(request) -> int | None:
    """Return the delegation that was started in this session, at the producer's door."""
    if door_of(request.path) != "producer" or not is_signed_in(request):
        return None
    return request.session.get(SESSION)


def start(request, delegation) -> None:
    """Begin to act for the producer; the session keeps it until it is stopped or ended."""
    request.session[SESSION] = delegation.pk


def stop(request) -> None:
    """Act in one's own name again."""
    request.session.pop(SESSION, None)


def ended(request):
    """Leave the mode whose delegation is over; nothing of this request is done."""
    stop(request)
    sentence = "Việc làm thay đã hết: chủ thể đã thôi uỷ quyền, hoặc đã quá ngày uỷ quyền."
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"refused": sentence}, status=409)
    messages.warning(request, sentence)
    return redirect("desk")


def refused(request, sentence):
    """Say why a helper may not do this."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"refused": sentence}, status=409)
    return render(request, "ui/errors/409.html", {"sentence": sentence}, status=403)


def tell_producer(request) -> None:
    """Tell the producer's people what was done for them: each kind of act on a thing once a day."""
    act, delegation = request.act, request.behalf
    producer = delegation.producer
    people = [one for one in people_of(producer, act.day) if one != act.by]
    if not people:
        return
    for entry in done_in(act):
        did = act_in_words(entry.verb)
        tell(
            act,
            to=people,
            kind=Kind.BEHALF,
            subject=f"{act.by} đã làm thay: {did}",
            text=f"{act.by} ({delegation.get_role_display()}) làm thay {producer}: {did}, "
            f"{entry.target_name}. Xem toàn bộ, hoặc thôi uỷ quyền, ở trang Ai đã làm gì thay tôi.",
            link=f"/chu-the/viec-lam-thay/{producer.code}/",
            key=f"behalf-{entry.by_id}-{entry.verb}-{entry.target_type}-{entry.target_id}"
            f"-{act.day:%Y%m%d}",
        )
