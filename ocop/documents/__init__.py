"""Paper: certificates and printed forms, the codes on them, and the house's letters."""
