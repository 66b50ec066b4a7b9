from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "ocop.base"
    label = "base"
