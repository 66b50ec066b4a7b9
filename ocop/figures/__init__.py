"""The programme's figures: each with definition, numerator, denominator, as-of and rows."""
