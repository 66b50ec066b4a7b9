"""What shoppers scan: the verdict on one stamp, the spool, and what looks like copies."""
