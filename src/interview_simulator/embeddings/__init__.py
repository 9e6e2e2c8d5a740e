"""Sentences as vectors, by a multilingual model; English and Portuguese share its space."""

from interview_simulator.embeddings.model import embed, one_thread
from interview_simulator.embeddings.vectors import Embed, Vectors, centred

__all__ = ["Embed", "Vectors", "centred", "embed", "one_thread"]
