"""The council's door: my sittings, my cards, and what the council found."""

from django.urls import path

from ocop.web.council import (
    handing_in,
    offline,
    receipts,
    results,
    rooms,
    scorecards,
    shell,
    sittings,
)

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
    path("phien/<str:code>/<int:position>/goi/", offline.pack_item, name="pack-item"),
    path("phien/<str:code>/phong/", rooms.room, name="room"),
    path("phien/<str:code>/man-hinh/", rooms.screen, name="screen"),
    path("phien/<str:code>/bien-ban/", rooms.minutes, name="minutes"),
    path("phien/<str:code>/goi/", offline.pack, name="pack"),
    path("phien/<str:code>/khoa/", offline.key, name="device-key"),
    path("phien/<str:code>/nop-tep/", handing_in.hand_in, name="handing-in"),
    path("dong-bo/", offline.sync, name="sync"),
    path("ngoai-tuyen/", shell.room, name="offline"),
    path("sw.js", shell.worker, name="worker"),
    path("minh-chung/<int:pk>/", scorecards.evidence, name="evidence"),
]
