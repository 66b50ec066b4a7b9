"""The figures of docs and issues, measured here and now: ``bin/bench``."""
