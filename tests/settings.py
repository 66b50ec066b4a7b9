"""The product's settings, with what the tests need: quick passwords and a folder of their own."""

import atexit
import os
import shutil
import tempfile

# Before the product's settings are read: they make their folders at once.
os.environ["OCOP_VAR"] = tempfile.mkdtemp(prefix="ocop-tests-")
os.environ.setdefault("OCOP_SECRET_KEY", "only-for-tests")
for name in ("OCOP_DEBUG", "OCOP_HOSTS", "OCOP_REQUIRE_SECOND_FACTOR", "OCOP_SITE_URL"):
    os.environ.pop(name, None)
atexit.register(shutil.rmtree, os.environ["OCOP_VAR"], ignore_errors=True)

from ocop.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# What one test leaves in memory is nothing to the next; tests of it turn it on.
KEPT_PAGES_BYTES = 0
# Tests of the lock-out turn it on with ``settings.AXES_ENABLED = True``.
AXES_ENABLED = False
STATIC_ROOT.mkdir()  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # Who waits for a lock that nobody gives back fails, and does not hold the run.
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=120s"}  # noqa: F405
