"""The public door: what anyone may read, and check, without an account."""

from django.urls import path

from ocop.web import health
from ocop.web.public import catalogue, home, photos, producers, products, rulesets, verify

app_name = "public"

urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/", catalogue.index, name="catalogue"),
    path("san-pham/<str:code>/", products.product, name="product"),
    path("chu-the-ocop/<str:code>/", producers.producer, name="producer"),
    path("chung-nhan/", verify.check, name="verify"),
    path("bo-tieu-chi/", rulesets.index, name="rulesets"),
    path("bo-tieu-chi/<slug:ruleset>/", rulesets.ruleset, name="ruleset"),
    path("bo-tieu-chi/<slug:ruleset>/<int:number>/", rulesets.sheet, name="sheet"),
    path("anh/<int:pk>/<int:width>.webp", photos.photo, name="photo"),
    path("gioi-thieu/", home.about, name="about"),
    path(".well-known/security.txt", home.security, name="security"),
    path("healthz", health.healthz, name="health"),
]
