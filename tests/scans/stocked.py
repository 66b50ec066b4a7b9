"""A system of its own with stamps on goods, for tests that serve it: ``python -m`` with a count."""

import os
import sys


def main(count: int) -> None:
    """Fill the database of this environment, and print the address of each stamp."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories.scans import address_of
    from tests.factories.stamps import a_handed_batch, a_lot

    batch = a_handed_batch(a_lot(units=count), count, active=(1, count))
    for counter in range(batch.first, batch.last + 1):
        print(address_of(batch, counter))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "ocop.settings"
    main(int(sys.argv[1]))
