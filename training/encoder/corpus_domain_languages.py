"""Rows of the domain head in many languages, composed from the glossaries and frames of phrases/domain_languages_*.jsonl.

A file is one language. Its first line holds `frames` (with {x}, some with {y}), every other line a `label` with its
`terms`, split by "; ", and `prompts`, whole authored prompts. A term that belongs to a second class too is written
"term=class"; a term that stands under two classes is accepted as either. A term lies on one side of the split.
"""

import json
import re
import unicodedata
from pathlib import Path

from corpus_common import casual, rng, share

BARE = ["{x}", "{x}?", "{x}, {y}", "{x}, {y}, {z}", "{x} / {y}", "{x} – {y}"]
SMALL = set("sv cs uk id vi el fa".split())
ROWS = {"en": 200, **dict.fromkeys(SMALL, 32)}  # composed training rows a class; 56 in the other languages
WEIGHT = 0.75
VAL = 0.1


def fold(term):
    """Lower case without accents, as the encoder reads it."""
    parts = unicodedata.normalize("NFKD", term.lower())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn" or not c.isascii() and ord(c) > 0x36F)


def read(path):
    """(frames, {label: {term: other labels}}, {label: prompts}) of a language."""
    head, *entries = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    terms, prompts, homes = {}, {}, {}
    for entry in entries:
        own = terms.setdefault(entry["label"], {})
        for item in filter(None, (part.strip() for part in entry["terms"].split(";"))):
            term, *others = item.split("=")
            own[term] = list(others)
            homes.setdefault(fold(term), []).append(entry["label"])
        prompts.setdefault(entry["label"], []).extend(entry.get("prompts", []))
    for label, own in terms.items():
        for term, others in own.items():
            others += [home for home in homes[fold(term)] if home != label and home not in others]
    return head["frames"], terms, prompts


def inside(short, long):
    """Whether one folded term stands inside the other, as words where the script has spaces."""
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", long):
        return short in long
    return f" {short} " in f" {long} "


def held_out(terms, prompts):
    """Folded terms of the validation side: neither part of a training term or prompt nor longer than one of them."""
    everything = sorted({fold(term) for own in terms.values() for term in own})
    texts = [re.sub(r"[^\w\u0900-\u097f]+", " ", fold(text)) for own in prompts.values() for text in own]
    chosen = {term for term in everything if share(term, "domain-languages") < VAL}
    return {
        term for term in chosen
        if not any(term != other and (inside(term, other) or inside(other, term)) for other in everything)
        and not any(inside(term, text) for text in texts)
    }


def compose(terms, frames, count, random_):
    """`count` texts with their other labels; every term is drawn about equally often."""
    names, queue = sorted(terms), []
    for _ in range(count):
        if len(queue) < 3:
            fresh = random_.sample(names, len(names))
            queue += [name for name in fresh if name not in queue] if len(names) > 3 else fresh
        frame = random_.choice(BARE if random_.random() < 0.15 else frames)
        used = [queue.pop(0) for hole in ("{x}", "{y}", "{z}") if hole in frame and queue]
        text = frame
        for hole, term in zip(("{x}", "{y}", "{z}"), used):
            text = text.replace(hole, term)
        if re.search(r"\{[xyz]\}", text) or len(set(used)) < len(used):
            continue
        others = set(terms[used[0]]).intersection(*(terms[term] for term in used))
        text = text[:1].upper() + text[1:]
        yield casual(text, random_) if random_.random() < 0.3 else text, sorted(others)


def build(add):
    """Hands every row to `add` of corpus_domain."""
    folder = Path(__file__).parent / "phrases"
    languages = {path.stem.rpartition("_")[2]: read(path) for path in sorted(folder.glob("domain_languages_*.jsonl"))}
    held = {lang: held_out(terms, prompts) for lang, (_, terms, prompts) in languages.items()}
    # A word that several languages share lies on one side in all of them.
    trained = {
        fold(term) for lang, (_, terms, _) in languages.items() for own in terms.values() for term in own
        if fold(term) not in held[lang]
    }
    for lang, (frames, terms, prompts) in languages.items():
        val = held[lang] - trained
        for label, own in terms.items():
            count = ROWS.get(lang, 56)
            for part in ("train", "val"):
                side = {term: others for term, others in own.items() if (fold(term) in val) == (part == "val")}
                if not side:
                    continue
                size = count if part == "train" else min(2 * len(side), count // 10)
                random_ = rng("domain-languages", lang, label, part)
                for text, others in compose(side, frames, size, random_):
                    add(text, label, source="gen-languages", lang=lang, weight=WEIGHT, also=others, part=part)
            for text in prompts[label]:
                add(text, label, source="gen-languages-prompt", lang=lang, weight=2 * WEIGHT, part="train")
