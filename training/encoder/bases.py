"""Makes a base folder for train.py of a BERT encoder exported to ONNX, such as the one in the Maven jar of bge-small-en-v1.5:

    python bases.py --onnx bge-small-en-v1.5.onnx --out DIR

The folder holds `model.safetensors` with the names of the original weights. The vocabulary must be the one of the base.
"""

import argparse
import pathlib

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file

# The order of a layer's products in the graph. Exports fold the names of their weights away.
PRODUCTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
            "intermediate.dense", "output.dense")


def weights_of(graph) -> dict[str, torch.Tensor]:
    found = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer if i.dims}
    weights = {name: tensor for name, tensor in found.items() if name.startswith(("embeddings.", "encoder."))}
    products = [found[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in found]
    layers, rest = divmod(len(products), len(PRODUCTS))
    if rest or not layers:
        raise SystemExit(f"{len(products)} products with weights (expected: {len(PRODUCTS)} a layer)")
    for index, weight in enumerate(products):
        layer, part = divmod(index, len(PRODUCTS))
        weights[f"encoder.layer.{layer}.{PRODUCTS[part]}.weight"] = weight.T.contiguous()
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--onnx", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.half() for name, tensor in weights_of(onnx.load(options.onnx).graph).items()},
              options.out / "model.safetensors")


if __name__ == "__main__":
    main()
