"""The coach beside the report: what to ask next, and answers to questions about the feedback."""
