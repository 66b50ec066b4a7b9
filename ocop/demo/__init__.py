"""A province with a year in it, built only through operations: real rows and marked samples."""
