"""Files: recordings, playable videos, posters, captions, reports."""
