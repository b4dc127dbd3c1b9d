"""The lower layers of multilingual-e5-small as a torch network, with a head that labels pieces."""

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.language.pieces import PieceTable
from dragoman.reading.mentions.encoder_input import MOST_PIECES

LABELS = ("O", *(f"{part}-{kind}" for kind in ("PER", "ORG", "LOC", "OFF") for part in "BI"))
POSITIONS = MOST_PIECES + 2


def _read(table: PieceTable, name: str, shape: tuple[int, ...]) -> Tensor:
    flat = np.array(table.tensor(name), dtype=np.float32)
    return torch.from_numpy(flat[: int(np.prod(shape))].reshape(shape))


def _load(linear: nn.Linear | nn.LayerNorm, table: PieceTable, name: str) -> None:
    linear.weight.data = _read(table, f"{name}.w", tuple(linear.weight.shape))
    linear.bias.data = _read(table, f"{name}.b", tuple(linear.bias.shape))


class Layer(nn.Module):
    """One layer of a BERT encoder (Devlin et al. 2019)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        """Make the layer with random weights; :meth:`load` fills it."""
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.drop = nn.Dropout(0.1)

    def load(self, table: PieceTable, number: int) -> None:
        """Take the weights of a layer of the table."""
        for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
            _load(getattr(self, name), table, f"l{number}.{name}")

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states one layer up; ``mask`` is added to the attention's scores."""
        size, length, width = states.shape
        q, k, v = (part(states).view(size, length, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        states = self.aln(states + self.drop(self.ao(seen.transpose(1, 2).reshape(size, length, width))))
        return self.oln(states + self.drop(self.fo(nn.functional.gelu(self.fi(states)))))


class Encoder(nn.Module):
    """Piece vectors in, a score for each label out. The layers below ``frozen`` are never trained."""

    def __init__(self, table: PieceTable, layers: int, frozen: int) -> None:
        """Take the weights of the first layers from the table; the head begins at random."""
        super().__init__()
        self.positions = nn.Parameter(_read(table, "emb.pos", (POSITIONS, table.width)), requires_grad=False)
        self.positions.data += _read(table, "emb.type", (table.width,))
        self.norm = nn.LayerNorm(table.width, 1e-12)
        _load(self.norm, table, "emb.ln")
        self.layers = nn.ModuleList(Layer(table.width, table.heads, table.inner) for _ in range(layers))
        for number, layer in enumerate(self.layers):
            layer.load(table, number)
        self.frozen = frozen
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(table.width, len(LABELS))
        for parameter in (*self.norm.parameters(), *self.layers[:frozen].parameters()):
            parameter.requires_grad = False

    def below(self, vectors: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states above the frozen layers."""
        states = self.norm(vectors + self.positions[: vectors.shape[1]])
        for layer in self.layers[: self.frozen]:
            states = layer(states, mask)
        return states

    def above(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return the scores of the labels from the states above the frozen layers."""
        for layer in self.layers[self.frozen :]:
            states = layer(states, mask)
        return self.head(self.drop(states))

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of the labels; ``mask`` is 1 where there is a piece and 0 in the padding."""
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        return self.above(self.below(vectors, bias), bias)
