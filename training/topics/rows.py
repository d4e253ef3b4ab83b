"""Rows of the topic head: those of the encoder's domain head, and terms and prompts of phrases/*.txt.

The held-out rows are the encoder's, untouched. Nothing that stands in one of them is trained on: a term of phrases/ that occurs in a
held-out text of its language is left out, and so is a prompt that is nearly a held-out one.
"""
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
ENCODER = HERE.parent / "encoder"
sys.path.insert(0, str(ENCODER))

import corpus_common as common
import corpus_domain
import corpus_domain_languages as languages

LABELS = ["biology", "business", "chemistry", "computer science", "economics", "engineering", "health", "history", "law", "math", "other",
          "philosophy", "physics", "psychology"]
WEIGHT = 0.75
NEAR = 0.5


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def authored(path):
    """Label, terms and prompts of a phrase file."""
    found, label = {}, None
    for line in common.lines(path):
        if line.startswith("@ "):
            label = line[2:].strip()
            found[label] = ([], [])
        elif "; " in line:
            found[label][0].extend(term.strip() for term in line.split(";") if term.strip())
        else:
            found[label][1].append(line.strip())
    return found


def shingles(text):
    folded = languages.fold(text)
    return {folded[i:i + 4] for i in range(max(1, len(folded) - 3))}


def near(text, others):
    """Whether half of the sequences of four characters of two texts are the same."""
    own = shingles(text)
    return any(len(own & other) >= NEAR * len(own | other) for other in others)


def phrases(held_out):
    """Training rows of phrases/*.txt: each term alone, in a frame of its language, and among others of its topic."""
    rows = []
    for path in sorted((HERE / "phrases").glob("*.txt")):
        lang = path.stem
        texts = [row["text"] for row in held_out if row["lang"] == lang]
        folded = [languages.re.sub(r"[^\w\u0900-\u097f]+", " ", languages.fold(text)) for text in texts]
        seen = [shingles(text) for text in texts]
        told = ENCODER / "phrases" / f"domain_languages_{lang}.jsonl"
        frames = languages.read(told)[0] if told.exists() else languages.BARE
        for label, (terms, prompts) in authored(path).items():
            random_ = common.rng("topics", lang, label)
            kept = [t for t in terms if not any(languages.inside(languages.fold(t), text) for text in folded)]
            made = list(kept)
            for _ in range(2):
                order = random_.sample(kept, len(kept))
                made += [", ".join(order[i:i + 3]) for i in range(0, len(order), 3)]
            for term in kept:
                frame = random_.choice([f for f in frames if "{z}" not in f])
                made.append(frame.replace("{x}", term).replace("{y}", random_.choice(kept)))
            rows += [{"text": text, "label": label, "source": "phrases", "lang": lang, "weight": WEIGHT} for text in made]
            rows += [{"text": text, "label": label, "source": "phrases-prompt", "lang": lang, "weight": 2 * WEIGHT}
                     for text in prompts if not near(text, seen)]
    return rows


def exam_leftovers(inputs, taken):
    """Exam questions, with and without options, that the encoder's corpus had no room for."""
    exam, made = inputs.rows("domain-train/data.jsonl"), []
    subjects = {row["src"].removeprefix("mmlu-"): row["label"] for row in exam if row["src"].startswith("mmlu-")}
    for row in exam:
        if common.share(row["text"], "domain") >= 0.06:
            made.append((row["text"], row["label"]))
    for row in inputs.rows("complexity-train/data.jsonl"):
        if row.get("dataset") == "mmlu" and row.get("subject") in subjects:
            stem = corpus_domain.OPTION.sub("", row["text"]).strip()
            if common.share(stem, "domain") >= 0.06:
                made.append((row["text"].strip().removesuffix("Answer:").strip(), subjects[row["subject"]]))
    return [{"text": text, "label": label, "source": "exam-more", "lang": "en", "weight": WEIGHT}
            for text, label in made if common.key(text) not in taken]


def build(data):
    """(train, held out), and the checksums of the input files."""
    inputs = common.Inputs(data)
    parts = corpus_domain.build(inputs)
    held_out = parts["val"]
    taken = {common.key(row["text"]) for part in parts.values() for row in part}
    train = parts["train"]
    for row in phrases(held_out) + exam_leftovers(inputs, taken):
        if common.key(row["text"]) not in taken or row["source"].startswith("phrases") and len(row["text"]) < 3:
            taken.add(common.key(row["text"]))
            train.append(row)
    return train, held_out, inputs.used
