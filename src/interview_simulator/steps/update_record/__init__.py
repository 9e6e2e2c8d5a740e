"""Results -> report -> record."""
