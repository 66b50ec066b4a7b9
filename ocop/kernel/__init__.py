"""The words everything else is written in: plain Python that has never heard of Django."""
