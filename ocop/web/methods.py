"""The ways of asking that no page has an answer for, refused before anybody is looked up."""

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

ANSWERED = ("GET", "HEAD", "POST")
PROGRAMS = "GET, HEAD, OPTIONS"
SENTENCE = "Trang này chỉ mở và gửi được từ trình duyệt. Hãy quay lại và bấm nút trên trang.\n"


class OnlyAnsweredMethods:
    """Lets GET, HEAD and POST through; other methods are 405, but where programs ask.

    A view for programs says so itself (``for_programs``), answers OPTIONS, and refuses the rest.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        if request.method not in ANSWERED and not is_for_programs(request.path_info):
            return HttpResponseNotAllowed(
                ANSWERED, SENTENCE, content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)


def is_for_programs(path: str) -> bool:
    """Tell whether the view at a path answers OPTIONS and refuses the rest by itself."""
    try:
        return getattr(resolve(path).func, "is_for_programs", False)
    except Resolver404:
        return False


def for_programs(view, methods=PROGRAMS):
    """Mark a view as one for programs: these methods it answers, and 405 to others by itself.

    It never leads to the page for signing in: who has to say who they are is answered 401.
    """
    view.is_for_programs = True
    view.methods = frozenset(methods.split(", "))
    return view
