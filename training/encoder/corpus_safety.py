"""Rows of the safety head: benign, jailbreak, injection, harmful."""

import json
import re

import corpus_safety_injections
import corpus_safety_jailbreaks
import corpus_safety_languages
import corpus_safety_more
import generate_injections as G
from corpus_common import casual, cut_words, key, lines, rng, share, typos
from phrases import attacks as P
from phrases.languages import LANGUAGES
from pii_fill import Values

SLOTS = re.compile(r"\[(?:INSERT PROMPT HERE|PROMPT|INPUT|INSERT|YOUR PROMPT|QUESTION)\]|<QUERY>|\{prompt\}", re.I)


def clusters(texts, least=0.35):
    """A cluster number a text: texts that share that part of their 5-word shingles are one cluster."""
    parent = list(range(len(texts)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    sets, where = [], {}
    for i, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        shingles = {hash_ for hash_ in (" ".join(words[j : j + 5]) for j in range(max(1, len(words) - 4)))}
        sets.append(shingles)
        for shingle in shingles:
            where.setdefault(shingle, []).append(i)
    counts = {}
    for members in where.values():
        if 1 < len(members) <= 60:
            for a in range(len(members)):
                for b in range(a):
                    counts[members[b], members[a]] = counts.get((members[b], members[a]), 0) + 1
    for (a, b), n in sorted(counts.items()):
        if n / min(len(sets[a]), len(sets[b])) >= least:
            parent[root(a)] = root(b)
    return [root(i) for i in range(len(texts))]


def light_noise(text, r):
    """Light disguise only: the decoder of the server undoes the heavy kinds."""
    kind = r.randrange(4)
    if kind == 0:
        return re.sub(r"[aeos]", lambda m: {"a": "4", "e": "3", "o": "0", "s": "5"}[m.group()] if r.random() < 0.5 else m.group(), text)
    if kind == 1:
        return typos(text, r, 0.06)
    if kind == 2:
        return text.upper()
    return "".join(c.upper() if r.random() < 0.5 else c for c in text)


def located(text, row, clean):
    """Where the injected sentence of a long row stands: the longest stretch inside that no document has."""
    known = " ".join(re.sub(r"\s+", " ", clean.get(doc, "")) for doc in row["docs"])
    best, start = None, None
    for m in re.finditer(r"[^.!?\n]+[.!?\n\"')]*", text):
        piece = re.sub(r"\s+", " ", m.group()).strip()
        inside = len(text) * 0.08 < m.start() and m.end() < len(text) * 0.95
        if inside and len(piece) > 8 and piece not in known:
            start = m.start() if start is None else start
            if best is None or m.end() - start > best[1] - best[0]:
                best = (start, m.end())
        else:
            start = None
    return best


def build(inputs):
    rows, seen = {"train": [], "val": []}, set()

    def add(part, text, label, source, lang="en", weight=1.0, attack=None):
        text = text if attack else text.strip()
        if len(text) < 2 or key(text) + label in seen and not attack:
            return
        seen.add(key(text) + label)
        row = {"text": text, "label": label, "source": source, "lang": lang, "weight": weight}
        if attack:
            row["attack"] = list(attack)
        rows[part].append(row)

    def split(text, val=0.08):
        return "val" if share(text, "safety") < val else "train"

    own = inputs.rows("injection-train/data.jsonl")
    harmful = [r["text"] for r in inputs.rows("harmful-train/data.jsonl")]
    payloads = {p: [h for h in harmful if split(h, 0.1) == p] for p in ("train", "val")}

    # 1. What was written for this project
    clean = {}
    for row in own:
        if row["kind"] in ("doc-clean", "doc-clean-imperative"):
            clean[row["doc"]] = clean.get(row["doc"], "") + " " + row["text"]
    for row in own:
        if row.get("opaque_bare"):
            continue
        text, label = row["text"], row["label"]
        r = rng("own", row["id"])
        if "[REQUEST]" in text and r.random() < 0.6:
            text = text.replace("[REQUEST]", r.choice(payloads[row["part"]]))
        attack = located(text, row, clean) if row["kind"] == "indirect-long" else None
        if row["kind"] in ("direct-override", "prompt-extraction", "multilingual-attack", "persona") and row["part"] == "train" and r.random() < 0.25:
            add("train", casual(text, r) if r.random() < 0.7 else light_noise(text, r), label, "injection-train-variant", row["lang"])
        add(row["part"], text, label, "injection-train:" + row["kind"], row["lang"], 1.0 if row["kind"].startswith("encoded") else 1.5, attack)
    lookups = {p: {k: [x["text"] for x in own if x["part"] == p and x["kind"] == k] for k in {x["kind"] for x in own}} for p in ("train", "val")}

    # 2. Jailbreaks of the wild, by cluster
    wild = inputs.rows("jailbreak-train/data.jsonl")
    bipia = [w for w in wild if w["origin"].startswith("bipia")]
    wild = [w for w in wild if not w["origin"].startswith("bipia")]
    number = clusters([w["text"] for w in wild])
    for w, cluster in zip(wild, number):
        part = "val" if share(str(cluster), "cluster") < 0.12 else "train"
        r = rng("wild", w["text"])
        text = cut_words(w["text"], 300)
        filled = SLOTS.sub(lambda m: r.choice(payloads[part]), text)
        add(part, filled, w["label"], "wild:" + w["origin"].split("-")[0], "en", 2.0)
        if part == "train" and w["label"] == "jailbreak":
            if filled != text:
                add(part, text, "jailbreak", "wild-unfilled", "en", 1.0)
            elif r.random() < 0.25 and len(text) < 2500:
                add(part, text + r.choice(["\n\n", " "]) + r.choice(payloads[part]), "jailbreak", "wild-payload", "en", 1.0)

    # 3. Direct harmful requests
    for text in harmful:
        part = split(text, 0.1)
        r = rng("harm", text)
        add(part, text, "harmful", "harmful-train", "en", 1.5)
        if part == "train":
            opener = r.choice(["please ", "hey, ", "can you ", "I need you to ", "quick question: ", "how would I do this: "])
            add(part, casual(opener + text[:1].lower() + text[1:], r), "harmful", "harmful-variant", "en", 1.0)

    # 4. Benign prompts
    def benign(texts, most, source, words=90, weight=1.0, lang="en"):
        for text in sorted(texts, key=key)[:most]:
            add(split(text), cut_words(text, words), "benign", source, lang, weight)

    play = inputs.rows("benign-prompts-train/roleplay_and_tasks.jsonl")
    benign([p["text"] for p in play], 900, "roleplay_and_tasks", 80, 1.2)
    teacher = inputs.rows("benign-prompts-train/gpteacher_code_roleplay.jsonl")
    benign([t["text"] for t in teacher if t["origin"] == "gpteacher-roleplay"], 500, "gpteacher-roleplay", 60)
    benign([t["text"] for t in teacher if t["origin"] == "gpteacher-codegen"], 220, "gpteacher-codegen", 60)
    benign([t["text"] for t in inputs.rows("benign-prompts-train/qa_and_reasoning.jsonl")], 350, "qa_and_reasoning", 70)
    benign([t["text"] for t in inputs.rows("intents-train/clinc150.jsonl")], 500, "clinc150", 60, 0.7)
    benign([t["text"] for t in inputs.rows("intents-train/banking77.jsonl")], 250, "banking77", 60, 0.7)
    benign([t["a"] for t in inputs.rows("cache-pairs-train/data.jsonl") if t["lang"] == "en"], 300, "cache-pairs")
    benign([t["text"] for t in inputs.rows("domain-train/data.jsonl")], 400, "exam", 70, 0.7)
    benign([t["text"] for t in inputs.rows("feedback-train/data.jsonl")], 400, "feedback", 60, 0.7)
    for row in sorted(inputs.rows("domain-chat-train/data.jsonl"), key=lambda x: key(x["text"]))[:800]:
        add(split(row["text"]), row["text"], "benign", "domain-chat", row.get("lang", "en"))
    for row in inputs.rows("domain-multilingual-train/data.jsonl")[:800]:
        add(split(row["text"]), row["text"], "benign", "domain-multilingual", row["lang"])
    for row in inputs.rows("complexity-chat-train/data.jsonl")[:500]:
        add(split(row["text"]), row["text"], "benign", "complexity-chat")
    lists = json.loads(inputs.text("pii-templates/lists.json"))
    values = Values("safety", lists)
    from corpus_pii import fill
    for row in sorted(inputs.rows("pii-templates/templates.jsonl"), key=lambda x: key(x["template"]))[:450]:
        add(split(row["template"]), fill(row["template"], row["lang"], values)[0], "benign", "pii-templates", row["lang"])

    # 5. Composed English attacks and look-alikes
    for part, scale in (("train", 1.0), ("val", 0.1)):
        n = lambda count: int(count * scale)
        r = rng("compose", part)
        for _ in range(n(640)):
            text = G.override(part, r)
            add(part, light_noise(text, r) if r.random() < 0.06 else text, "injection", "gen-override")
        for _ in range(n(260)):
            text = G.extraction(part, r)
            add(part, light_noise(text, r) if r.random() < 0.05 else text, "injection", "gen-extraction")
        for _ in range(n(120)):
            add(part, G.to_reader(part, r), "injection", "gen-reader")
        for _ in range(n(330)):
            add(part, G.persona(part, r, r.choice(payloads[part]) if r.random() < 0.75 else "[REQUEST]"), "jailbreak", "gen-persona")
        for _ in range(n(280)):
            add(part, G.fiction(part, r, r.choice(payloads[part])), "jailbreak", "gen-fiction")
        for _ in range(n(500)):
            add(part, G.good_role(part, r), "benign", "gen-good-role")
        for _ in range(n(300)):
            add(part, G.system_prompt(part, r), "benign", "gen-system-prompt")
        for _ in range(n(1300)):
            add(part, G.look_alike(part, r), "benign", "gen-look-alike")
        # Ordinary tasks alone are what users ask for.
        for _ in range(n(350)):
            add(part, G.ordinary(part, r), "benign", "gen-task-alone")

    # 6. Documents with and without a foreign instruction
    documents = {"train": [], "val": []}
    for row in own:
        if row["kind"] == "doc-clean" and not row.get("wrapped"):
            documents[row["part"]].append((row["text"], "en"))
        if row["kind"] == "doc-clean-long" and not row.get("wrapped"):
            documents[row["part"]].append((cut_words(row["text"], 110), "en"))
    for name, most in (("wikigold", 150), ("sec_filings", 60)):
        sentences = [G.detokenised(x["text"]) for x in inputs.rows(f"ner-train/{name}.jsonl")]
        r, at = rng("paragraphs", name), 0
        made = 0
        while at < len(sentences) and made < most:
            size = r.randint(2, 5)
            text = cut_words(" ".join(sentences[at : at + size]), 85)
            at += size
            if len(text) > 120:
                documents["val" if share(text, "doc") < 0.1 else "train"].append((text, "en"))
                made += 1
    for part, count in (("train", 260), ("val", 50)):
        r = rng("composed", part)
        documents[part] += [(G.composed(part, r), "en") for _ in range(count)]
    foreign = {"train": [], "val": []}
    for lang in ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "zh", "ja"):
        if lang not in LANGUAGES:
            continue
        sentences = [x["text"] for x in inputs.rows(f"stsb-multi-train/{lang}_train.jsonl") if len(x["text"]) > (60 if lang not in ("zh", "ja") else 22)]
        r = rng("foreign-docs", lang)
        for i in range(20):
            joint = "" if lang in ("zh", "ja") else " "
            foreign["val" if i < 4 else "train"].append((joint.join(r.sample(sentences, r.randint(2, 4))), lang))
    for row in inputs.rows("domain-multilingual-train/data.jsonl"):
        pass

    for part in ("train", "val"):
        r = rng("documents", part)
        tasks = [b["text"] for b in bipia if (split(b["text"], 0.15) == part)]
        directs = lookups[part].get("direct-override", []) + lookups[part].get("prompt-extraction", [])
        for doc, lang in documents[part]:
            code = doc in P.CODE_DOCS
            for _ in range(2 if part == "train" else 1):
                kind = r.random()
                if code and kind < 0.5:
                    sentence, source = G.code_line(part, r), "code"
                elif kind < 0.42:
                    sentence, source = G.ordinary(part, r), "task"
                    if r.random() < 0.15:
                        sentence += " " + G.ordinary(part, r)
                elif kind < 0.52 and tasks:
                    sentence, source = r.choice(tasks), "bipia"
                elif kind < 0.64:
                    sentence, source = G.to_reader(part, r), "reader"
                elif kind < 0.76 and directs:
                    sentence, source = r.choice(directs), "direct"
                elif kind < 0.95:
                    sentence, source = G.override(part, r), "override"
                else:
                    sentence, source = G.extraction(part, r), "extraction"
                if LANGUAGES and r.random() < 0.06 and source == "task":
                    sentence, source = G.foreign_task(r.choice(sorted(LANGUAGES)), part, r), "foreign-in-english"
                sentence = G.disguised(sentence, doc, r)
                text, span = G.insert(doc, sentence, r.choice(["start", "middle", "end"]), r)
                # An ordinary task in bare text could be the user's own: most of them stand inside a request.
                if r.random() < (0.75 if source in ("task", "bipia", "foreign-in-english") else 0.5):
                    text, span = G.wrapped(text, span, part, r)
                add(part, text, "injection", "doc-" + source, lang, 1.0, span)
            # The same document: alone, in a request, with a harmless sentence, with the user's own task on it.
            form = r.random()
            if form < 0.3:
                add(part, doc, "benign", "doc-alone", lang)
            mild = G.pick(P.FILLER, part, r) if r.random() < 0.5 else r.choice(lookups[part]["hard-negative"] if r.random() < 0.15 else P.FILLER)
            if form < 0.75:
                text, _ = G.insert(doc, mild, r.choice(["start", "middle", "end"]), r)
                if r.random() < 0.6:
                    text, _ = G.wrapped(text, None, part, r)
                add(part, text, "benign", "doc-harmless-sentence", lang)
            if form > 0.4:
                text, _ = G.wrapped(doc, None, part, r)
                add(part, text, "benign", "doc-request", lang)
        for doc, lang in foreign[part]:
            for _ in range(2):
                sentence = G.foreign_task(lang, part, r) if r.random() < 0.8 else G.ordinary(part, r)
                text, span = G.insert(doc, sentence, r.choice(["start", "middle", "end"]), r)
                if r.random() < 0.6:
                    text, span = G.wrapped(text, span, part, r, G.pick(LANGUAGES[lang]["request"], part, r))
                add(part, text, "injection", "doc-foreign", lang, 1.0, span)
            if r.random() < 0.5:
                add(part, doc, "benign", "doc-foreign-alone", lang)
            text, _ = G.insert(doc, G.foreign_benign(lang, part, r), r.choice(["start", "middle", "end"]), r)
            text, _ = G.wrapped(text, None, part, r, G.pick(LANGUAGES[lang]["request"], part, r))
            add(part, text, "benign", "doc-foreign-request", lang)

    # 7. Other languages: attacks, and harmless sentences that look like them
    for lang in sorted(LANGUAGES):
        for part, count in (("train", 70), ("val", 8)):
            r = rng("foreign", lang, part)
            for _ in range(count):
                text, label = G.foreign_attack(lang, part, r)
                add(part, text, label, "foreign-attack", lang)
            # Few combinations exist: twice the draws give about as many different rows as there are attacks.
            for _ in range(2 * count):
                add(part, G.foreign_benign(lang, part, r), "benign", "foreign-benign", lang)

    # 8. The later pieces
    corpus_safety_more.build(add, payloads)
    corpus_safety_injections.build(add, payloads, inputs)
    corpus_safety_jailbreaks.build(add, payloads)
    corpus_safety_languages.build(add, inputs)
    return rows
