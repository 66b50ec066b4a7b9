"""Long work: queued, counted row by row, resumable after a kill, its result kept for seven days."""
