"""The page in Firefox and WebKit."""
