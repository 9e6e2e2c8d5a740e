"""Packets, frames and sound out of a file, as small generators that the steps share."""
