"""Lists that programs read piece by piece, and by what they know that nothing has changed."""
