"""The public door: what anyone may read, and check, without an account."""

from django.urls import path, register_converter

from ocop.web import health
from ocop.web.public import (
    catalogue,
    complaints,
    converters,
    figures,
    home,
    ledger,
    mark,
    photos,
    producers,
    products,
    resolver,
    rulesets,
    scans,
    signatures,
    trace,
    verify,
)

app_name = "public"

register_converter(converters.DigitalLink, "digital_link")
register_converter(converters.Compressed, "compressed")

urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/", catalogue.index, name="catalogue"),
    path("san-pham/<str:code>/", products.product, name="product"),
    path("chu-the-ocop/<str:code>/", producers.producer, name="producer"),
    path("truy-xuat/<str:code>/<path:lot>/", trace.trace, name="trace"),
    path("chung-nhan/", verify.check, name="verify"),
    path("nhan-hieu/", mark.index, name="mark"),
    path("khieu-nai/", complaints.new, name="complaints"),
    path("khieu-nai/<str:code>/", complaints.ticket, name="ticket"),
    path("tem/", scans.number, name="scan_number"),
    path("tem/bao/", scans.report, name="scan_report"),
    path("tem/ma-cao/", scans.pin, name="scan_pin"),
    path("kiem-tra-chu-ky/", signatures.check, name="signatures"),
    path("bo-tieu-chi/", rulesets.index, name="rulesets"),
    path("bo-tieu-chi/<slug:ruleset>/", rulesets.ruleset, name="ruleset"),
    path("bo-tieu-chi/<slug:ruleset>/<int:number>/", rulesets.sheet, name="sheet"),
    path("minh-bach/", ledger.index, name="ledger"),
    path("minh-bach/khoa.txt", ledger.key, name="ledger_key"),
    path("minh-bach/moi-nhat.txt", ledger.newest, name="newest_checkpoint"),
    path("minh-bach/ocop-verify.py", ledger.verifier, name="verifier"),
    path("minh-bach/kiem-chung/<int:size>.txt", ledger.checkpoint, name="checkpoint"),
    path("minh-bach/bang-chung/<int:index>.json", ledger.inclusion_proof, name="inclusion"),
    path(
        "minh-bach/nhat-quan/<int:old>-<int:new>.json", ledger.consistency_proof, name="consistency"
    ),
    path("so-lieu/", figures.index, name="figures"),
    path("so-lieu/du-lieu.json", figures.data, name="figures_data"),
    path("anh/<int:pk>/<int:width>.webp", photos.photo, name="photo"),
    path("gioi-thieu/", home.about, name="about"),
    path(".well-known/security.txt", home.security, name="security"),
    path(".well-known/gs1resolver", resolver.description, name="resolver"),
    path("healthz", health.healthz, name="health"),
    path("<digital_link:path>", resolver.digital_link, name="digital_link"),
    # Last: any other word in base64's letters might be a compressed link.
    path("<compressed:text>", resolver.compressed, name="compressed"),
    path("<compressed:text>/", resolver.compressed, name="compressed_slash"),
]
