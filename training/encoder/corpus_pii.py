"""Rows of the PII head: filled templates, decoys, and named-entity text with the labels that it really carries."""

import json
import re
from pathlib import Path

from corpus_common import lines, rng, share
from pii_fill import COUNTRIES, REGIONS, Values

SLOT = re.compile(r"\{\{([A-Z_]+)\}\}")
NAMES = {"PERSON", "FIRST_NAME", "LAST_NAME"}
FOLDED = NAMES | {"GPE", "ORGANIZATION", "STREET_ADDRESS", "NRP", "TITLE"}
NEUTRAL = [
    "Please find the details below.", "Let me know if anything is missing.", "Thanks for looking into this.", "See below.",
    "I checked twice and it still does not work.", "The rest can wait until next week.", "Here is what I have so far.",
    "That is all for now.", "Can you summarise this for me?", "Rewrite the following so that it sounds polite.",
    "Translate this into German:", "Extract the key points from this text.", "Note: for internal use only.",
    "The order has not arrived yet.", "It rained the whole day.", "The printer on the second floor is out of paper.",
    "We should update the process.", "Everything else is fine.", "Format this as a table.", "What should I reply?",
]


def fold(text, case):
    """Case folding that keeps the length, so that offsets stay valid."""
    out = []
    for c in text:
        other = c.upper() if case == "upper" else c.lower()
        out.append(other if len(other) == 1 else c)
    return "".join(out)


def fill(template, lang, values, case=None):
    """The text of a template with new values, and the spans with adjacent name slots joined."""
    text, spans, last = "", [], 0
    password = None
    for match in SLOT.finditer(template):
        slot = match.group(1)
        between = template[last : match.start()]
        text += between
        value = values.take(slot, lang)
        if slot == "PASSWORD":
            if password and re.search(r"repeat|again|confirm", between, re.I):
                value = password
            password = value
        if case and slot in FOLDED:
            value = fold(value, case)
        kind = "PERSON" if slot in NAMES else slot
        start, end = len(text), len(text) + len(value)
        text += value
        joins = between == " " or (between == ", " and spans and spans[-1][3] == "LAST_NAME" and slot == "FIRST_NAME")
        if kind == "PERSON" and spans and spans[-1][2] == "PERSON" and joins:
            spans[-1][1], spans[-1][3] = end, slot
        else:
            spans.append([start, end, kind, slot])
        last = match.end()
    text += template[last:]
    return text, [span[:3] for span in spans]


def row(text, spans, source, lang, mask=(), types=None):
    return {"text": text, "spans": [list(s) for s in spans], "mask": [list(m) for m in mask], "types": types,
            "source": source, "lang": lang}


FRAMES = [
    ("[{stamp}] INFO app.request - body=", ""), ('{"message": "', '", "status": "open"}'), ("> ", ""), ("Summarise: ", ""),
    ("Please fix the grammar: ", ""), ("Translate to French: ", ""), ("| note | ", " |"), ("// ", ""), ("<p>", "</p>"),
    ("user: ", "\nassistant:"), ("Subject: Re: update\n\n", ""), ("* ", ""), ('text = "', '"'), ("FWD: ", ""),
]


def framed(text, spans, random_, values):
    before, after = random_.choice(FRAMES)
    if "{stamp}" in before:
        stamp = f"2026-{random_.randint(1, 12):02d}-{random_.randint(1, 28):02d} {random_.randint(0, 23):02d}:{random_.randint(0, 59):02d}:{random_.randint(0, 59):02d}"
        start = before.index("{stamp}")
        before = before.replace("{stamp}", stamp)
        spans = [[s + len(before), e + len(before), t] for s, e, t in spans] + [[start, start + len(stamp), "DATE_TIME"]]
        return before + text + after, sorted(spans)
    return before + text + after, [[s + len(before), e + len(before), t] for s, e, t in spans]


PLACES = {p.lower() for p in COUNTRIES + REGIONS}
NOT_POLITICAL = re.compile(
    r"\b(river|lake|mount|mountains?|sea|ocean|park|road|street|st|ave|avenue|airport|stadium|hall|theatre|theater|bridge|church|"
    r"museum|island|islands|house|school|station|beach|bay|valley|square|centre|center|hotel|club|arena|garden|gardens|hill|"
    r"building|plaza|mall|tower|palace|castle|temple|library|highway|route|field|creek|canyon|ave\.|st\.|rd|university)\b", re.I)


def entities(inputs):
    """Sentences of ner-train. What a set does not annotate in our sense is masked or left out through `types`."""
    out = {"train": [], "val": []}
    map_ = {"PER": "PERSON", "person": "PERSON", "ORG": "ORGANIZATION", "corporation": "ORGANIZATION", "group": "ORGANIZATION",
            "LOC": "GPE", "location": "GPE"}
    for name, most, sure in (("wikigold", 1687, True), ("sec_filings", 500, True), ("btc", 1300, False), ("wnut17", 700, False)):
        rows = inputs.rows(f"ner-train/{name}.jsonl")
        # Rows with entities first: the plain ones teach little that the templates do not.
        rows.sort(key=lambda r: (all(t == "O" for t in r["tags"]) and share(r["text"], "plain") > 0.15, share(r["text"], "ner")))
        for r in rows[:most]:
            spans, mask, at, open_ = [], [], 0, None
            text = r["text"]
            for token, tag in zip(r["tokens"], r["tags"]):
                prefix, _, kind = tag.partition("-")
                start, end = at, at + len(token)
                at = end + 1
                if tag == "O":
                    open_ = None
                elif open_ and prefix == "I" and open_[2] == kind:
                    open_[1] = end
                else:
                    open_ = [start, end, kind]
                    spans.append(open_)
            good = []
            for start, end, kind in spans:
                label, word = map_.get(kind), text[start:end]
                if label is None:
                    mask.append([start, end])
                elif label == "GPE" and (NOT_POLITICAL.search(word) or word.lower().startswith("the ") and word.lower()[4:] not in PLACES):
                    mask.append([start, end])
                elif kind == "group" or (not sure and label == "GPE" and not (word[:1].isupper() and len(word) > 2)):
                    mask.append([start, end])
                elif word.startswith("@") or word.startswith("#"):
                    mask.append([start, end])
                else:
                    good.append([start, end, label])
            # Handles and tags of microblogs: user names are not annotated there.
            for m in re.finditer(r"(?<!\S)[@#]\S+", text):
                mask.append([m.start(), m.end()])
            # The filings have placeholders for dates and sums; the other types are simply not annotated.
            item = row(text, good, name, "en", mask, ["PERSON", "GPE", "ORGANIZATION"])
            out["val" if share(text, "ner-val") < 0.07 else "train"].append(item)
            random_ = rng("ner", text)
            if item in out["train"] and good and random_.random() < 0.1:
                out["train"].append(dict(item, text=fold(text, "lower"), source=name + "-lower"))
    return out


def build(inputs):
    lists = json.loads(inputs.text("pii-templates/lists.json"))
    rows = {"train": [], "val": []}
    templates = [(t["template"], t["lang"], t.get("case"), "pii-templates") for t in inputs.rows("pii-templates/templates.jsonl")]
    phrases = Path(__file__).parent / "phrases"
    own = lines(phrases / "pii_templates.txt") + lines(phrases / "pii_templates_more.txt")
    templates += [(t.replace("\\n", "\n"), "en", None, "own-templates") for t in own]
    values = Values("pii", lists)
    singles = {"train": [], "val": []}
    for number, (template, lang, case, source) in enumerate(templates):
        part = "val" if share(template, "pii") < 0.09 else "train"
        slots = SLOT.findall(template)
        rare = any(s not in FOLDED and s not in ("DATE_TIME", "AGE", "EMAIL_ADDRESS", "PHONE_NUMBER") for s in slots)
        copies = (7 if rare else 5) if part == "train" else 3
        if source == "own-templates":
            copies = 10 if part == "train" else 3
        random_ = rng("pii", template)
        for copy in range(copies):
            text, spans = fill(template, lang, values, case)
            kind = random_.random()
            label = source
            if part == "train" and not case:
                folds = {"PASSWORD", "API_KEY", "CRYPTO_WALLET", "URL_WITH_CREDENTIALS"}.isdisjoint(slots)
                if kind < 0.15 and folds:
                    text, label = fold(text, "lower"), source + "-lower"
                elif kind < 0.20 and folds:
                    text, label = fold(text, "upper"), source + "-upper"
                elif kind < 0.28 and len(text) < 200:
                    text, spans = framed(text, spans, random_, values)
                    label = source + "-framed"
            item = row(text, spans, label, lang)
            rows[part].append(item)
            if lang == "en" and len(text) < 300 and copy < 3:
                singles[part].append(item)
    # Two or three texts with neutral sentences between them: a document holds several kinds of data.
    for part, most in (("train", 500), ("val", 40)):
        random_ = rng("pii-join", part)
        for _ in range(most):
            text, spans = "", []
            for i, item in enumerate(random_.sample(singles[part], random_.choice([2, 2, 3]))):
                if i:
                    text += random_.choice([" ", "\n", "\n\n"])
                if random_.random() < 0.4:
                    text += random_.choice(NEUTRAL) + random_.choice([" ", "\n", "\n\n"])
                spans += [[s + len(text), e + len(text), t] for s, e, t in item["spans"]]
                text += item["text"]
            rows[part].append(row(text, spans, "pii-join", "en"))
    for item in inputs.rows("pii-templates/decoys.jsonl"):
        part = "val" if share(item["text"], "decoy") < 0.09 else "train"
        mask = [[s, e] for s, e, _ in item.get("weak", [])]
        rows[part].append(row(item["text"], [], "decoy", item["lang"], mask))
        if part == "train":
            random_ = rng("decoy", item["text"])
            copy = fold(item["text"], "lower") if random_.random() < 0.4 else item["text"]
            rows[part].append(row(copy, [], "decoy", item["lang"], mask))
    natural = entities(inputs)
    for part in rows:
        rows[part] += natural[part]
    # Ordinary prompts: nothing to find in most; names are not annotated, so only the structured types are trained.
    structured = ["US_SSN", "CREDIT_CARD", "IBAN_CODE", "BANK_ACCOUNT", "MAC_ADDRESS", "URL_WITH_CREDENTIALS", "API_KEY", "PASSPORT",
                  "US_DRIVER_LICENSE", "MEDICAL_RECORD_NUMBER", "LICENSE_PLATE", "CRYPTO_WALLET", "PASSWORD", "NATIONAL_ID",
                  "PHONE_NUMBER", "ZIP_CODE", "STREET_ADDRESS", "DATE_OF_BIRTH", "TITLE", "USERNAME"]
    chat = sorted(inputs.rows("domain-chat-train/data.jsonl"), key=lambda r: share(r["text"], "pii-chat"))
    for item in chat[:500]:
        if not re.search(r"@|\d{5}|\b(Mr|Mrs|Ms|Dr|Prof)\b", item["text"]):
            rows["val" if share(item["text"], "pii-val") < 0.08 else "train"].append(
                row(item["text"], [], "chat-negative", item.get("lang", "en"), types=structured))
    clinc = sorted(inputs.rows("intents-train/clinc150.jsonl"), key=lambda r: share(r["text"], "pii-clinc"))
    for item in clinc[:400]:
        rows["val" if share(item["text"], "pii-val") < 0.08 else "train"].append(row(item["text"], [], "clinc-negative", "en", types=structured))
    return rows
