"""Where recordings and records are kept."""
