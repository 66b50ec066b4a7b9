"""The council's door: my sittings, my cards, and what the council found."""

from django.urls import path

from ocop.web.council import receipts, results, scorecards, sittings

app_name = "council"

urlpatterns = [
    path("", sittings.index, name="home"),
    path("phien/<str:code>/", sittings.sitting, name="sitting"),
    path("phien/<str:code>/<int:position>/xung-dot/", sittings.conflict, name="conflict"),
    path("phien/<str:code>/<int:position>/phieu/", scorecards.card, name="card"),
    path("phien/<str:code>/<int:position>/mo/", scorecards.opening, name="opening"),
    path("phien/<str:code>/<int:position>/khong-cham/", scorecards.abstention, name="abstention"),
    path("phien/<str:code>/<int:position>/bien-nhan/", receipts.receipt, name="receipt"),
    path("phien/<str:code>/<int:position>/bien-nhan.pdf", receipts.paper, name="receipt-paper"),
    path("phien/<str:code>/<int:position>/phieu.json", receipts.opened, name="receipt-data"),
    path("phien/<str:code>/<int:position>/ky/", scorecards.signature, name="signature"),
    path("phien/<str:code>/<int:position>/thay/", scorecards.correction, name="correction"),
    path("phien/<str:code>/<int:position>/ket-qua/", results.result, name="result"),
    path("minh-chung/<int:pk>/", scorecards.evidence, name="evidence"),
]
