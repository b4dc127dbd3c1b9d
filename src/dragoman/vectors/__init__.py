"""Sentence vectors: what texts of any language mean, as points that can be compared. The extra ``vectors`` has them."""

from dragoman.vectors.centring import centre_vectors
from dragoman.vectors.encoders import DIMENSIONS, Encoder, Kind, Matrix, embed_texts, load_encoder

__all__ = ["DIMENSIONS", "Encoder", "Kind", "Matrix", "centre_vectors", "embed_texts", "load_encoder"]
