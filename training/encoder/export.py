"""Writes the signal encoder as one ONNX graph with int8 weights.

The graph is laid out by hand rather than traced, because the layout is what makes a pass cheap:

- Query, key and value are one product, so the input is quantised once for the three.
- Weights are signed int8 with one scale per output column; activations are quantised while running (one scale
  per tensor). Weights keep to 7 bits: where a CPU has no VNNI, the products of two pairs are added in 16 bits
  and saturate with 8 (onnxruntime, "Quantize ONNX models", section on reduce_range). Results then agree between CPUs.
- A few channels of the activations are far larger than the rest and would take the whole scale. Each channel is divided by a
  factor before it is quantised and the weight's row multiplied by it; the factors come from the peaks on some training rows
  (Xiao et al., SmoothQuant, 2023).
- Word vectors are int8 with one scale a row and are turned to floats after the look-up.
- The heads compute in float: they are small, and their logits are what is calibrated. Their weights are
  stored as int8 with a cast beside them that the runtime folds away when it loads the graph.

Inputs are int64 [batch, sequence]: `input_ids`, `attention_mask`, `token_type_ids`. Outputs are the logits by head.
"""

from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import model as m

MASKED = -10000.0
# How much of a channel's peak moves from the activation into the weight, and for which products it pays.
SMOOTHING, SMOOTHED = 0.75, ("qkv", "inner", "outer")
CALIBRATED = {"domain": 100, "safety": 100, "pii": 100}
# Held-out pairs like those that a cache meets.
PAIR_SOURCES = ("cache-pairs", "derived", "gen-group", "unrelated")


class Graph:
    """Collects nodes and weights."""

    def __init__(self):
        self.nodes, self.weights, self.count = [], {}, 0

    def constant(self, name, array):
        if name not in self.weights:
            self.weights[name] = numpy_helper.from_array(np.array(array, order="C"), name)
        return name

    def node(self, kind, inputs, outputs=1, name=None, domain="", **attributes):
        self.count += 1
        base = name or f"{kind.lower()}_{self.count}"
        names = [base] if outputs == 1 else [f"{base}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"n_{base}", domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def ints(self, *values):
        return self.constant("ints_" + "_".join(str(v).replace("-", "m") for v in values), np.array(values, np.int64))


def rows_to_int8(array: np.ndarray):
    """Symmetric int8 with one scale a row."""
    scale = np.maximum(np.abs(array).max(1, keepdims=True), 1e-8) / 127
    return np.round(array / scale).astype(np.int8), scale.astype(np.float32)


def columns_to_int8(array: np.ndarray, bits: int, per_column: bool):
    """Symmetric int8 of a weight [in, out], with one scale a column or one for all."""
    most = 2 ** (bits - 1) - 1
    peak = np.abs(array).max(0, keepdims=True) if per_column else np.abs(array).max(keepdims=True)
    scale = np.maximum(peak, 1e-8) / most
    return np.clip(np.round(array / scale), -most, most).astype(np.int8), scale.astype(np.float32).reshape(-1)


def smoothing(model: m.SignalEncoder, corpus: pathlib.Path, base: str | None, seed: int) -> dict[str, np.ndarray]:
    """The factor of every input channel of the products in SMOOTHED, from first windows of training rows."""
    import data

    peaks, hooks = {}, []

    def watch(name):
        def see(_, inputs):
            peak = inputs[0].abs().flatten(0, -2).amax(0)
            peaks[name] = torch.maximum(peaks[name], peak) if name in peaks else peak
        return see
    for index, layer in enumerate(model.encoder.layers):
        for part in SMOOTHED:
            hooks.append(getattr(layer, part).register_forward_pre_hook(watch(f"encoder.layers.{index}.{part}")))
    tokenizer, rng = data.make_tokenizer(base), np.random.default_rng(seed)
    with torch.no_grad():
        for task, count in CALIBRATED.items():
            raws = list(data.read_lines(corpus / f"{task}.train.jsonl"))
            for pieces in data.pieces_of(tokenizer, [raws[i]["text"] for i in rng.permutation(len(raws))[:count]]):
                item = data.Item(None, pieces.ids[:data.PIECES], pieces.cases[:data.PIECES], 0, None)
                ids = np.concatenate([[data.CLS], item.ids, [data.SEP]]).astype(np.int64)[None]
                cases = np.concatenate([[0], item.cases, [0]]).astype(np.int64)[None]
                model.encoder(torch.from_numpy(ids), None, torch.from_numpy(cases))
    for hook in hooks:
        hook.remove()
    found = {}
    for name, peak in peaks.items():
        weight = model.get_submodule(name).weight.detach().abs().amax(0)
        factor = peak.clamp(min=1e-3) ** SMOOTHING / weight.clamp(min=1e-4) ** (1 - SMOOTHING)
        found[name] = (factor / factor.median()).clamp(0.05, 50).numpy().astype(np.float32)
    return found


class Export:
    def __init__(self, model: m.SignalEncoder, int8: bool = True, per_column: bool = True, bits: int = 7,
                 float_layers: tuple[str, ...] = (), smooth: dict[str, np.ndarray] | None = None,
                 heads: tuple[str, ...] = tuple(m.LABELS)):
        self.smooth = smooth or {}
        self.names = heads
        self.weights = {name: tensor.detach().float().cpu().numpy() for name, tensor in model.state_dict().items()}
        self.graph, self.int8, self.per_column, self.bits = Graph(), int8, per_column, bits
        self.float_layers = float_layers

    def weight(self, name):
        return self.weights[name]

    def linear(self, x, name):
        """x W + b, in int8 for the encoder's weights."""
        g = self.graph
        bias = g.constant(f"{name}.bias", self.weight(f"{name}.bias"))
        matrix = self.weight(f"{name}.weight").T
        if not self.int8 or any(name.endswith(part) for part in self.float_layers):
            return g.node("Add", [g.node("MatMul", [x, g.constant(f"{name}.weight", matrix)]), bias])
        if name in self.smooth:
            x = g.node("Mul", [x, g.constant(f"{name}.smooth", 1 / self.smooth[name])])
            matrix = matrix * self.smooth[name][:, None]
        values, scale = columns_to_int8(matrix, self.bits, self.per_column)
        q, q_scale, q_zero = g.node("DynamicQuantizeLinear", [x], 3)
        product = g.node("MatMulInteger", [q, g.constant(f"{name}.weight", values), q_zero])
        scales = g.node("Mul", [q_scale, g.constant(f"{name}.scale", scale)])
        return g.node("Add", [g.node("Mul", [g.node("Cast", [product], to=TensorProto.FLOAT), scales]), bias])

    def small(self, x, name):
        """x W + b in float, for a head; the weight is stored in int8."""
        g = self.graph
        matrix = self.weight(f"{name}.weight").T
        if self.int8:
            values, scale = columns_to_int8(matrix, 8, True)
            weight = g.node("Mul", [g.node("Cast", [g.constant(f"{name}.weight", values)], to=TensorProto.FLOAT),
                                    g.constant(f"{name}.scale", scale)])
        else:
            weight = g.constant(f"{name}.weight", matrix)
        return g.node("Add", [g.node("MatMul", [x, weight]), g.constant(f"{name}.bias", self.weight(f"{name}.bias"))])

    def norm(self, x, name):
        g = self.graph
        return g.node("LayerNormalization", [x, g.constant(f"{name}.weight", self.weight(f"{name}.weight")),
                                             g.constant(f"{name}.bias", self.weight(f"{name}.bias"))],
                      axis=-1, epsilon=m.EPSILON)

    def gelu(self, x):
        # com.microsoft ops are part of every build of ONNX Runtime; Gelu is in ONNX proper only from opset 20.
        return self.graph.node("Gelu", [x], domain="com.microsoft")

    def embeddings(self):
        g = self.graph
        if self.int8:
            values, scale = rows_to_int8(self.weight("encoder.words.weight"))
            words = g.node("Gather", [g.constant("words", values), "input_ids"])
            scales = g.node("Gather", [g.constant("words.scale", scale), "input_ids"])
            words = g.node("Mul", [g.node("Cast", [words], to=TensorProto.FLOAT), scales])
        else:
            words = g.node("Gather", [g.constant("words", self.weight("encoder.words.weight")), "input_ids"])
        cases = g.node("Gather", [g.constant("cases", self.weight("encoder.cases.weight")), "token_type_ids"])
        length = g.node("Shape", ["input_ids"], start=1, end=2)
        positions = g.node("Slice", [g.constant("positions", self.weight("encoder.positions.weight")), g.ints(0), length,
                                     g.ints(0)])
        return self.norm(g.node("Add", [g.node("Add", [words, cases]), positions]), "encoder.norm")

    def layer(self, x, index, bias):
        g, prefix = self.graph, f"encoder.layers.{index}."
        qkv = self.linear(x, prefix + "qkv")
        split = g.node("Split", [qkv, g.ints(m.WIDTH, m.WIDTH, m.WIDTH)], 3, axis=-1)
        size = m.WIDTH // m.HEADS
        heads = g.ints(0, 0, m.HEADS, size)
        q, k, v = (g.node("Reshape", [part, heads]) for part in split)
        q = g.node("Mul", [g.node("Transpose", [q], perm=[0, 2, 1, 3]),
                           g.constant("scale", np.array(size ** -0.5, np.float32))])
        k = g.node("Transpose", [k], perm=[0, 2, 3, 1])
        v = g.node("Transpose", [v], perm=[0, 2, 1, 3])
        weights = g.node("Softmax", [g.node("Add", [g.node("MatMul", [q, k]), bias])], axis=-1)
        attended = g.node("Transpose", [g.node("MatMul", [weights, v])], perm=[0, 2, 1, 3])
        attended = g.node("Reshape", [attended, g.ints(0, 0, m.WIDTH)])
        x = self.norm(g.node("Add", [x, self.linear(attended, prefix + "joined")]), prefix + "attention_norm")
        inner = self.gelu(self.linear(x, prefix + "inner"))
        return self.norm(g.node("Add", [x, self.linear(inner, prefix + "outer")]), prefix + "norm")

    def build(self, heads: bool = True) -> onnx.ModelProto:
        g = self.graph
        mask = g.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        row_bias = g.node("Mul", [g.node("Sub", [g.constant("one", np.array(1, np.float32)), mask]),
                                  g.constant("masked", np.array(MASKED, np.float32))])
        bias = g.node("Unsqueeze", [row_bias, g.ints(1, 2)])
        x = self.embeddings()
        for index in range(m.LAYERS):
            x = self.layer(x, index, bias)
        if heads:
            outputs = self.heads(x, mask, row_bias)
        else:
            self.graph.node("Identity", [x], name="last_hidden_state")
            outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT,
                                                     ["batch", "sequence", m.WIDTH])]
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
                  for name in ("input_ids", "attention_mask", "token_type_ids")]
        graph = helper.make_graph(g.nodes, "signal-encoder", inputs, outputs, list(g.weights.values()))
        built = helper.make_model(graph, producer_name="signalbox", ir_version=8, opset_imports=[
            helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)])
        onnx.checker.check_model(built)
        return built

    def heads(self, x, mask, row_bias):
        """All pools in one product: row 0..n-1 are the heads' own weights over the tokens, row n is the plain mean."""
        g, names = self.graph, [name for name in self.names if name in m.SEQUENCE_HEADS]
        scorer = np.concatenate([self.weight(f"heads.{name}.score.weight") for name in names]).T
        # A softmax is blind to what is added to every score, so the scores' biases are left out.
        scores = g.node("Transpose", [g.node("MatMul", [x, g.constant("scorer", scorer)])], perm=[0, 2, 1])
        row = g.node("Unsqueeze", [row_bias, g.ints(1)])
        own = g.node("Softmax", [g.node("Add", [scores, row])], axis=-1)
        same = g.node("Unsqueeze", [g.node("Div", [mask, g.node("ReduceSum", [mask, g.ints(1)], keepdims=1)])
                                    , g.ints(1)])
        pooled = g.node("MatMul", [g.node("Concat", [own, same], axis=1), x])
        mean = g.node("Gather", [pooled, g.constant("mean_row", np.array(len(names), np.int64))], axis=1)
        outputs = []
        for index, name in enumerate(names):
            part = g.node("Gather", [pooled, g.constant(f"row_{index}", np.array(index, np.int64))], axis=1)
            both = g.node("Concat", [part, mean], axis=-1)
            hidden = self.gelu(self.small(both, f"heads.{name}.hidden"))
            g.node("Identity", [self.small(hidden, f"heads.{name}.out")], name=name)
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", len(m.LABELS[name])]))
        if "pii" in self.names:
            g.node("Identity", [self.small(x, "pii")], name="pii")
            outputs.append(helper.make_tensor_value_info("pii", TensorProto.FLOAT,
                                                         ["batch", "sequence", len(m.PII_TAGS)]))
        return outputs


def write(model: m.SignalEncoder, folder: pathlib.Path, smooth=None, **facts):
    """Writes `signal-encoder.onnx` and `signal-encoder.json`; the temperatures in it are 1 until evaluate.py fits them."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(Export(model, smooth=smooth).build(), folder / "signal-encoder.onnx")
    (folder / "signal-encoder.json").write_text(m.description(**facts))


def pair_temperature(graph: pathlib.Path, corpus: pathlib.Path, base: str | None) -> float:
    """The temperature under which the chances of the held-out pairs in PAIR_SOURCES are likeliest; both orders count."""
    import data
    import onnxruntime

    session = onnxruntime.InferenceSession(graph.read_bytes())

    def lead(a, b):
        ids, cases, _ = data.pair_pieces(a, b)
        ids = np.concatenate([[data.CLS], ids, [data.SEP]]).astype(np.int64)[None]
        cases = np.concatenate([[0], cases, [0]]).astype(np.int64)[None]
        logits = session.run(["pair"], {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": cases})[0][0]
        return float(logits[1] - logits[0])

    rows = data.Corpus(corpus, "val", data.make_tokenizer(base), tasks=["pair"]).rows["pair"]
    rows = [row for row in rows if row.source in PAIR_SOURCES]
    leads = np.array([(lead(row.pieces, row.second) + lead(row.second, row.pieces)) / 2 for row in rows])
    signs = np.array([2 * row.label - 1 for row in rows])
    temperatures = np.geomspace(0.3, 20, 400)
    return float(min(temperatures, key=lambda t: np.logaddexp(0, -signs * leads / t).mean()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", help="checkpoint of train.py; without it the heads are untrained")
    parser.add_argument("--corpus", type=pathlib.Path, help="corpus whose training rows tell the peaks of the activations")
    parser.add_argument("--base", help="folder of all-MiniLM-L6-v2 (default: the installed package)")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--pair", action="store_true", help="write pair-encoder.onnx, which answers the pair head alone")
    parser.add_argument("--float", action="store_true", help="also write signal-encoder-float.onnx, to compare with")
    options = parser.parse_args()
    if options.checkpoint:
        saved = torch.load(options.checkpoint, map_location="cpu", weights_only=True)
        model = m.SignalEncoder()
        model.load_state_dict(saved["model"])
        facts = saved["facts"]
    else:
        model, facts = m.untrained(options.seed, options.base), {"corpus": None, "seed": options.seed, "steps": 0}
    model.eval()
    smooth = smoothing(model, options.corpus, options.base, options.seed) if options.corpus else None
    if options.pair:
        options.out.mkdir(parents=True, exist_ok=True)
        onnx.save(Export(model, smooth=smooth, heads=("pair",)).build(), options.out / "pair-encoder.onnx")
        temperature = pair_temperature(options.out / "pair-encoder.onnx", options.corpus, options.base)
        told = {"base": "all-MiniLM-L6-v2", **facts, "temperature": round(temperature, 4)}
        (options.out / "pair-encoder.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
        return
    write(model, options.out, smooth, **facts)
    if options.float:
        onnx.save(Export(model, int8=False).build(), options.out / "signal-encoder-float.onnx")
    print(f"{options.out}: {(options.out / 'signal-encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
