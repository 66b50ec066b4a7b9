"""The ways of asking that no page has an answer for, refused before anybody is looked up."""

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

ANSWERED = ("GET", "HEAD", "POST")
SENTENCE = "Trang này chỉ mở và gửi được từ trình duyệt. Hãy quay lại và bấm nút trên trang.\n"


class OnlyAnsweredMethods:
    """Lets GET, HEAD and POST through; other methods are 405, but where programs ask the resolver.

    A view of programs says so itself, and answers what it does not take by itself.
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
