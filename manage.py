#!/usr/bin/env python3
"""Django's command line; `bin/manage` prepares the environment and calls it."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
    execute_from_command_line(sys.argv)
