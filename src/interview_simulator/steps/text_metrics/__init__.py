"""Words, sound and questions -> delivery figures and the evaluation of each answer."""
