from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from ocop.kernel.holidays import adopt


class BaseConfig(AppConfig):
    name = "ocop.base"
    label = "base"

    def ready(self) -> None:
        """Take over the operator's holidays; a mistake in their file stops the start."""
        if settings.HOLIDAYS_FILE:
            adopt(Path(settings.HOLIDAYS_FILE))
