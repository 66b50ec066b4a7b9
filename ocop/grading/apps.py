from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "ocop.grading"

    def ready(self) -> None:
        """Keep councillors out of what they declared a conflict with, at the office door too."""
        from ocop.dossiers.access import let_close
        from ocop.grading.access import closed_to

        let_close(closed_to)
