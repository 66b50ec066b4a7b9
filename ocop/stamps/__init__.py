"""E-stamps: orders, batches and ranges, and serials that need no row until they are scanned."""
