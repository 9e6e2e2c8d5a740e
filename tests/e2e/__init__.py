"""Browser tests: a package, so that browser and servers end with it and no other test runs beside their event loop."""
