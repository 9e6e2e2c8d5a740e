"""The shipped interviews (YAML) and how interviews are read."""
