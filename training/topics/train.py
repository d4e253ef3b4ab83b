"""Trains the topic head of n-grams and fits how it is joined with the encoder: python train.py --data DIR --work DIR

DIR of --data holds the training sets with their SHA256SUMS; what costs time is kept in DIR of --work. One core, some minutes. Writes
the weights, the fixture and the held-out texts of the tests, metrics.json and the model card.
"""
import argparse
import json
import os
import struct
import sys
import time
import zlib
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np
from scipy.optimize import minimize

import linear
import rows as corpus

sys.path.insert(0, str(corpus.HERE.parent / "ngrams"))
import grams

import data as encoder_data
import evaluate

ROOT = corpus.HERE.parents[1]
ONNX = ROOT / "backends/src/main/resources/io/signalbox/backends/onnx"
TESTS = ROOT / "backends/src/test/resources/io/signalbox/backends/onnx"
MAGIC, SEED = 0x53424E47, 20261127
BITS, EPOCHS, RATE, DROPPED = 18, 8, 0.1, 0.3
WINDOW = 128  # tokens
STEP = 8
LEAST = 1e-9
FOREIGN = 0.01  # share of letters beyond ASCII from which on a text counts as not English
COMPOSED = 0.25  # weight of composed held-out rows in the fit of the join
PROJECT = ("gen-question", "gen-chat", "natural", "gen-languages")  # held-out rows whose texts stand in this repository
HOSTILE = ["", " \u0000\n\t", "a", "\u0000\u0000", "\ud800 lone", "\u202eright to left\u202c", "ذرة", "!!!???", "İstanbul", "x" * 5000,
           "word " * 700, "\U0001f600\U0001f600 smile", "2+2=4", "光合作用", "क्वांटम", "e\u0301le\u0300ve"]


def encoder_chances(texts, graph, temperature):
    """Log chances of the domain head, joined over windows as HeadWords does."""
    session, tokenizer, found = evaluate.session(graph, 1), encoder_data.make_tokenizer(), []
    for pieces in encoder_data.pieces_of(tokenizer, texts):
        parts = encoder_data.windows(len(pieces))
        outputs = [evaluate.softmax(evaluate.run(session, pieces.ids[a:b], pieces.cases[a:b])["domain"] / temperature) for a, b in parts]
        sizes = np.array([max(1, b - a) for a, b in parts])
        found.append((np.array(outputs) * sizes[:, None]).sum(0) / sizes.sum())
        if len(found) % 500 == 0:
            print(f"  {len(found)} of {len(texts)}", flush=True)
    return np.log(np.maximum(found, LEAST))


def features(texts, buckets):
    """All features of all texts in a row, where each text's begin, and which token owns them."""
    made = [grams.features(text, buckets, singles=True) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(found) for found, _, _ in made])])
    return np.concatenate([m[0] for m in made]).astype(np.int64), starts, np.concatenate([m[1] for m in made]), [m[2] for m in made]


class Head:
    """What the Java class does: the mean of the chances of windows of 128 tokens, by their number of tokens."""

    def __init__(self, table, scales, bias):
        self.table, self.scales, self.bias = table, scales, bias

    def chances(self, found, owner, tokens):
        windows = max(1, -(-tokens // WINDOW))
        sums, counts = np.zeros((windows, len(self.bias))), np.zeros(windows)
        np.add.at(sums, owner // WINDOW, self.table[found].astype(np.float64))
        np.add.at(counts, owner // WINDOW, 1)
        chances = evaluate.softmax(sums * self.scales / np.sqrt(np.maximum(counts, 1))[:, None] + self.bias)
        sizes = np.array([WINDOW] * (windows - 1) + [max(1, tokens - WINDOW * (windows - 1))])
        return (chances * sizes[:, None]).sum(0) / sizes.sum()

    def of(self, text):
        return self.chances(*grams.features(text, len(self.table), singles=True))


def quantised(table):
    """int8 with a scale a class, in steps of 8 so that it packs well; the few weights beyond the scale are cut."""
    scales = (np.quantile(np.abs(table), 0.9995, axis=0) / 127).astype(np.float32)
    return np.clip(STEP * np.round(table / scales / STEP), -120, 120).astype(np.int8), scales


def foreign(text):
    """Whether more than a hundredth of a text's letters are beyond ASCII."""
    letters = [c for c in text if c.isalpha()]
    return sum(not c.isascii() for c in letters) > FOREIGN * len(letters)


def joined(weights, group, encoder, ngrams):
    z = weights[group, 0][:, None] * encoder + weights[group, 1][:, None] * ngrams
    return evaluate.log_softmax(z)


def fit(group, encoder, ngrams, truth, weight):
    """For English and other texts the weights of the two log chances that make held-out rows likeliest."""
    found = np.zeros((2, 2))
    for index in range(2):
        own = np.flatnonzero(group == index)

        def loss(w):
            z = evaluate.log_softmax(w[0] * encoder[own] + w[1] * ngrams[own])
            wrong = np.exp(z)
            wrong[np.arange(len(own)), truth[own]] -= 1
            wrong *= weight[own][:, None]
            return (-(weight[own] * z[np.arange(len(own)), truth[own]]).sum(),
                    np.array([(wrong * encoder[own]).sum(), (wrong * ngrams[own]).sum()]))

        found[index] = minimize(loss, [0.8, 0.5], jac=True, method="L-BFGS-B", bounds=[(0, None)] * 2).x
    return found


def figures(held_out, truth, encoder, ngrams, both):
    """Accuracy [value, low, high, n] of the encoder, the n-grams and both, by source and language, and calibration."""
    right = {"encoder": encoder.argmax(1) == truth, "ngrams": ngrams.argmax(1) == truth, "both": both.argmax(1) == truth}
    told = {name: {} for name in ("all", "sources", "languages", "labels")}
    groups = {"all": lambda row: "all", "sources": lambda row: row["source"], "languages": lambda row: row["lang"],
              "labels": lambda row: row["label"]}
    for kind, key in groups.items():
        values = np.array([key(row) for row in held_out])
        for value in sorted(set(values), key=lambda v: -(values == v).sum()):
            own = values == value
            told[kind][value] = {name: evaluate.wilson(int(hit[own].sum()), int(own.sum())) for name, hit in right.items()}
    told["calibration"] = {}
    english = np.array([row["lang"] == "en" for row in held_out])
    for name, own in (("all", np.ones(len(truth), bool)), ("en", english), ("other", ~english)):
        told["calibration"][name] = {"encoder": evaluate.calibration(encoder[own], truth[own], 1.0)[0],
                                     "both": evaluate.calibration(both[own], truth[own], 1.0)[0]}
    return told


def write_head(path, head, weights):
    with open(path, "wb") as out:
        out.write(struct.pack(">iii", MAGIC, len(head.table).bit_length() - 1, len(corpus.LABELS)))
        for label, scale, bias in zip(corpus.LABELS, head.scales, head.bias):
            name = label.encode()
            out.write(struct.pack(">H", len(name)) + name + struct.pack(">ff", scale, bias))
        out.write(struct.pack(">f", 1.0) + head.table.tobytes() + struct.pack(">4f", *weights.ravel()))


def write_tests(head, held_out):
    texts = HOSTILE + [prompts[0] for path in sorted((corpus.HERE / "phrases").glob("*.txt"))
                       for _, prompts in list(corpus.authored(path).values())[::5] if prompts]
    with open(TESTS / "topic-grams.jsonl", "w", encoding="utf-8") as out:
        for text in texts:
            chances = [round(float(c), 6) for c in head.of(text)]
            out.write(json.dumps({"text": text, "foreign": foreign(text), "chances": chances}) + "\n")
    own = [row for row in held_out if row["source"] in PROJECT and not set("\t\n\r") & set(row["text"])]
    own.sort(key=lambda row: corpus.common.key(row["text"]))
    picked = [row for row in own if row["source"] != "gen-languages"] + [row for row in own if row["source"] == "gen-languages"][:300]
    with open(TESTS / "topic-held-out.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{row['lang']}\t{row['label']}\t{row['text']}\n" for row in picked)


def cached(path, make):
    if not path.exists():
        np.savez(path, **make())
    return np.load(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    began = time.time()

    def told(text):
        print(f"{time.time() - began:5.0f} s {text}", flush=True)

    told("rows")
    train, held_out, inputs = corpus.build(options.data)
    truth = np.array([corpus.LABELS.index(row["label"]) for row in held_out])
    told(f"the encoder on {len(held_out)} held-out rows")
    temperature = json.loads((ONNX / "signal-encoder.json").read_text())["heads"]["domain"]["temperature"]
    encoder = cached(options.work / "encoder.npz", lambda: {
        "chances": encoder_chances([row["text"] for row in held_out], ONNX / "signal-encoder.onnx", temperature)})["chances"]
    told(f"n-grams of {len(train)} rows")
    flat, starts, _, _ = features([row["text"] for row in train], 1 << BITS)
    told(f"training on {len(flat)} n-grams")
    weight = np.array([row["weight"] for row in train], np.float32)
    labels = np.array([corpus.LABELS.index(row["label"]) for row in train])
    table, bias = linear.train(flat, starts, labels, weight / weight.mean(), 1 << BITS, len(corpus.LABELS), EPOCHS, RATE, DROPPED, SEED, told)
    head = Head(*quantised(table), bias)
    told("held-out rows")
    flat, starts, owner, tokens = features([row["text"] for row in held_out], 1 << BITS)
    ngrams = np.log(np.maximum([head.chances(flat[a:b], owner[a:b], n) for a, b, n in zip(starts, starts[1:], tokens)], LEAST))
    group = np.array([int(foreign(row["text"])) for row in held_out])
    share = np.where([row["source"] == "gen-languages" for row in held_out], COMPOSED, 1.0)
    both = np.zeros_like(encoder)
    halves = evaluate.halves(len(truth))
    for own, other in (halves, halves[::-1]):
        fitted = fit(group[own], encoder[own], ngrams[own], truth[own], share[own])
        both[other] = joined(fitted, group[other], encoder[other], ngrams[other])
    weights = fit(group, encoder, ngrams, truth, share)
    write_head(ONNX / "topic-grams.bin", head, weights)
    write_tests(head, held_out)
    found = figures(held_out, truth, encoder, ngrams, both)
    found |= {"seed": SEED, "buckets": 1 << BITS, "rows": len(train), "n": len(truth),
              "phrases": sum(row["source"].startswith("phrases") for row in train),
              "weights": {"english": weights[0].tolist(), "other": weights[1].tolist()}, "inputs": dict(sorted(inputs.items())),
              "bytes": (ONNX / "topic-grams.bin").stat().st_size,
              "packed_bytes": len(zlib.compress((ONNX / "topic-grams.bin").read_bytes(), 6))}
    (corpus.HERE / "metrics.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for kind in ("all", "sources", "languages"):
        for name, value in found[kind].items():
            print(f"{name:20s} {value['both'][3]:5d} " + "  ".join(f"{key} {v[0]:.3f}" for key, v in value.items()))
    print(found["calibration"], found["weights"], found["bytes"], found["packed_bytes"])
    told("done; python card.py writes the model card")


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main()
