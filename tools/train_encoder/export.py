"""Writes a trained network as an ONNX file of 8-bit weights: ``python tools/train_encoder/export.py WEIGHTS FILE``.

The table of piece vectors is left out; at run time it is read from the package that it came from.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from network import LABELS, POSITIONS
from onnx import TensorProto, helper, numpy_helper

from dragoman.language.pieces import DIGEST, load_pieces

HEADS = 12


class Graph:
    """Nodes and constants, added one after another; every method returns the name of what it computed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, array: "np.ndarray") -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        """Add a node of one output."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, states: str, weight: torch.Tensor, bias: torch.Tensor) -> str:
        """Add a linear map."""
        product = self.add("MatMul", states, self.constant(weight.numpy().T.astype(np.float32)))
        return self.add("Add", product, self.constant(bias.numpy()))

    def normalise(self, states: str, weights: dict[str, torch.Tensor], name: str) -> str:
        """Add a layer normalisation."""
        scale, bias = (self.constant(weights[f"{name}.{part}"].numpy()) for part in ("weight", "bias"))
        return self.add("LayerNormalization", states, scale, bias, axis=-1, epsilon=1e-12)


def add_layer(graph: Graph, states: str, bias: str, weights: dict[str, torch.Tensor]) -> str:
    """Add one layer; query, key and value are one product."""
    width = weights["ao.weight"].shape[0]
    joined = [torch.cat([weights[f"{part}.{kind}"] for part in "qkv"]) for kind in ("weight", "bias")]
    apart = graph.constant(np.array([0, 0, 3, HEADS, width // HEADS], np.int64))
    parts = graph.add("Reshape", graph.linear(states, *joined), apart)
    parts = graph.add("Transpose", parts, perm=[2, 0, 3, 1, 4])
    q, k, v = (graph.add("Gather", parts, graph.constant(np.array(n, np.int64)), axis=0) for n in range(3))
    scores = graph.add("MatMul", q, graph.add("Transpose", k, perm=[0, 1, 3, 2]))
    scores = graph.add("Mul", scores, graph.constant(np.array((width / HEADS) ** -0.5, np.float32)))
    seen = graph.add("MatMul", graph.add("Softmax", graph.add("Add", scores, bias), axis=-1), v)
    together = graph.constant(np.array([0, 0, width], np.int64))
    seen = graph.add("Reshape", graph.add("Transpose", seen, perm=[0, 2, 1, 3]), together)
    states = graph.add("Add", states, graph.linear(seen, weights["ao.weight"], weights["ao.bias"]))
    states = graph.normalise(states, weights, "aln")
    inner = graph.add("Gelu", graph.linear(states, weights["fi.weight"], weights["fi.bias"]))
    states = graph.add("Add", states, graph.linear(inner, weights["fo.weight"], weights["fo.bias"]))
    return graph.normalise(states, weights, "oln")


def build(weights: dict[str, torch.Tensor], width: int) -> onnx.ModelProto:
    """Return the network as a graph in full precision: vectors and mask in, probabilities of the labels out."""
    graph = Graph()
    length = graph.add("Gather", graph.add("Shape", "vectors"), graph.constant(np.array([1], np.int64)), axis=0)
    zero, axis = graph.constant(np.array([0], np.int64)), graph.constant(np.array([0], np.int64))
    places = graph.add("Slice", graph.constant(weights["positions"].numpy()), zero, length, axis)
    states = graph.normalise(graph.add("Add", "vectors", places), weights, "norm")
    hidden = graph.add("Sub", graph.constant(np.array(1, np.float32)), "mask")
    bias = graph.add("Mul", hidden, graph.constant(np.array(-10000, np.float32)))
    bias = graph.add("Unsqueeze", bias, graph.constant(np.array([1, 2], np.int64)))
    count = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    for number in range(count):
        start = f"layers.{number}."
        states = add_layer(graph, states, bias, {n[len(start) :]: w for n, w in weights.items() if n.startswith(start)})
    scores = graph.linear(states, weights["head.weight"], weights["head.bias"])
    graph.nodes.append(helper.make_node("Softmax", [scores], ["chances"], name="chances", axis=-1))
    shapes = {"vectors": ["lines", "pieces", width], "mask": ["lines", "pieces"]}
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    output = helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["lines", "pieces", len(LABELS)])
    made = helper.make_graph(graph.nodes, "names", inputs, [output], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    told = {"labels": " ".join(LABELS), "positions": str(POSITIONS), "pieces": DIGEST}
    helper.set_model_props(model, told)
    onnx.checker.check_model(model)
    return model


def shrink(model: onnx.ModelProto, file: Path, *, narrow: bool) -> None:
    """Write a model with weights of 8 bits, or of 7 where ``narrow``: older processors overflow with 8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            file,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=narrow,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT, "MatMulConstBOnly": True},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wide", action="store_true", help="use all 8 bits of a weight")
    options = parser.parse_args()
    weights = torch.load(options.weights, weights_only=True)
    weights = weights.get("network", weights)
    shrink(build(weights, load_pieces().width), options.file, narrow=not options.wide)
    print(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
