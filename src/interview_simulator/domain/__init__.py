"""What we talk about: pure types and rules that import nothing of ours."""
