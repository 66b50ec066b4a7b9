"""The links that the resolver's tests ask for, and how they ask."""

import json

from ocop.links.loading import read
from ocop.links.operations import replace_links
from tests.factories.dossiers import act_of

G = "/01/09506000134352"

UNKNOWN = "/01/09506000134369"

X = "https://example.com"

ROOT = "http://testserver"

LINKSET = "application/linkset+json"

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

VOC = "https://ref.gs1.org/voc/"


def link(kind, path, *, lang=(), media="", context=()):
    return {
        "linkType": f"gs1:{kind}", "href": X + path, "title": f"Tiêu đề {path}", "type": media,
        "hreflang": list(lang), "context": list(context),
    }  # fmt: skip


FILE = {
    "entries": [
        {
            "path": G,
            "itemDescription": "Chè hoa vàng <Ba Chẽ>",
            "defaultLink": {"href": f"{X}/home", "title": "Trang chủ"},
            "links": [
                link("homepage", "/home"),
                link("pip", "/en", lang=["en"], media="text/html"),
                link("pip", "/vi", lang=["vi"], media="text/html"),
                link("instructions", "/i?x=1#p2"),
                link("masterData", "/m.json", media="application/json"),
                link("masterData", "/m.html", media="text/html"),
                link("certificationInfo", "/c"),
                link("certificationInfo", "/c-fr", lang=["fr"], media="text/html"),
                link("certificationInfo", "/c-pdf", media="application/pdf"),
                link("certificationInfo", "/c-en", lang=["en"], media="application/pdf"),
                link("certificationInfo", "/c-lk", lang=["en"], media="application/pdf",
                     context=["LK"]),
                link("review", "/r1"), link("review", "/r2"),
                link("promotion", "/vn", context=["VN"]), link("promotion", "/jp", context=["JP"]),
                link("support", "/pt", lang=["pt-BR"]), link("support", "/zh", lang=["zh"]),
                {"linkType": "https://schema.org/image", "href": f"{X}/img", "title": "Ảnh"},
            ],
        },
        {
            "path": f"{G}/10/LOT1",
            "itemDescription": "Lô 1",
            "defaultLink": {"href": f"{X}/lot", "title": "Lô"},
            "links": [link("traceability", "/trace-lot"), link("instructions", "/i-lot")],
        },
        {"path": f"{G}/21/P1", "defaultLink": {"href": f"{X}/piece", "title": "Chiếc"}},
        {"path": f"{G}/22/V1", "links": [link("recipeInfo", "/recipe")]},
        {"path": f"{G}/10/A%2FB", "defaultLink": {"href": f"{X}/slash", "title": "Lô"}},
        {
            "path": "/01/09506000149301",
            "defaultLink": {"href": f"{X}/d", "title": "Mặc định"},
            "links": [
                link("defaultLinkMulti", "/d-vi", lang=["vi"]),
                link("defaultLinkMulti", "/d-en", lang=["en"]),
            ],
        },
        {"path": "/00/095060001343521007", "links": [link("handledBy", "")]},
        {"path": "/414/9506000134376", "links": [link("locationInfo", "/place")]},
        {"path": "/417/9506000134376", "links": [link("faqs", "/f1"), link("support", "/s1")]},
    ]
}  # fmt: skip


def load(document):
    sheet = read(json.dumps(document))
    assert sheet.faults == []
    for draft in sheet.drafts:
        replace_links(act_of(), name=draft.name, links=draft.links, description=draft.description)


def ask(client, path, **headers):
    method = headers.pop("method", "get")
    return getattr(client, method)(path, headers=headers)


def to(path):
    return 307, X + path
