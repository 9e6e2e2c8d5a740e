"""In-memory stores and scripted engines, held to the same contract tests as the real ones."""
