"""Writes the graphs of this folder: classifiers that count one token.

payment.onnx       logits [0, 4 * n - 2] for n times the token "payment" of BERT's uncased vocabulary
extra-input.onnx  the same with an input that no text gives
infinite.onnx     logits that are no numbers

Run with the onnx package: python make.py
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

PAYMENT = 7909


def save(name: str, extra: str | None, scale: float) -> None:
    inputs = [
        helper.make_tensor_value_info(each, TensorProto.INT64, ["batch", "sequence"])
        for each in ["input_ids", "attention_mask", extra]
        if each
    ]
    nodes = [
        helper.make_node("Equal", ["input_ids", "payment"], ["same"]),
        helper.make_node("Cast", ["same"], ["ones"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["ones", "axis"], ["count"], keepdims=1),
        helper.make_node("Mul", ["count", "scale"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "two"], ["second"]),
        helper.make_node("Sub", ["second", "second"], ["first"]),
        helper.make_node("Concat", ["first", "second"], ["logits"], axis=1),
    ]
    constants = [
        helper.make_tensor("payment", TensorProto.INT64, [], [PAYMENT]),
        helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
        helper.make_tensor("scale", TensorProto.FLOAT, [], [scale]),
        helper.make_tensor("two", TensorProto.FLOAT, [], [2.0]),
    ]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])
    graph = helper.make_graph(nodes, "counts", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    (Path(__file__).parent / name).write_bytes(model.SerializeToString())


save("payment.onnx", None, 4.0)
save("extra-input.onnx", "positions", 4.0)
save("infinite.onnx", None, float("inf"))
