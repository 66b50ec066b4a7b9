"""The GS1 EPCIS 2.0 repository: events as captured, and what is asked of them."""
