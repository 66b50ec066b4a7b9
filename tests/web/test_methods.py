"""No page has an answer for other ways of asking than opening and sending."""

import pytest


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/", "/van-phong/", "/chu-the/khong-co/", "/healthz"])
def test_what_no_page_answers_is_refused_before_anybody_is_looked_up(client, method, path):
    answer = getattr(client, method)(path)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"
    assert "Trang này chỉ mở và gửi được" in answer.content.decode()
    assert answer["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_is_opened(client, method):
    assert getattr(client, method)("/gioi-thieu/").status_code == 200
