"""People who sign in: passwords, sessions, tokens, invitations, resets, and what they share. Plain functions."""
