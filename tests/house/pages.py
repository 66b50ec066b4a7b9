"""Rules for templates: each takes a template's text and names what breaks it."""

import re

INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
# Data for scripts and search engines is no script.
DATA = re.compile(r"type\s*=\s*[\"']application/(ld\+)?json[\"']")
ABSOLUTE = re.compile(r"(?:src|href|action|poster|srcset)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
JAVASCRIPT_URL = re.compile(r"href\s*=\s*[\"']javascript:", re.IGNORECASE)


def faults(template: str) -> list[str]:
    """Name what the Content-Security-Policy would refuse, and what leaves the site."""
    found = []
    if INLINE_STYLE.search(template):
        found.append("inline style")
    if INLINE_HANDLER.search(template) or JAVASCRIPT_URL.search(template):
        found.append("inline script")
    if ABSOLUTE.search(template):
        found.append("absolute address")
    for attributes, body in SCRIPT.findall(template):
        if body.strip() and not DATA.search(attributes):
            found.append("inline script")
    return found
