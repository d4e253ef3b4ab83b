"""Rows of the PII head: filled templates, decoys, and named-entity text with the labels that it really carries."""

import json
import re
from pathlib import Path

from corpus_common import key, lines, rng, share, typos
from pii_fill import COUNTRIES, REGIONS, Values
from pii_wide import WideValues

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


CONTINENTS = re.compile(
    r"^(north |south |latin |central |east |west |southeast |western |eastern |northern |southern |sub-saharan )?(europe|asia|africa|americas?|antarctica|oceania|"
    r"middle east|far east|mediterranean|caribbean|balkans|scandinavia|pacific|atlantic|earth|mars|moon|world)$", re.I)


PARTIES = re.compile(r"(the )?((co-?)?borrowers?|lenders?|agent|bank|company|executive|landlord|tenant|lessor|lessee|parties|party|guarantor|holder|trustee|issuer|"
                     r"employee|employer|seller|buyer|purchaser|licensor|licensee|contractor|consultant|administrative agent|collateral agent)$", re.I)


def entities(inputs):
    """Sentences of ner-train. What a set does not annotate in our sense is masked or left out through `types`.

    Of each set, the first `most` rows are split; the rest up to `more` only trains.
    """
    out = {"train": [], "val": []}
    map_ = {"PER": "PERSON", "person": "PERSON", "ORG": "ORGANIZATION", "corporation": "ORGANIZATION", "group": "ORGANIZATION",
            "LOC": "GPE", "location": "GPE"}
    for name, most, more, sure, weight in (("wikigold", 1687, 1687, True, 3.0), ("sec_filings", 500, 1115, True, 1.0),
                                           ("btc", 1300, 4200, False, 1.0), ("wnut17", 700, 1800, False, 1.0)):
        rows = inputs.rows(f"ner-train/{name}.jsonl")
        # Rows with entities first: the plain ones teach little that the templates do not.
        rows.sort(key=lambda r: (all(t == "O" for t in r["tags"]) and share(r["text"], "plain") > 0.15, share(r["text"], "ner")))
        for number, r in enumerate(rows[:more]):
            part = "val" if share(r["text"], "ner-val") < 0.07 else "train"
            if part == "val" and number >= most:
                continue
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
                handle = text[:start].rstrip().endswith("@") or PARTIES.match(word)
                if label is None or part == "train" and (handle or label == "GPE" and CONTINENTS.match(word)):
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
            if part == "train":
                item["weight"] = weight
            out[part].append(item)
            random_ = rng("ner", text)
            if part == "train" and good and random_.random() < 0.1:
                out["train"].append(dict(item, text=fold(text, "lower"), source=name + "-lower"))
    return out


CODES = {"P": "PERSON", "F": "FIRST_NAME", "L": "LAST_NAME", "G": "GPE", "O": "ORGANIZATION", "S": "STREET_ADDRESS", "Z": "ZIP_CODE", "E": "EMAIL_ADDRESS",
         "T": "PHONE_NUMBER", "D": "DATE_TIME", "B": "DATE_OF_BIRTH", "A": "AGE", "N": "NATIONAL_ID", "X": "US_SSN", "U": "USERNAME", "W": "PASSWORD",
         "I": "IP_ADDRESS", "H": "TITLE", "R": "NRP", "K": "IBAN_CODE", "Q": "BANK_ACCOUNT", "C": "CREDIT_CARD", "M": "MEDICAL_RECORD_NUMBER",
         "J": "PASSPORT", "Y": "US_DRIVER_LICENSE", "V": "LICENSE_PLATE", "w": "CRYPTO_WALLET", "k": "API_KEY", "m": "MAC_ADDRESS", "u": "URL_WITH_CREDENTIALS"}
SHORT = re.compile(r"\{([A-Za-z])(\d?)\}")
ASIS = ("PASSWORD", "API_KEY", "CRYPTO_WALLET", "URL_WITH_CREDENTIALS")
# Honorifics that stand literally before a name slot carry their tag as well.
HONORIFIC = re.compile(r"\b(Mrs?\.?|Ms\.?|MRS?\.|MS\.|Dr\.?|dr\.?|Prof\.|Messrs|Mme|M\.|Sr\.|Herr|Frau|Madame|Monsieur|Dra\.|Sra\.|señora|Sig\.ra|dott\.|mevrouw|Pani|Sayın) $")
MONTH_WORDS = {lang: re.compile(r"\b(" + "|".join(names) + r")\b", re.I) for lang, names in WideValues.MONTH_NAMES.items()}
MONTH_WORDS["en"] = re.compile(r"\b(January|February|March|April|June|July|August|September|October|November|December|(?<=[iI]n )May)\b")


def fill_wide(template, lang, values, case=None):
    """Like `fill` for short slots; a slot with a digit takes its value, or its part of a name, from the first of that digit."""
    text, spans, last, known = "", [], 0, {}
    for match in SHORT.finditer(template):
        code, digit = match.groups()
        slot = CODES[code]
        between = template[last : match.start()]
        text += between
        last = match.end()
        if digit and slot in NAMES:
            if digit not in known:
                first, family, culture = values.pair(lang)
                known[digit] = {"F": first, "L": family, "P": values.whole(first, family, culture, lang)}
            value = known[digit][code]
        else:
            value = values.take(slot, lang)
        if case and slot in FOLDED:
            value = fold(value, case)
        title = HONORIFIC.search(between) if slot in NAMES else None
        if title:
            start = len(text) - len(between) + title.start(1)
            spans.append([start, start + len(title.group(1)), "TITLE", "TITLE"])
        kind = "PERSON" if slot in NAMES else slot
        start, end = len(text), len(text) + len(value)
        text += value
        joins = between == " " or (between == ", " and spans and spans[-1][3] == "LAST_NAME" and slot == "FIRST_NAME")
        if kind == "PERSON" and spans and spans[-1][2] == "PERSON" and joins:
            spans[-1][1], spans[-1][3] = end, slot
        else:
            spans.append([start, end, kind, slot])
    return text + template[last:], [span[:3] for span in spans]


def wide_templates(path):
    """(template, language, case) of a file with short slots."""
    out, lang = [], "en"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if re.fullmatch(r"## [a-z]{2}", line):
            lang = line[3:]
        elif line.strip() and not line.startswith("# "):
            case = {"^": "upper", "_": "lower"}.get(line[0])
            text = (line[1:] if case else line).replace("\\n", "\n").replace("\\t", "\t")
            out.append((text, lang, case))
    return out


def wide_decoys(path):
    """(text, language, mask) of the decoy file: [[...]] and months are left out of the loss."""
    out, lang = [], "en"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if re.fullmatch(r"## [a-z]{2}", line):
            lang = line[3:]
        elif line.strip() and not line.startswith("# "):
            text, mask = "", []
            for i, part in enumerate(re.split(r"\[\[(.*?)\]\]", line.replace("\\n", "\n"))):
                if i % 2:
                    mask.append([len(text), len(text) + len(part)])
                text += part
            mask += [[m.start(), m.end()] for m in MONTH_WORDS[lang].finditer(text)]
            out.append((text, lang, mask))
    return out


def rough(text, spans, random_):
    """Typing errors between the spans."""
    out, moved, last = "", [], 0
    for start, end, kind in sorted(spans):
        out += typos(text[last:start], random_, 0.04)
        moved.append([len(out), len(out) + end - start, kind])
        out += text[start:end]
        last = end
    return out + typos(text[last:], random_, 0.04), moved


def wide(inputs, lists, older):
    """Rows with the wider values: the new templates, the older ones once more, new decoys, and texts joined from them.

    :param older: (template, language, case, source) of the older templates
    """
    rows = {"train": [], "val": []}
    phrases = Path(__file__).parent / "phrases"
    values = WideValues("pii-wide", lists)
    jobs = []
    for template, lang, case in wide_templates(phrases / "pii_templates_wide.txt"):
        slots = [CODES[code] for code, _ in SHORT.findall(template)]
        part = "val" if share(template, "pii-wide") < 0.1 else "train"
        jobs.append((fill_wide, template, lang, case, "gen-wide", slots, part, 2 if part == "val" else 28 if lang == "en" else 24))
    for template, lang, case, source in older:
        slots = SLOT.findall(template)
        if share(template, "pii") >= 0.09:
            heavy = {"STREET_ADDRESS", "ORGANIZATION", "PERSON", "GPE"} & set(slots)
            jobs.append((fill, template, lang, case, "gen-older", slots, "train", 12 if heavy else 8 if source == "pii-templates" else 12))
    pool = {"train": [], "val": []}
    for filler, template, lang, case, source, slots, part, copies in jobs:
        random_ = rng("pii-wide", source, template)
        for _ in range(copies):
            text, spans = filler(template, lang, values, case)
            kind, label = random_.random(), source
            if part == "train" and not case:
                folds = set(ASIS).isdisjoint(slots)
                if kind < 0.13 and folds:
                    text, label = fold(text, "lower"), source + "-lower"
                elif kind < 0.18 and folds:
                    text, label = fold(text, "upper"), source + "-upper"
                elif kind < 0.24 and len(text) < 200:
                    text, spans = framed(text, spans, random_, values)
                    label = source + "-framed"
                elif kind < 0.30:
                    text, spans = rough(text, spans, random_)
                    label = source + "-rough"
            item = row(text, spans, label, lang)
            rows[part].append(item)
            if len(text) < 300:
                pool[part].append(item)
    for text, lang, mask in wide_decoys(phrases / "pii_decoys.txt"):
        part = "val" if share(text, "decoy-wide") < 0.1 else "train"
        item = row(text, [], "gen-decoy", lang, mask)
        rows[part].append(dict(item, weight=2.0) if part == "train" else item)
        pool[part] += [item] * (6 if part == "train" else 1)
        if part == "train" and fold(text, "lower") != text:
            rows[part].append(row(fold(text, "lower"), [], "gen-decoy", lang, mask))
            if len(text) < 80:
                rows[part].append(row(fold(text, "upper"), [], "gen-decoy", lang, mask))
    for part, most in (("train", 4000), ("val", 60)):
        random_ = rng("pii-wide-join", part)
        by = {}
        for item in pool[part]:
            by.setdefault(item["lang"], []).append(item)
        langs = sorted(by)
        for _ in range(most):
            lang = "en" if random_.random() < 0.7 else random_.choice(langs)
            text, spans, mask = "", [], []
            for i, item in enumerate(random_.sample(by[lang], min(random_.choice([2, 2, 3, 4]), len(by[lang])))):
                if i:
                    text += random_.choice([" ", " ", "\n", "\n\n"])
                if lang == "en" and random_.random() < 0.2:
                    text += random_.choice(NEUTRAL) + random_.choice([" ", "\n"])
                spans += [[s + len(text), e + len(text), t] for s, e, t in item["spans"]]
                mask += [[s + len(text), e + len(text)] for s, e in item["mask"]]
                text += item["text"]
            rows[part].append(row(text, spans, "gen-join", lang, mask))
    return rows


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
    more = wide(inputs, lists, templates)
    rows["val"] += more["val"]
    held = {key(item["text"]) for item in rows["val"]}
    rows["train"] = [item for item in rows["train"] + more["train"] if key(item["text"]) not in held]
    return rows
