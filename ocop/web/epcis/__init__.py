"""The door for programs: EPCIS 2.0 at /epcis/v2."""
