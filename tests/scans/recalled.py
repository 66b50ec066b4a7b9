"""Calls back the only lot of the system in this environment, and tells when that was committed."""

import os
import time


def main() -> None:
    """Recall the lot as of now; print the machine's steady clock after the commit."""
    import django

    django.setup()
    from django.utils import timezone

    from ocop.trace.models import Lot
    from ocop.trace.operations import recall
    from tests.factories.dossiers import act_of

    recall(act_of(at=timezone.now()), lot=Lot.objects.get(), reason="Nhãn sai", decision="9/QĐ")
    print(time.monotonic())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "ocop.settings"
    main()
