"""Reading records and reports in the browser."""
