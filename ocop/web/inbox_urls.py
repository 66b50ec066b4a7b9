"""Everybody's inbox, reached from the head of every page."""

from django.urls import path

from ocop.web import inbox

app_name = "inbox"

urlpatterns = [
    path("", inbox.index, name="index"),
    path("da-doc/", inbox.reading, name="reading"),
    path("cach-nhan/", inbox.reach, name="reach"),
    path("<int:pk>/", inbox.opening, name="opening"),
]
