"""The language model, where one was chosen: what it must do, how it is asked, and the one engine that asks it."""
