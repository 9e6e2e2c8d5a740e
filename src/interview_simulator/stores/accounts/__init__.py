"""Where accounts and what belongs to them are kept."""
