"""Where goods come from and went: growing areas, lots, the producer's diary, recalls."""
