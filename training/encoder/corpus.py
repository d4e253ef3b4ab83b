"""Builds the training corpus of the signal encoder: `python corpus.py --data DIR --out DIR [--only TASK ...]`.

Reads the training sets (checked against SHA256SUMS) and phrase files beside this module, and writes
`<task>.train.jsonl`, `<task>.val.jsonl` and `manifest.json` (rows, tokens and SHA-256 per file; sources). The same
inputs and seed give the same bytes. No text of a graded set is read.
"""

import argparse
import collections
import hashlib
import json
import os
import re
import sys
from pathlib import Path

import corpus_common
import corpus_domain
import corpus_pii
import corpus_safety
import corpus_small

TASKS = {
    "domain": corpus_domain.build,
    "safety": corpus_safety.build,
    "fact_check": corpus_small.fact_check,
    "feedback": corpus_small.feedback,
    "pair": corpus_small.pair,
    "pii": corpus_pii.build,
}


def pieces(row):
    """A rough count of WordPiece tokens: 1.35 a Latin word or sign, more for other scripts."""
    text = row.get("text") or row["a"] + " " + row["b"]
    latin = len(re.findall(r"[A-Za-z]+|\d{1,3}|[^\w\s]", text))
    other = len(re.findall(r"[^\x00-\u024f\s]", text))
    return int(latin * 1.15) + other + 2


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets, with SHA256SUMS")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", choices=sorted(TASKS), default=sorted(TASKS), help="write these tasks only")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    inputs = corpus_common.Inputs(options.data)
    manifest = {"seed": corpus_common.SEED, "files": {}}
    for task in TASKS:
        if task not in options.only:
            continue
        for part, rows in TASKS[task](inputs).items():
            corpus_common.rng("order", task, part).shuffle(rows)
            sources = collections.Counter()
            tokens = collections.Counter()
            labels = collections.Counter()
            for row in rows:
                sources[row["source"]] += 1
                tokens[row["source"]] += pieces(row)
                if "label" in row:
                    labels[row["label"]] += 1
                else:
                    labels.update(span[2] for span in row["spans"])
            name = f"{task}.{part}.jsonl"
            manifest["files"][name] = {
                "sha256": write(options.out / name, rows), "rows": len(rows), "tokens": sum(tokens.values()),
                "labels": dict(labels.most_common()), "sources": {s: [n, tokens[s]] for s, n in sources.most_common()},
            }
            print(f"{name}: {len(rows)} rows, about {sum(tokens.values())} tokens")
    manifest["inputs"] = dict(sorted(inputs.used.items()))
    listing = "".join(f"{name} {entry['sha256']}\n" for name, entry in sorted(manifest["files"].items()))
    manifest["sha256"] = hashlib.sha256(listing.encode()).hexdigest()
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("corpus", manifest["sha256"])


if __name__ == "__main__":
    # Faker walks over sets, whose order depends on the hash seed of the process.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main()
