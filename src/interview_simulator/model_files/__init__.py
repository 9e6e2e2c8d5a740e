"""Pinned weights: where from, SHA-256, licence. They come at set-up or first use, never with the code."""

from interview_simulator.model_files.cache import State, digests, ensure, states

__all__ = ["State", "digests", "ensure", "states"]
