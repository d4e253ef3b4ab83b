"""Measures the exported int8 graph on the held-out rows with onnxruntime, one text at a time as the server does.

Long texts are cut into the server's windows: safety takes the window with the highest chance of an attack, the other
sequence heads the mean over the windows, and the token head each piece from the window in which it lies deepest.

Temperatures are fitted on one half of the held-out rows; calibration errors are told of the other half.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import time
from collections import defaultdict

import numpy as np
import onnxruntime as ort

import data
import labels as m

LENGTHS = [(1, 16), (17, 64), (65, 126), (127, 10 ** 9)]
RESAMPLES = 300
FALSE_ALARMS = 0.01


def session(path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(graph, ids, cases) -> dict[str, np.ndarray]:
    ids = np.concatenate([[data.CLS], ids, [data.SEP]]).astype(np.int64)[None]
    cases = np.concatenate([[0], cases, [0]]).astype(np.int64)[None]
    outputs = graph.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": cases})
    return {name: value[0] for name, value in zip(m.LABELS, outputs)}


def predict(graph, corpus: data.Corpus) -> dict[str, list]:
    """Per task the logits of every row: [windows, labels] of a sequence head, [pieces, tags] of the token head."""
    found = {}
    for task, rows in corpus.rows.items():
        began = time.time()
        found[task] = []
        for row in rows:
            if row.second is not None:
                ids, cases, _ = data.pair_pieces(row.pieces, row.second)
                found[task].append(run(graph, ids, cases)["pair"][None])
                continue
            parts = data.windows(len(row.pieces))
            outputs = [run(graph, row.pieces.ids[a:b], row.pieces.cases[a:b])[task] for a, b in parts]
            found[task].append(joined(outputs, parts, len(row.pieces)) if task == "pii" else np.stack(outputs))
        print(f"  {task}: {len(rows)} rows in {time.time() - began:.0f} s", flush=True)
    return found


def joined(outputs, parts, pieces):
    """Every piece's tag logits from the window in which it is farthest from a border that is not the text's."""
    logits, depth = np.zeros((pieces, outputs[0].shape[1]), np.float32), np.full(pieces, -1)
    for output, (first, last) in zip(outputs, parts):
        position = np.arange(last - first)
        left = position if first else np.full(last - first, 10 ** 6)
        right = position[::-1] if last < pieces else np.full(last - first, 10 ** 6)
        here = np.minimum(left, right)
        better = here > depth[first:last]
        logits[first:last][better] = output[1:last - first + 1][better]
        depth[first:last][better] = here[better]
    return logits


def log_softmax(logits):
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def softmax(logits):
    return np.exp(log_softmax(logits))


# Statistics

def wilson(right: int, count: int) -> list[float]:
    """Wilson's interval at 95 % for a proportion, as [value, low, high, n]."""
    if not count:
        return [float("nan"), 0.0, 1.0, 0]
    z, p = 1.959964, right / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [p, max(0.0, middle - reach), min(1.0, middle + reach), count]


def bootstrap(measure, count: int, seed: int = 1) -> list[float]:
    """A measure of row indices with the interval of 95 % over resampled rows, as [value, low, high, n]."""
    rng = np.random.default_rng(seed)
    values = [measure(rng.integers(count, size=count)) for _ in range(RESAMPLES)]
    values = [value for value in values if not math.isnan(value)]
    low, high = np.quantile(values, [0.025, 0.975]) if values else (float("nan"), float("nan"))
    return [float(measure(np.arange(count))), float(low), float(high), count]


def macro_f1(truth, guess, labels: int) -> float:
    scores = []
    for label in range(labels):
        hit = ((truth == label) & (guess == label)).sum()
        known, said = (truth == label).sum(), (guess == label).sum()
        if known:
            scores.append(2 * hit / (known + said))
    return float(np.mean(scores)) if scores else float("nan")


def auc(scores, positive) -> float:
    """Area under the curve: the chance that a positive scores above a negative, ties half."""
    from scipy.stats import rankdata
    count = int(positive.sum())
    other = len(positive) - count
    if not count or not other:
        return float("nan")
    return float((rankdata(scores)[positive].sum() - count * (count + 1) / 2) / (count * other))


def nll(logits, truth, temperature):
    return -float(log_softmax(logits / temperature)[np.arange(len(truth)), truth].mean())


def fitted_temperature(logits, truth) -> float:
    if not len(truth):
        return 1.0
    grid = np.exp(np.linspace(math.log(0.4), math.log(4), 116))
    return float(grid[np.argmin([nll(logits, truth, t) for t in grid])])


def calibration(logits, truth, temperature, bins=10):
    """Expected calibration error, and per bin of confidence [low, high, n, mean confidence, accuracy]."""
    if not len(truth):
        return float("nan"), []
    odds = softmax(logits / temperature)
    confidence, right = odds.max(-1), odds.argmax(-1) == truth
    error, table = 0.0, []
    for index in range(bins):
        inside = (confidence > index / bins) & (confidence <= (index + 1) / bins)
        if inside.any():
            gap = abs(confidence[inside].mean() - right[inside].mean())
            error += gap * inside.mean()
            table.append([index / bins, (index + 1) / bins, int(inside.sum()), float(confidence[inside].mean()),
                          float(right[inside].mean())])
    return float(error), table


def by(rows, key, measure, least=1) -> dict:
    """A measure of row indices for every value of a key, the largest groups first."""
    groups = defaultdict(list)
    for index, row in enumerate(rows):
        value = key(row)
        for part in value if isinstance(value, list) else [value]:
            groups[part].append(index)
    return {str(name): measure(np.array(group)) for name, group in sorted(groups.items(), key=lambda g: -len(g[1]))
            if len(group) >= least}


def length_of(row) -> str:
    size = len(row.pieces) + (len(row.second) if row.second else 0)
    low, high = next(bounds for bounds in LENGTHS if size <= bounds[1])
    return f"{low} to {high}" if high < 10 ** 9 else f"over {low - 1}"


def by_length(rows, measure) -> dict:
    found = by(rows, length_of, measure)
    return {name: found[name] for name in sorted(found, key=lambda n: int(n.replace("over ", "").split()[0]))}


def halves(count: int):
    """Two random halves of the rows: one to fit on, one to tell of."""
    order = np.random.default_rng(7).permutation(count)
    return np.sort(order[: count // 2]), np.sort(order[count // 2:])


# Tasks

def calibrated(logits, truth) -> dict:
    fit, told = halves(len(truth))
    temperature = fitted_temperature(logits[fit], truth[fit])
    before, _ = calibration(logits[told], truth[told], 1.0)
    after, table = calibration(logits[told], truth[told], temperature)
    return {"temperature": temperature, "ece_plain": before, "ece": after, "curve": table, "n": len(told)}


def row_logits(task, outputs):
    """One row of logits per text: the window most like an attack for safety, else the mean of the log chances."""
    if task == "safety":
        return np.stack([output[softmax(output)[:, 0].argmin()] for output in outputs])
    return np.stack([np.log(np.maximum(softmax(output).mean(0), 1e-9)) if len(output) > 1 else output[0]
                     for output in outputs])


def classes(task, rows, outputs) -> dict:
    labels = m.LABELS[task]
    logits = row_logits(task, outputs)
    truth, guess = np.array([row.label for row in rows]), logits.argmax(-1)
    right = guess == truth
    accepted = right | np.array([g in row.also for g, row in zip(guess, rows)])
    accuracy = lambda index: wilson(int(right[index].sum()), len(index))
    found = {
        "n": len(rows), "accuracy": accuracy(np.arange(len(rows))),
        "accepted": wilson(int(accepted.sum()), len(rows)),
        "macro_f1": bootstrap(lambda index: macro_f1(truth[index], guess[index], len(labels)), len(rows)),
        "labels": {name: {"recall": accuracy(np.flatnonzero(truth == i)),
                          "precision": accuracy(np.flatnonzero(guess == i))} for i, name in enumerate(labels)},
        "sources": by(rows, lambda row: row.source, accuracy),
        "languages": by(rows, lambda row: row.lang, accuracy),
        "lengths": by_length(rows, accuracy),
        "confusion": [[int(((truth == i) & (guess == j)).sum()) for j in range(len(labels))] for i in range(len(labels))],
        "calibration": calibrated(logits, truth)}
    found["sources_accepted"] = by(rows, lambda row: row.source, lambda i: wilson(int(accepted[i].sum()), len(i)))
    if len(labels) == 2:
        scores = logits[:, 1] - logits[:, 0]
        found["auc"] = bootstrap(lambda index: auc(scores[index], truth[index] == 1), len(rows))
        found["sources_auc"] = by(rows, lambda row: row.source, lambda i: auc(scores[i], truth[i] == 1))
    return found


def kind_of(row) -> str:
    return f"{m.SAFETY[row.label]}: {row.raw.get('kind') or row.source}"


def safety(rows, outputs) -> dict:
    """Attack against benign by the chance of an attack in the worst window, beside the four classes."""
    found = classes("safety", rows, outputs)
    logits = row_logits("safety", outputs)
    # The score in log odds keeps apart what a chance near 1 would round together.
    scores = np.array([np.logaddexp.reduce(row[1:]) - row[0] for row in logits])
    attack = np.array([row.label > 0 for row in rows])
    clean = np.sort(scores[~attack])
    if not len(clean) or not attack.any():
        return found
    threshold = float(clean[min(len(clean) - 1, math.ceil((1 - FALSE_ALARMS) * len(clean)))])
    alarm = scores > threshold
    share = lambda index: wilson(int(alarm[index].sum()), len(index))
    found["auc"] = bootstrap(lambda index: auc(scores[index], attack[index]), len(rows))
    found["threshold"] = {"log_odds": threshold, "p": 1 / (1 + math.exp(-threshold)), "false_alarms": share(np.flatnonzero(~attack))}
    found["recall"] = share(np.flatnonzero(attack))
    found["recall_by_label"] = {name: share(np.flatnonzero([row.label == i for row in rows]))
                                for i, name in enumerate(m.SAFETY)}
    half = scores > 0
    found["at_half"] = {"recall": wilson(int(half[attack].sum()), int(attack.sum())),
                        "false_alarms": wilson(int(half[~attack].sum()), int((~attack).sum()))}
    found["kinds"] = by(rows, kind_of, share)
    found["sources_alarm"] = by(rows, lambda row: f"{'attack' if row.label else 'benign'}: {row.source}", share)
    found["languages_alarm"] = by(rows, lambda row: f"{'attack' if row.label else 'benign'}: {row.lang}", share)
    found["lengths_alarm"] = by(rows, lambda row: f"{'attack' if row.label else 'benign'}: {length_of(row)}", share)
    return found


def decode(logs: np.ndarray) -> list[tuple[int, int, str, float]]:
    """The likeliest sequence of tags in which an I follows only a B or I of its type: (first, last, type, mean log chance)."""
    count, kinds = len(logs), len(m.PII_TYPES)
    best = logs[0].copy()
    best[2::2] = -np.inf
    back = np.zeros((count, len(m.PII_TAGS)), np.int64)
    for position in range(1, count):
        source = int(best.argmax())
        moved = np.full_like(best, best[source])
        back[position] = source
        begin, inside = best[1::2], best[2::2]
        moved[2::2] = np.maximum(begin, inside)
        back[position, 2::2] = np.where(begin >= inside, np.arange(1, 2 * kinds, 2), np.arange(2, 2 * kinds + 1, 2))
        best = moved + logs[position]
    path = [int(best.argmax())]
    for position in range(count - 1, 0, -1):
        path.append(int(back[position, path[-1]]))
    path.reverse()
    spans, start = [], None
    for position, tag in enumerate(path + [0]):
        if start is not None and (tag == 0 or tag % 2 == 1):
            kind = (path[start] - 1) // 2
            spans.append((start, position, m.PII_TYPES[kind], float(np.mean([logs[i][path[i]] for i in range(start, position)]))))
            start = None
        if tag % 2 == 1:
            start = position
    return spans


def overlaps(a, b):
    return a[0] < b[1] and b[0] < a[1]


def pii(rows, outputs) -> dict:
    per_row = []
    for row, logits in zip(rows, outputs):
        offsets, types = row.pieces.offsets, row.raw.get("types")
        masks = row.raw.get("mask") or []
        gold = {(a, b, kind) for a, b, kind in row.raw["spans"] if not any(overlaps((a, b), mask) for mask in masks)}
        said = {(int(offsets[a, 0]), int(offsets[b - 1, 1]), kind) for a, b, kind, _ in decode(log_softmax(logits))}
        said = {span for span in said if (types is None or span[2] in types)
                and not any(overlaps(span, mask) for mask in masks)}
        per_row.append((gold, said))

    def counts(index, kind=None, exact=True):
        hit = known = told = 0
        for i in index:
            gold, said = per_row[i]
            if kind:
                gold, said = {s for s in gold if s[2] == kind}, {s for s in said if s[2] == kind}
            known, told = known + len(gold), told + len(said)
            hit += len(gold & said) if exact else sum(any(overlaps(g, s) and g[2] == s[2] for s in said) for g in gold)
        return hit, known, told

    def f1(index, kind=None):
        hit, known, told = counts(index, kind)
        return 2 * hit / (known + told) if known + told else float("nan")

    def measured(index, kind=None):
        hit, known, told = counts(index, kind)
        return {"precision": wilson(hit, told), "recall": wilson(hit, known),
                "found_at_all": wilson(counts(index, kind, False)[0], known),
                "f1": bootstrap(lambda chosen: f1(index[chosen], kind), len(index))}
    everything = np.arange(len(rows))
    def short(index):
        hit, known, told = counts(index)
        return {"precision": wilson(hit, told), "recall": wilson(hit, known), "f1": f1(index), "rows": len(index)}
    empty = np.array([i for i in everything if not per_row[i][0]], int)
    truth = [(row.tags[i], logits[i]) for row, logits in zip(rows, outputs) for i in range(len(logits))
             if row.tags[i] >= 0 and (not row.open or row.tags[i] > 0)]
    tags, logits = np.array([t for t, _ in truth]), np.array([l for _, l in truth])
    return {"n": len(rows), "all": measured(everything), "types": {kind: measured(everything, kind) for kind in m.PII_TYPES},
            "sources": by(rows, lambda row: row.source, short),
            "sources_types": by(rows, lambda row: row.source, lambda index: {
                kind: {"f1": f1(index, kind), "n": counts(index, kind)[1]} for kind in m.PII_TYPES if counts(index, kind)[1] >= 10}),
            "languages": by(rows, lambda row: row.lang, short), "lengths": by_length(rows, short),
            "rows_without": wilson(sum(1 for i in empty if per_row[i][1]), len(empty)),
            "macro_f1": float(np.mean([f1(everything, kind) for kind in m.PII_TYPES if counts(everything, kind)[1]])),
            "calibration": calibrated(logits, tags)}


def evaluated(corpus, outputs) -> dict:
    found = {}
    for task, rows in corpus.rows.items():
        if rows:
            found[task] = (safety(rows, outputs[task]) if task == "safety" else pii(rows, outputs[task])
                           if task == "pii" else classes(task, rows, outputs[task]))
    return found


def headline(metrics) -> dict[str, float]:
    """One figure a head, to set two graphs side by side."""
    pick = {"domain": ("accuracy", 0), "safety": ("auc", 0), "fact_check": ("accuracy", 0), "feedback": ("macro_f1", 0),
            "pair": ("accuracy", 0)}
    found = {task: metrics[task][name][index] for task, (name, index) in pick.items()
             if task in metrics and name in metrics[task]}
    if "recall" in metrics.get("safety", {}):
        found["safety recall at 1 %"] = metrics["safety"]["recall"][0]
    if "pii" in metrics:
        found["pii"] = metrics["pii"]["all"]["f1"][0]
        found["pii macro"] = metrics["pii"]["macro_f1"]
    return found


def pass_times(path, plain_path, rounds: int = 40) -> list[dict]:
    """Time of one pass on one thread beside a plain encoder's, taken in turn, since other work may come between."""
    graph, plain = session(path, 1), session(plain_path, 1)
    found, rng = [], np.random.default_rng(1)
    for tokens in (16, 64, 128):
        ids = rng.integers(1000, 30000, (1, tokens))
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        times = {graph: [], plain: []}
        for _ in range(rounds):
            for each in times:
                began = time.perf_counter()
                each.run(None, inputs)
                times[each].append(time.perf_counter() - began)
        heads, bare = (1000 * float(np.median(times[each])) for each in (graph, plain))
        found.append({"tokens": tokens, "heads_ms": heads, "plain_ms": bare, "ratio": heads / bare})
    return found


def without_nan(value):
    """The same value with null where a share has no cases: NaN is not JSON."""
    if isinstance(value, dict):
        return {key: without_nan(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_nan(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="folder of signal-encoder.onnx")
    parser.add_argument("--float", type=pathlib.Path, help="the same graph in float32, to tell what int8 costs")
    parser.add_argument("--plain", type=pathlib.Path, help="an int8 MiniLM graph without heads, to set the time beside")
    parser.add_argument("--metrics", type=pathlib.Path, required=True, help="file to write")
    parser.add_argument("--base")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tasks", default=",".join(data.TASKS))
    options = parser.parse_args()
    corpus = data.Corpus(options.corpus, "val", data.make_tokenizer(options.base), keep_raw=True,
                         tasks=options.tasks.split(","))
    graph = options.model / "signal-encoder.onnx"
    print(f"{graph}", flush=True)
    metrics = {"heads": evaluated(corpus, predict(session(graph, options.threads), corpus))}
    description = options.model / "signal-encoder.json"
    described = json.loads(description.read_text())
    for task, head in metrics["heads"].items():
        described["heads"][task]["temperature"] = round(head["calibration"]["temperature"], 4)
    description.write_text(json.dumps(described, indent=1) + "\n")
    metrics["model"] = {name: described[name] for name in ("version", "base", "corpus", "seed", "device", "steps", "teachers")
                        if name in described}
    metrics["bytes"] = graph.stat().st_size
    metrics["headline"] = headline(metrics["heads"])
    if options.float:
        print(f"{options.float}", flush=True)
        metrics["headline_float"] = headline(evaluated(corpus, predict(session(options.float, options.threads), corpus)))
    if options.plain:
        metrics["time"] = pass_times(graph, options.plain)
        for row in metrics["time"]:
            print(f"{row['tokens']} tokens: {row['heads_ms']:.2f} ms, plain {row['plain_ms']:.2f} ms, ratio {row['ratio']:.3f}")
    options.metrics.parent.mkdir(parents=True, exist_ok=True)
    options.metrics.write_text(json.dumps(without_nan(metrics), indent=1) + "\n")
    for name, value in metrics["headline"].items():
        beside = f"   float {metrics['headline_float'][name]:.4f}" if options.float else ""
        print(f"{name:24} {value:.4f}{beside}")


if __name__ == "__main__":
    main()
