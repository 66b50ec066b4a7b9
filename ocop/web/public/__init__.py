"""The public door: anyone, without an account."""
