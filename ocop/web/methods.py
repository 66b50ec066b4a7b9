"""The ways of asking that no page has an answer for, refused before anybody is looked up."""

from django.http import HttpResponse, HttpResponseNotAllowed

ANSWERED = ("GET", "HEAD", "POST")
SENTENCE = "Trang này chỉ mở và gửi được từ trình duyệt. Hãy quay lại và bấm nút trên trang.\n"


class OnlyAnsweredMethods:
    """Lets GET, HEAD and POST through; all other methods are 405 at every address."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        if request.method not in ANSWERED:
            return HttpResponseNotAllowed(
                ANSWERED, SENTENCE, content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)
