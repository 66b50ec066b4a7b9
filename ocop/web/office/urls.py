"""Addresses of this door."""

from django.urls import URLPattern

app_name = "office"
urlpatterns: list[URLPattern] = []
