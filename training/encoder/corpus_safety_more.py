"""More rows of the safety head, composed from the phrase files `phrases/safety_*.txt`.

A phrase file holds entries with choices (`{a|b}`, nested if need be); a whole entry serves either training or
validation, so that two spellings of one entry never stand on both sides.
"""

import re
from pathlib import Path

import generate_injections as G
from corpus_common import casual, rng, share, typos

FOLDER = Path(__file__).parent / "phrases"
CHOICE = re.compile(r"\{([^{}\n]*\|[^{}\n]*)\}")
# Slots are filled after the choices; until then signs of the private area stand for them.
SLOTS = {"{site}": "\ue000", "{mail}": "\ue001", "{name}": "\ue002", "{payload}": "\ue003"}
SPACELESS = ("zh", "ja")
# Frames that say nothing wrong without a harmful request in them.
NEED_REQUEST = ("translator", "code only", "education", "split", "slow", "opposite", "compliance", "language")


def entries(name):
    """The entries of a file by section: one a line, or a block where `blocks` are meant (documents)."""
    found, section = {}, None
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("%%"):
            section = line[2:].strip()
            found.setdefault(section, [])
        elif section and line.strip():
            found[section].append(line)
    return found


def blocks(name):
    """(section, text) of every block between `%%` lines."""
    parts = re.split(r"^%% *(.*)\n", (FOLDER / name).read_text(encoding="utf-8"), flags=re.M)[1:]
    return [(parts[i].strip(), parts[i + 1].strip("\n")) for i in range(0, len(parts), 2)]


def spin(text, r):
    """One draw of every choice in the text."""
    for slot, sign in SLOTS.items():
        text = text.replace(slot, sign)
    m = CHOICE.search(text)
    while m:
        text = text[: m.start()] + r.choice(m.group(1).split("|")) + text[m.end() :]
        m = CHOICE.search(text)
    for slot, sign in SLOTS.items():
        text = text.replace(sign, slot)
    return text


def tidy(text):
    return re.sub(r" +([.,?!](?:\s|$))", r"\1", re.sub(r"(?<=\S)  +(?=\S)", " ", text)).strip()


def halves(pieces, salt, val=0.12):
    """Training and validation entries, by a number that depends on the entry alone; neither side is empty."""
    ranked = sorted(pieces, key=lambda piece: share(piece if isinstance(piece, str) else piece[-1], salt))
    count = max(1, round(len(pieces) * val))
    return {"val": ranked[:count], "train": ranked[count:]}


def said(text, r):
    """A phrase entry as a sentence: choices drawn, addresses filled in."""
    text = spin(text, r)
    if "{site}" in text:
        text = text.replace("{site}", G.site(r))
    if "{mail}" in text:
        text = text.replace("{mail}", f"{r.choice(['desk', 'info', 'anna', 'claims', 'hello'])}@{r.choice(G.P.SITE_A)}{r.choice(G.P.SITE_B)}.com")
    return tidy(text)


def misspelt(text, r):
    """The ways in which people and evaders write: typing errors, dropped or doubled spaces, a spaced word."""
    kind = r.randrange(5)
    if kind == 0:
        return typos(text, r, 0.08)
    if kind == 1:
        return casual(text, r)
    if kind == 2:
        words = text.split(" ")
        i = r.randrange(len(words))
        words[i] = " ".join(words[i])
        return " ".join(words)
    if kind == 3:
        return re.sub(" ", lambda m: "" if r.random() < 0.3 else " ", text)
    return text.upper()


def document(pool, r):
    """A document of one or two blocks of the same kind (100 to 400 words)."""
    kind, first = r.choice(pool)
    text = first
    if r.random() < 0.35:
        others = [t for k, t in pool if k == kind and t != first]
        if others and kind not in ("code", "json", "html", "csv", "yaml"):
            text += r.choice(["\n\n", "\n\n---\n\n"]) + r.choice(others)
    return kind, spin(text, r)


def dressed(sentence, kind, r):
    """The sentence as such a document would carry it."""
    if kind == "html" and r.random() < 0.6:
        return r.choice(["<!-- {} -->", "<p>{}</p>", "<div style='font-size:0'>{}</div>", "<span class=\"note\">{}</span>", "<img alt=\"{}\">"]).replace("{}", sentence)
    if kind in ("code", "yaml") and r.random() < 0.8:
        return ("// " if "=>" in sentence or r.random() < 0.3 else "# ") + sentence
    if kind == "json" and r.random() < 0.6:
        return '"note": "' + sentence.replace('"', "'") + '",'
    if r.random() < 0.12:
        return r.choice(["({})", "P.S. {}", "*** {} ***", "[{}]", "Note: {}", "{} {}", "-- {}"]).replace("{} {}", "{}").replace("{}", sentence)
    return sentence


def place(doc, sentence, r):
    return G.insert(doc, sentence, r.choice(["start", "middle", "middle", "end", "end"]), r)


def english(add, payloads):
    lookalikes = [line for line in (FOLDER / "safety_benign.txt").read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    persona = halves(blocks("safety_personas.txt"), "persona")
    # A kind of document serves both sides, a block one side only.
    papers = halves(blocks("safety_documents.txt"), "paper", 0.16)
    lines = entries("safety_tasks.txt")
    task, human, request = (halves(lines[k], k) for k in ("task", "human", "request"))
    ask = {k: halves(v, "ask" + k, 0.2) for k, v in entries("safety_requests.txt").items()}
    for line in lookalikes:
        part = "val" if share(line, "look") < 0.1 else "train"
        r = rng("look-more", line)
        for _ in range(min(9, 1 + line.count("|") * 4)):
            text = said(line, r).replace("¶", "\n")
            add(part, casual(text, r) if r.random() < 0.15 else text, "benign", "more-look-alike", "en", 1.3)
    for part, found in halves(blocks("safety_benign_long.txt"), "long", 0.14).items():
        for _, block in found:
            r = rng("long", block)
            for _ in range(min(12, 3 + block.count("|"))):
                text = tidy(spin(block, r).replace("¶", "\n"))
                add(part, casual(text, r) if r.random() < 0.1 else text, "benign", "more-long-look-alike", "en", 1.3)
    for part, scale in (("train", 1.0), ("val", 0.12)):
        r = rng("more", part)
        # Jailbreaks by structure
        for _ in range(int(1100 * scale)):
            count = min(r.choice([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]), len(persona[part]))
            payload = r.choice(payloads[part]) if r.random() < 0.78 else r.choice(["[REQUEST]", "[my question]", "{my first question}", "(topic follows)", ""])
            sections = r.sample(persona[part], count)
            if sections[-1][0] in NEED_REQUEST and payload not in payloads[part]:
                payload = r.choice(payloads[part])
            # Longer ones chain several structures; the request stands in the last.
            chosen = [text for _, text in sections]
            chosen = [text.replace("{payload}", r.choice(["", "(wait for it)", "..."])) for text in chosen[:-1]] + chosen[-1:]
            if count > 1 and r.random() < 0.5:
                chosen.insert(r.randrange(count), " ".join(G.pick(group, part, r) for group in (G.P.PERSONA_NATURE, G.P.PERSONA_RULES, G.P.PERSONA_STAY)).replace("{NAME}", "{name}").replace("{n}", "5").replace("{tokens}", "35").replace("{model}", "the assistant"))
            text = r.choice(["\n\n", "\n", " "]).join(chosen)
            text = spin(text, r).replace("¶", "\n").replace("{name}", r.choice(G.P.PERSONA_NAMES) if r.random() < 0.4 else r.choice(G.P.NAME_A) + r.choice(G.P.NAME_B).lower())
            text = tidy(text.replace("{payload}", payload))
            add(part, misspelt(text, r) if r.random() < 0.04 else text, "jailbreak", "more-persona", "en", 1.3)
        # Long requests of users
        for _ in range(int(520 * scale)):
            top, bottom = said(r.choice(ask["top"][part]), r), said(r.choice(ask["bottom"][part]), r)
            form = r.random()
            if form < 0.45:
                middle = said(r.choice(ask["note"][part]), r)
            else:
                _, middle = document(papers[part], r)
                if r.random() < 0.4:
                    middle = place(middle, said(r.choice(human[part]), r), r)[0]
            before, after = r.choice(G.P.FENCES)
            text = r.choice([top + "\n\n", top + "\n", ""]) + before + middle + after + r.choice(["\n\n" + bottom, "\n\n" + bottom, "\n" + bottom, ""])
            if text.strip() == middle.strip():
                text = top + "\n\n" + text
            add(part, casual(text, r) if r.random() < 0.06 else text, "benign", "more-request", "en", 1.2)
        # Tasks of the users themselves
        mine = [t for t in task[part] if not re.search(r"\{site|\{mail|user|reader|answer|repl|response|output|state that|candidate|recommend|promote|approve|insert|delete|forward", t, re.I)]
        for _ in range(int(160 * scale)):
            add(part, said(r.choice(mine), r), "benign", "more-task-alone", "en", 1.0)
        # Tasks in documents, the clean twin, and a twin that speaks to people
        for _ in range(int(660 * scale)):
            kind, doc = document(papers[part], r)
            sentence = said(r.choice(task[part]), r)
            if r.random() < 0.15:
                sentence += " " + said(r.choice(task[part]), r)
            if r.random() < 0.12:
                sentence = misspelt(sentence, r)
            text, span = place(doc, dressed(sentence, kind, r), r)
            question = said(r.choice(request[part]), r)
            if r.random() < 0.72:
                text, span = G.wrapped(text, span, part, r, question)
            add(part, text, "injection", "more-task", "en", 1.2, span)
            if r.random() < 0.55:
                twin = place(doc, dressed(said(r.choice(human[part]), r), kind, r), r)[0]
                add(part, G.wrapped(twin, None, part, r, question)[0] if r.random() < 0.7 else twin, "benign", "more-human", "en", 1.2)
            if r.random() < 0.22:
                add(part, G.wrapped(doc, None, part, r, question)[0] if r.random() < 0.7 else doc, "benign", "more-clean", "en", 1.0)


def set_in(doc, sentence, lang, r):
    """The document with the sentence at its start, after one of its sentences, or at its end; with its place."""
    ends = [m.end() for m in re.finditer(r"[.!?。।؟](?:\s|(?=[^\s\d\w.]|[\u3040-\u9fff]))|\n+", doc)]
    at = r.choice([0, len(doc), len(doc), *([r.choice(ends)] * 3 if ends else [])])
    gap = "" if lang in SPACELESS else " "
    before, after = doc[:at].rstrip(" "), doc[at:]
    lead = r.choice(["\n", "\n\n", gap]) if not after else "" if not before or before.endswith("\n") else gap
    text = before + lead + sentence + (gap + after if before else r.choice(["\n", "\n\n", gap]) + after)
    start = len(before + lead)
    return text, (start, start + len(sentence))


def other_languages(add):
    lists = entries("safety_languages.txt")
    langs = sorted({name.split()[0] for name in lists})
    parted = {(lang, kind): halves(lists[f"{lang} {kind}"], lang + kind, 0.16) for lang in langs for kind in ("doc", "task", "attack", "human", "mild", "ask")}
    for lang in langs:
        for part, scale in (("train", 1.0), ("val", 0.1)):
            r = rng("more-lang", lang, part)
            draw = lambda kind, of=lang: said(r.choice(parted[of, kind][part]), r).replace("¶", "\n")
            gap = "" if lang in SPACELESS else " "

            def paper():
                docs = parted[lang, "doc"][part]
                texts = [said(doc, r).replace("¶", "\n") for doc in r.sample(docs, 2 if len(docs) > 1 and r.random() < 0.4 else 1)]
                return "\n\n".join(texts)

            def own():
                """A task that a user could set himself: nothing in it speaks of another user or carries data away."""
                mine = [t for t in parted[lang, "task"][part] if "{site}" not in t and "{mail}" not in t and "Kestrel" not in t and t.count("|") < 5][:8]
                return said(r.choice(mine or parted[lang, "mild"][part]), r)

            def asked(text, span=None):
                """In the request of a user who speaks this language or English."""
                question = draw("ask") if r.random() < 0.75 else G.pick(G.P.REQUESTS, part, r)
                return G.wrapped(text, span, part, r, question)

            for _ in range(int(62 * scale)):
                doc = paper()
                kind = r.random()
                of = lang if r.random() < 0.72 else r.choice(langs)
                if kind < 0.62:
                    sentence = draw("task", of)
                elif kind < 0.92:
                    sentence = draw("attack", of)
                else:
                    sentence = G.ordinary(part, r) if r.random() < 0.6 else G.override(part, r)
                text, span = set_in(doc, sentence, lang, r)
                if r.random() < 0.7:
                    text, span = asked(text, span)
                add(part, text, "injection", "more-foreign-task", lang, 1.2, span)
                # The twin with a request to people, or nothing, in the same document
                twin = set_in(doc, draw("human"), lang, r)[0] if r.random() < 0.75 else doc
                add(part, asked(twin)[0] if r.random() < 0.7 else twin, "benign", "more-foreign-human", lang, 1.2)
            for _ in range(int(80 * scale)):
                add(part, draw("attack") + (gap + draw("attack") if r.random() < 0.3 else ""), "injection", "more-foreign-attack", lang, 1.2)
            for _ in range(int(80 * scale)):
                form = r.random()
                tail = gap + draw("ask") if form < 0.15 else gap + own() if form < 0.35 else ""
                add(part, draw("mild") + tail, "benign", "more-foreign-mild", lang, 1.2)
            for _ in range(int(20 * scale)):
                add(part, own(), "benign", "more-foreign-task-alone", lang, 1.0)


def build(add, payloads):
    english(add, payloads)
    other_languages(add)
