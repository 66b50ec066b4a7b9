"""The producer's door: what to do today, my products, my dossiers, my certificates."""

from django.urls import path

from ocop.web import jobs
from ocop.web.producer import (
    certificates,
    dossiers,
    evidence,
    filing,
    home,
    ideas,
    papers,
    photos,
    plans,
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
    path("y-tuong/", ideas.index, name="ideas"),
    path("y-tuong/moi/", ideas.new, name="idea-new"),
    path("y-tuong/<str:code>/", ideas.idea, name="idea"),
    path("y-tuong/<str:code>/nop/", ideas.filing, name="idea-filing"),
    path("y-tuong/<str:code>/rut/", ideas.withdrawal, name="idea-withdrawal"),
    path("y-tuong/<str:code>/trang/<str:page>/", ideas.page, name="idea-page"),
    path("phuong-an/moi/<str:code>/", plans.new, name="plan-new"),
    path("phuong-an/<str:code>/", plans.plan, name="plan"),
    path("phuong-an/<str:code>/nop/", plans.filing, name="plan-filing"),
    path("phuong-an/<str:code>/trang/<str:page>/", plans.page, name="plan-page"),
    *jobs.addresses(),
    path("giay-chung-nhan/", certificates.index, name="certificates"),
    path("giay-chung-nhan/<int:pk>/ban-in/", certificates.paper, name="certificate-paper"),
    path("thong-tin/", profile.index, name="profiles"),
    path("thong-tin/<str:code>/", profile.profile, name="profile"),
]
