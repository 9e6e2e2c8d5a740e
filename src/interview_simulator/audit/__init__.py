"""Who saw and did what with whose things."""
