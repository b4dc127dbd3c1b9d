"""Carries alerts of watch lists to where they are wanted: by webhook and by mail, at least once, with a key."""
