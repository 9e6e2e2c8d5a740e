"""Recording -> a file that plays and seeks everywhere, a poster, and 16 kHz speech."""
