"""Frames -> presence, pose, gaze, blinks, smiles, movement and light over time."""
