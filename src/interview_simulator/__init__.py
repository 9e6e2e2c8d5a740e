"""Interview Simulator: one recording travels one street, from the browser to the report."""

__version__ = "0.1.0"
