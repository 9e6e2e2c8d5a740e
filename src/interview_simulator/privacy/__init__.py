"""What is kept about a person: consent to it, how long it stays, how it is handed out, how it is erased."""
