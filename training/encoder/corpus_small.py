"""Rows of the fact-check, feedback and pair heads."""

import generate_pairs
from corpus_common import casual, cut_words, key, rng, share, typos

FEEDBACK = {
    "SAT": "satisfied", "NEED_CLARIFICATION": "need_clarification", "WRONG_ANSWER": "wrong_answer",
    "WANT_DIFFERENT": "want_different", "NONE": "none",
}


def split(text, salt, val=0.1):
    return "val" if share(text, salt) < val else "train"


def sample(rows, most, text=lambda row: row["text"]):
    return sorted(rows, key=lambda row: key(text(row)))[:most]


def fact_check(inputs):
    rows, seen = {"train": [], "val": []}, set()

    def add(text, label, source, lang="en", weight=1.0, val=0.08, part=None):
        if key(text) in seen:
            return None
        seen.add(key(text))
        part = part or split(text, "fact", val)
        rows[part].append({"text": cut_words(text, 60), "label": label, "source": source, "lang": lang, "weight": weight})
        return part

    for row in inputs.rows("factcheck-chat-train/data.jsonl"):
        part = add(row["text"], row["label"], "factcheck-chat", row["lang"], 3.0, 0.12)
        if part == "train":
            text = casual(row["text"], rng("fact", key(row["text"])))
            if text != row["text"]:
                rows["train"].append(
                    {"text": text, "label": row["label"], "source": "factcheck-chat-variant", "lang": row["lang"], "weight": 1.0}
                )
    needed = inputs.rows("factcheck-train/data.jsonl")
    for origin in sorted({row["origin"] for row in needed}):
        for row in sample([r for r in needed if r["origin"] == origin], 600):
            random_ = rng("fact-needed", key(row["text"]))
            text = row["text"]
            if random_.random() < 0.3:
                text = text[:1].upper() + text[1:].rstrip("?") + "?"
            add(text, "needed", origin)
    reasoning = inputs.rows("benign-prompts-train/qa_and_reasoning.jsonl")
    for origin, label, most in (
        ("natural_qa", "needed", 150), ("trivia_qa", "needed", 250), ("gsm8k", "not_needed", 150),
        ("math", "not_needed", 150), ("mbpp", "not_needed", 150),
    ):
        for row in sample([r for r in reasoning if r["origin"] == "llmrouter-" + origin], most):
            add(row["text"], label, origin, weight=0.8)
    teacher = inputs.rows("benign-prompts-train/gpteacher_code_roleplay.jsonl")
    for origin, most in (("gpteacher-codegen", 400), ("gpteacher-roleplay", 400)):
        for row in sample([r for r in teacher if r["origin"] == origin], most):
            add(row["text"], "not_needed", origin, weight=0.8)
    for row in sample(inputs.rows("intents-train/clinc150.jsonl"), 350):
        if row["label"] not in {"definition", "exchange_rate", "travel_alert", "weather", "next_holiday", "nutrition_info",
                                "calories", "vaccines", "international_visa", "plug_type", "fun_fact", "timezone", "traffic",
                                "flight_status", "distance", "interest_rate", "ingredients_list", "restaurant_reviews"}:
            add(row["text"], "not_needed", "clinc150", weight=0.6)
    play = inputs.rows("benign-prompts-train/roleplay_and_tasks.jsonl")
    for row in sample([r for r in play if r["origin"] == "awesome-chatgpt-prompts"], 200):
        add(row["text"], "not_needed", "awesome", weight=0.6)
    return rows


def feedback(inputs):
    rows, seen = {"train": [], "val": []}, set()

    def add(text, label, source, lang="en", weight=1.0, val=0.1, part=None):
        if key(text) in seen:
            return None
        seen.add(key(text))
        part = part or split(text, "feedback", val)
        rows[part].append({"text": cut_words(text, 60), "label": label, "source": source, "lang": lang, "weight": weight})
        return part

    for row in inputs.rows("feedback-train/data.jsonl"):
        label = FEEDBACK[row["label"]]
        part = add(row["text"], label, "feedback", row["lang"], 2.0, 0.15)
        if part != "train":
            continue
        random_ = rng("feedback", key(row["text"]))
        for text in dict.fromkeys(
            (casual(row["text"], random_), typos(row["text"].lower(), random_, 0.05), row["text"].rstrip(".!") + "!!")
        ):
            if text != row["text"]:
                rows["train"].append(
                    {"text": text, "label": label, "source": "feedback-variant", "lang": row["lang"], "weight": 0.7}
                )
    for row in sample(inputs.rows("intents-train/clinc150.jsonl"), 700):
        if row["label"] not in {"repeat", "yes", "no", "thank_you", "goodbye", "cancel", "maybe", "what_can_i_ask_you"}:
            add(row["text"], "none", "clinc150", weight=0.5)
    for row in sample(inputs.rows("domain-chat-train/data.jsonl"), 400):
        add(row["text"], "none", "domain-chat", row.get("lang", "en"), 0.5)
    for row in sample(inputs.rows("domain-multilingual-train/data.jsonl"), 250):
        add(row["text"], "none", "domain-multilingual", row["lang"], 0.5)
    for row in sample(inputs.rows("benign-prompts-train/gpteacher_code_roleplay.jsonl"), 200):
        add(row["text"], "none", "gpteacher", weight=0.5)
    return rows


# How often a pair of a source is drawn an epoch. Sentence similarity is a weak sign of one answer for two questions.
PAIR_WEIGHTS = {
    "cache-pairs": 3.0, "derived": 1.5, "cache-pairs-swapped": 1.0, "cache-pairs-variant": 1.0, "cache-pairs-edit": 0.7,
    "gen-group": 1.0, "gen-group-lang": 1.0, "gen-edit": 0.5, "gen-frame": 0.5,
    "gen-frame-lang": 0.5, "surface": 0.5, "unrelated": 0.5, "stsb": 0.25,
}


def pair(inputs):
    rows, questions = {"train": [], "val": []}, []

    def add(a, b, same, source, lang, part, kind=""):
        label = "same" if same else "different"
        weight = PAIR_WEIGHTS.get(source, 1.0)
        rows[part].append({"a": a, "b": b, "label": label, "kind": kind, "source": source, "lang": lang, "weight": weight})

    for name in ("data", "derived-negatives"):
        for row in inputs.rows(f"cache-pairs-train/{name}.jsonl"):
            # Rows with one `a` stay together. A derived row starts with the paraphrase: its home is that of the pair.
            questions.append((name, row))
    home = {}
    for name, row in questions:
        if name == "data":
            part = split(row["a"], "pair", 0.12)
            home[key(row["a"])] = part
            if row["same"]:
                home.setdefault(key(row["b"]), part)
    for name, row in questions:
        part = home.get(key(row["a"])) or home.get(key(row["b"])) or "train"
        add(row["a"], row["b"], row["same"], "cache-pairs" if name == "data" else "derived", row["lang"], part,
            row["kind"])
        random_ = rng("pair", key(row["a"] + row["b"]))
        if part == "train":
            if random_.random() < 0.5:
                continue
            add(row["b"], row["a"], row["same"], "cache-pairs-swapped", row["lang"], part, row["kind"])
            if name == "data":
                add(casual(row["a"], random_), casual(row["b"], random_), row["same"], "cache-pairs-variant",
                    row["lang"], part, row["kind"])
    # Sameness that needs no knowledge: the question with another surface; and unrelated questions.
    chat = [(r["text"], r.get("lang", "en")) for r in inputs.rows("domain-chat-train/data.jsonl") if len(r["text"]) < 140]
    chat.sort(key=lambda item: key(item[0]))
    openers = ["hi, ", "Please tell me: ", "quick question: ", "can you tell me ", "I'd like to know: ", ""]
    for i, (text, lang) in enumerate(chat[:900]):
        part = split(text, "pair", 0.1)
        random_ = rng("pair-chat", key(text))
        if i % 2 == 0:
            other = typos(text, random_, 0.06) if random_.random() < 0.5 else random_.choice(openers) + casual(text, random_)
            if other != text:
                add(text, other, True, "surface", lang, part, "surface")
        else:
            add(text, chat[(i * 7919 + 13) % len(chat)][0], False, "unrelated", lang, part, "unrelated")
    for lang, most in (("en", 700), ("de", 150), ("fr", 150), ("es", 150), ("it", 80), ("nl", 80), ("pl", 80), ("pt", 80),
                       ("ru", 80), ("zh", 80), ("ja", 80)):
        for name, part in (("train", "train"), ("dev", "val")):
            table = inputs.rows(f"stsb-multi-train/{lang}_{name}.jsonl")
            table = sorted(table, key=lambda r: key(r["text"] + lang))
            limit = most // 2 if part == "train" else most // 14
            same = [r for r in table if r["score"] >= 4.8 and key(r["text"]) != key(r["text2"])]
            apart = [r for r in table if 2.0 <= r["score"] <= 3.5] + [r for r in table if r["score"] < 1.0][: limit // 3]
            for r in same[:limit]:
                add(r["text"], r["text2"], True, "stsb", lang, part, "stsb")
            for r in apart[: limit // 2] + apart[-(limit // 3):]:
                add(r["text"], r["text2"], False, "stsb", lang, part, "stsb")
    # Composed pairs, and edits of the training pairs; no text of theirs is one of the validation rows.
    kept = {key(text) for row in rows["val"] for text in (row["a"], row["b"])}
    known = [(row["a"], row["b"], row["lang"]) for row in rows["train"] if row["source"] == "cache-pairs" and row["label"] == "same"]
    seen = {(key(row["a"]), key(row["b"]), row["label"] == "same") for row in rows["train"]}
    composed = [*generate_pairs.material(rng)]
    composed += [("train", "cache-pairs-edit", *row) for row in generate_pairs.edited(rng, known)]
    composed.sort(key=lambda item: item[0] != "val")
    for part, source, lang, a, b, same, kind in composed:
        ends = key(a), key(b)
        if a == b or (*ends, same) in seen or part == "train" and not kept.isdisjoint(ends):
            continue
        seen.add((*ends, same))
        if part == "val":
            kept.update(ends)
        add(a, b, same, source, lang, part, kind)
    return rows
