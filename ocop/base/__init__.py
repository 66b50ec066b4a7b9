"""The little that all Django packages share: records, locks, fields and human codes."""
