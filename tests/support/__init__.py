"""Helpers of the tests: servers they start, recordings they make, ways of waiting. No test lies here."""
