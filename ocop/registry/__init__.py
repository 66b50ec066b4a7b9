"""The standing record: producers, their products, and the papers that prove it.

A producer answers for a product; a product belongs to one of the 26 sets of the decision in
force (QĐ 26/2026/QĐ-TTg, Phụ lục I) and keeps every official code it ever bore.
"""
