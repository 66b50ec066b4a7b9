"""The producer's door: what to do today, my products, my dossiers, my certificates."""

from django.urls import path

from ocop.web.producer import (
    certificates,
    dossiers,
    evidence,
    filing,
    home,
    papers,
    photos,
    products,
    profile,
    scores,
    sections,
)

app_name = "producer"

urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/moi/", products.new, name="product-new"),
    path("san-pham/<str:code>/", products.product, name="product"),
    path("san-pham/<str:code>/mo-ta/", products.description, name="description"),
    path("san-pham/<str:code>/cau-chuyen/", products.story, name="story"),
    path("san-pham/<str:code>/anh/", photos.photos, name="photos"),
    path("san-pham/<str:code>/anh/<int:pk>/go/", photos.removal, name="photo-removal"),
    path("san-pham/<str:code>/giay-to/", papers.papers, name="papers"),
    path("san-pham/<str:code>/ho-so-moi/", dossiers.new, name="dossier-new"),
    path("ho-so/", dossiers.index, name="dossiers"),
    path("ho-so/<str:code>/", dossiers.dossier, name="dossier"),
    path("ho-so/<str:code>/ban-in/", dossiers.paper, name="dossier-paper"),
    path("ho-so/<str:code>/bo-tieu-chi/", dossiers.sheet, name="dossier-sheet"),
    path("ho-so/<str:code>/mau/<str:form>/<str:section>/", sections.section, name="section"),
    path("ho-so/<str:code>/cham/", scores.overview, name="score"),
    path("ho-so/<str:code>/cham/<str:letter>/", scores.part, name="score-part"),
    path("ho-so/<str:code>/minh-chung/", evidence.index, name="evidence"),
    path("ho-so/<str:code>/minh-chung/<str:part>/", evidence.part, name="evidence-part"),
    path("ho-so/<str:code>/nop/", filing.check, name="filing"),
    path("ho-so/<str:code>/da-nop/", filing.receipt, name="receipt"),
    path("ho-so/<str:code>/rut/", filing.withdrawal, name="withdrawal"),
    path("minh-chung/<int:pk>/", evidence.file, name="file"),
    path("minh-chung/<int:pk>/go/", evidence.removal, name="file-removal"),
    path("giay-chung-nhan/", certificates.index, name="certificates"),
    path("giay-chung-nhan/<int:pk>/ban-in/", certificates.paper, name="certificate-paper"),
    path("thong-tin/", profile.index, name="profiles"),
    path("thong-tin/<str:code>/", profile.profile, name="profile"),
]
