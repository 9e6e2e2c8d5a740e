"""Speech -> words with times and confidences."""
