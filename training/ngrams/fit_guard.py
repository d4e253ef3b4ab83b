"""Fits the weights of the prompt guard: python fit_guard.py --features FILE [--validation FILE] [--out FILE]

FILE: lines of GuardFeatures (parts, test scope): {"label", "source", "lang", "names", "readings": [[...], ...]}. Fit on texts that the
encoder was not trained on (its validation part, or a held-out split of it), or its logits look better than they are.

The model is logistic, one for each origin of a text. A text's score is that of its worst reading, so the fit alternates: choose each
text's worst reading under the weights so far, fit, a few times. Weights of the evidence for an attack are kept at 0 or more: more
evidence never lowers the risk. A user's text is positive for jailbreak or injection; a retrieved one for injection, and documents count
four times there. harmful counts as negative: it is told by its own label.
"""
import argparse
import json
import os

import numpy as np
from scipy.optimize import minimize

NOTE = ("# Weights of the evidence for an attack: NAME, of a user's text, of a retrieved text. Written by training/ngrams/fit_guard.py.\n")


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def worst(rows, w):
    return np.array([max(r["readings"], key=lambda v: np.dot(w[1:], v)) for r in rows])


def fit(rows, y, weight, start, l2):
    w = start.copy()
    prior = start.copy()
    for _ in range(4):
        x = np.hstack([np.ones((len(rows), 1)), worst(rows, w)])

        def loss(v):
            z = x @ v
            value = (weight * (np.logaddexp(0, z) - y * z)).sum() + l2 * ((v - prior)[1:] ** 2).sum()
            gradient = x.T @ (weight * (1 / (1 + np.exp(-z)) - y))
            gradient[1:] += 2 * l2 * (v - prior)[1:]
            return value, gradient

        w = minimize(loss, w, jac=True, method="L-BFGS-B", bounds=[(None, None)] + [(0, None)] * (len(w) - 1)).x
    return w


def risks(rows, w):
    z = w[0] + worst(rows, w) @ w[1:]
    return 1 / (1 + np.exp(-z))


def told(rows, w, positive, threshold):
    p = risks(rows, w)
    label = np.array([r["label"] for r in rows])
    bad, benign = np.isin(label, positive), label == "benign"
    found = {"recall": float((p[bad] >= threshold).mean()), "false alarms": float((p[benign] >= threshold).mean())}
    for fraction in (0.005, 0.01, 0.02):
        t = np.quantile(p[benign], 1 - fraction)
        found[f"recall at {fraction:.1%} false alarms"] = float((p[bad] > t).mean())
        found[f"its threshold at {fraction:.1%}"] = float(t)
    for key in ("source", "lang"):
        found[key] = {}
        for value in sorted({r[key] for r in rows}):
            these = np.array([r[key] == value for r in rows])
            for name, which in (("attack", bad), ("benign", benign)):
                if (these & which).any():
                    found[key][f"{value} {name}"] = [int((p[these & which] >= threshold).sum()), int((these & which).sum())]
    bins = np.clip((p * 10).astype(int), 0, 9)
    known = bad | benign
    found["expected calibration error"] = float(sum(
        (known & (bins == b)).sum() / known.sum() * abs(p[known & (bins == b)].mean() - bad[known & (bins == b)].mean())
        for b in range(10) if (known & (bins == b)).any()))
    return found


def main():
    parser = argparse.ArgumentParser()
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--features", required=True)
    parser.add_argument("--validation")
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--l2", type=float, default=10.0, help="pull towards the weights that --out holds")
    parser.add_argument("--false-alarm-weight", type=float, default=1.0, help="how much dearer a false alarm is than a miss")
    parser.add_argument("--out", default=os.path.join(here, "../../parts/src/main/resources/io/signalbox/parts/guard/guard.txt"))
    args = parser.parse_args()
    rows = load(args.features)
    names = rows[0]["names"]
    with open(args.out, encoding="utf-8") as f:
        known = {l.split()[0]: [float(v) for v in l.split()[1:]] for l in f if l.strip() and not l.startswith("#")}
    label = np.array([r["label"] for r in rows])
    document = np.array([r["source"].startswith(("doc-", "injection-train:doc", "injection-train:indirect")) for r in rows])
    columns = []
    for i, positive in enumerate((["jailbreak", "injection"], ["injection"])):
        start = np.array([known[n][i] for n in ["bias"] + names])
        # A jailbreak in a document is neither of a retrieved text's classes.
        use = np.ones(len(rows), bool) if i == 0 else label != "jailbreak"
        weight = np.where(label == "benign", args.false_alarm_weight, 1.0) * np.where(document & (i == 1), 4.0, 1.0)
        chosen = [r for r, u in zip(rows, use) if u]
        w = fit(chosen, np.isin(label[use], positive).astype(float), weight[use], start, args.l2)
        columns.append(w)
        check = load(args.validation) if args.validation else rows
        print(("user", "retrieved")[i], json.dumps(told([r for r in check if i == 0 or r["label"] != "jailbreak"], w, positive, args.threshold), indent=1))
    with open(args.out, "w", encoding="utf-8") as f:
        f.write(NOTE)
        for name, user, retrieved in zip(["bias"] + names, *columns):
            f.write(f"{name} {user:.4f} {retrieved:.4f}\n")


if __name__ == "__main__":
    main()
