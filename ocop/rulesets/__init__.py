"""The law as data: sets of criteria, and how points become stars.

``sheet``, ``loader``, ``scoring``, ``standing`` and ``document`` are pure and know no Django;
the rows of ``models`` are what other packages point at.
"""
