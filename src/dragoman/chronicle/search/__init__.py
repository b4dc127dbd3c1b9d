"""Search over the sentences of the articles: index, query language, names in every script, ranking and facets."""
