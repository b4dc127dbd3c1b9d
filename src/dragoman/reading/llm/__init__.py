"""A reader that asks a language model behind an OpenAI-compatible endpoint, and believes only what the page says."""
