"""EPCIS in XML: documents of 2.0 and 1.2 read into our events, and answers written in XML 2.0."""

from ocop.epcis.xml.plain import COLLECTION, JOB, JOBS, PROBLEM, plain
from ocop.epcis.xml.reading import read
from ocop.epcis.xml.writing import write

__all__ = ["COLLECTION", "JOB", "JOBS", "PROBLEM", "plain", "read", "write"]
