"""The doors, and nothing else."""

from django.urls import include, path

from ocop.web import account, language, saved, styleguide
from ocop.web.epcis import resources

handler400 = "ocop.web.errors.bad_request"
handler403 = "ocop.web.errors.forbidden"
handler404 = "ocop.web.errors.not_found"
handler429 = "ocop.web.errors.too_often"
handler500 = "ocop.web.errors.broken"

urlpatterns = [
    path("chu-the/", include("ocop.web.producer.urls")),
    path("van-phong/", include("ocop.web.office.urls")),
    path("hoi-dong/", include("ocop.web.council.urls")),
    path("thong-bao/", include("ocop.web.inbox_urls")),
    path("tai-khoan/", include("ocop.web.account_urls")),
    path("ban-lam-viec/", account.desk, name="desk"),
    path("ban-lam-viec/bo-loc/", saved.keep, name="keep-view"),
    path("ban-lam-viec/bo-loc/<int:pk>/bo/", saved.forget, name="forget-view"),
    path("phong-mau/", styleguide.styleguide, name="styleguide"),
    path("epcis/v2", resources.top_view, name="epcis"),
    path("epcis/v2/", include("ocop.web.epcis.urls")),
    path("i18n/setlang/", language.choose, name="set_language"),
    path("", include("ocop.web.public.urls")),
]
