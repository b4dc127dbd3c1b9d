"""Lists, counts and aggregates of events and entities, for pages that are asked for many times a second."""
