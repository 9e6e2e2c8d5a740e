"""Who analyses, where several machines work, and who is taken for dead."""
