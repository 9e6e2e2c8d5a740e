"""Records: who recorded what, when, and how far its analysis has come."""
