"""The HTTP door: the guide's routes and ours."""
