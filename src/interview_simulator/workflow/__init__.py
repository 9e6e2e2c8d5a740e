"""The one description of the order of the steps, and what runs it."""
