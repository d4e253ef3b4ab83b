"""Writes docs/models/topics.md from metrics.json."""
import json
from pathlib import Path

HERE = Path(__file__).parent
KEYS = ("encoder", "ngrams", "both")


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |",
                      *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)]) + "\n"


def percent(value):
    return f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})"


def accuracies(found, kind, least=1):
    return table([kind, "n", "encoder alone", "n-grams alone", "both"], [
        (name, value["both"][3], *(percent(value[key]) for key in KEYS)) for name, value in found.items() if value["both"][3] >= least])


def main():
    m = json.loads((HERE / "metrics.json").read_text())
    english, other = m["weights"]["english"], m["weights"]["other"]
    text = f"""# Topics by n-grams, beside the encoder

Written by `training/topics/card.py`; do not edit. A linear model over hashed n-grams (characters 2 to 5 within words, 1 to 3 words) tells which of
14 domains a text is about. Its word is joined with that of the encoder's [domain head](signal-encoder/domain.md).

**Use.** The domain signal and the classification endpoints. Not for judging people, not a filter for safety. Where the configuration puts another model
in the place of the domain head, that answers alone.

**Model.** {m["buckets"]:,} buckets of 14 whole numbers, {m["bytes"] / 1e6:.1f} MB, {m["packed_bytes"] / 1e6:.1f} MB in the jar. Logistic regression by AdaGrad with
features dropped at random, a rare feature weighing more. A text is read in windows of 128 tokens; the mean of their chances counts, over the whole text.

**Join.** The softmax of a weighted sum of log chances. English (at most one letter in a hundred beyond ASCII): encoder {english[0]:.2f}, n-grams {english[1]:.2f};
other texts: {other[0]:.2f} and {other[1]:.2f}. Fitted on held-out rows, since the encoder has seen its training rows; composed rows count a quarter.

**Training data.** {m["rows"]:,} rows: the [encoder's](signal-encoder.md), exam questions it had no room for, and {m["phrases"]:,} of terms and prompts in 21 languages
that were written for this project (`training/topics/phrases`). A term that occurs in a held-out text of its language is left out.

**Measured** on the {m["n"]} held-out rows of the encoder. Neither model was trained on them; what is told of both is cross-fitted: each half by weights of
the other. The rows have the authors of the training rows, so they flatter. Wilson's intervals.

## By source

{accuracies(m["all"], "")}
{accuracies(m["sources"], "source")}
## By language

{accuracies(m["languages"], "language", 10)}
## By class

{accuracies(m["labels"], "class")}
## Calibration

Expected calibration error, ten bins:

"""
    text += table(["rows", "encoder alone", "both"], [
        (name, f"{value['encoder']:.3f}", f"{value['both']:.3f}") for name, value in m["calibration"].items()])
    text += "\n## Not measured\n\n- Prompts of real users; texts of a whole conversation; languages without held-out rows (Thai).\n"
    (HERE.parents[1] / "docs/models/topics.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
