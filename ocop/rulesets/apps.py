from django.apps import AppConfig


class RulesetsConfig(AppConfig):
    name = "ocop.rulesets"
