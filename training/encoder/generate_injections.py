"""Composes attack texts and their harmless twins from hand-written pieces, for a classifier that detects attacks.

Every list of pieces is divided: the last part of a list serves the validation rows only (`pick`), so that no composed
sentence of one side is a near-duplicate of the other. Persona texts carry a request from the training set of
harmful requests or a neutral placeholder; nothing here answers one.
"""

import re

from corpus_common import share
from phrases import attacks as P
from phrases.languages import LANGUAGES


def pick(pieces, part, random_):
    """One piece: training takes the first 85 %, validation the rest."""
    cut = max(1, round(len(pieces) * 0.85)) if len(pieces) > 1 else 1
    return random_.choice(pieces[:cut] if part == "train" or cut >= len(pieces) else pieces[cut:])


def capital(text):
    return text[:1].upper() + text[1:]


# English attack sentences


def override(part, r):
    """A sentence that tries to displace the instructions in force."""
    head = f"{pick(P.VERBS, part, r)} {pick(P.OBJECTS, part, r)}"
    goal = pick(P.GOALS, part, r).replace("{word}", r.choice(P.WORDS)).replace("{site}", site(r))
    form = r.randrange(7)
    lead = pick(P.LEADS, part, r)
    if form == 0:
        text = f"{head} and {goal}."
    elif form == 1:
        text = f"{head}. {capital(goal)}."
    elif form == 2:
        text = f"{lead} {head} and {goal}."
    elif form == 3:
        text = f"{lead} {capital(goal)}."
    elif form == 4:
        text = f"{head}. {pick(P.FOLLOW, part, r)} {capital(goal)}."
    elif form == 5:
        text = f"{capital(goal)}, and {head}."
    else:
        text = f"{pick(P.MARKS, part, r)} {head}. {capital(goal)}."
    text = capital(text)
    style = r.random()
    if style < 0.06:
        text = text.upper()
    elif style < 0.16:
        text = text.lower().rstrip(".")
    return text


def site(r):
    return f"{r.choice(['www.', 'https://', 'http://', ''])}{r.choice(P.SITE_A)}{r.choice(['-', ''])}{r.choice(P.SITE_B)}.{r.choice(['com', 'net', 'info', 'org', 'shop', 'example', 'io'])}"


def ordinary(part, r):
    """An everyday task: an attack only because it stands inside a document that somebody else wrote."""
    text = pick(P.TASKS, part, r)
    for slot, values in P.TASK_SLOTS.items():
        while "{" + slot + "}" in text:
            text = text.replace("{" + slot + "}", r.choice(values), 1)
    text = text.replace("{site}", site(r)).replace("{mail}", f"{r.choice(P.SITE_A)}@{r.choice(P.SITE_A)}{r.choice(P.SITE_B)}.com")
    style = r.random()
    if style < 0.15:
        text = "Please " + text[:1].lower() + text[1:]
    elif style < 0.22:
        text = text.rstrip(".") + r.choice([" in your answer.", " at the end of your response.", " before you answer.", " instead."])
    return text


def code_line(part, r):
    """Code that would carry data away or do harm, offered to an assistant as part of its answer (shapes only)."""
    body = pick(P.CODE, part, r).replace("{site}", f"{r.choice(P.SITE_A)}-{r.choice(P.SITE_B)}.example")
    return f"{pick(P.CODE_LEADS, part, r)}\n```\n{body}\n```"


def extraction(part, r):
    text = f"{pick(P.EXTRACT_VERBS, part, r)} {pick(P.EXTRACT_OBJECTS, part, r)}{pick(P.EXTRACT_TAILS, part, r)}"
    if r.random() < 0.3:
        text = pick(P.LEADS, part, r) + " " + text
    text = capital(text)
    return text.lower().rstrip(".") if r.random() < 0.2 else text


def to_reader(part, r):
    """A remark in a document that speaks to the assistant which reads it."""
    goal = pick(P.GOALS, part, r).replace("{word}", r.choice(P.WORDS)).replace("{site}", site(r))
    return pick(P.READER, part, r).replace("{goal}", goal).replace("{Goal}", capital(goal))


# Personas


def persona(part, r, payload):
    name = r.choice(P.PERSONA_NAMES) if r.random() < 0.6 else r.choice(P.NAME_A) + r.choice(P.NAME_B)
    pieces = [pick(P.PERSONA_OPEN, part, r)]
    groups = [P.PERSONA_NATURE, P.PERSONA_RULES, P.PERSONA_SUPPRESS, P.PERSONA_FORMAT, P.PERSONA_TOKENS, P.PERSONA_STAY, P.PERSONA_BACKSTORY]
    chosen = [g for g in groups if r.random() < 0.62] or [P.PERSONA_RULES]
    for group in chosen:
        for piece in dict.fromkeys(pick(group, part, r) for _ in range(r.choice([1, 1, 2]))) if part == "train" else [pick(group, part, r)]:
            pieces.append(piece)
    pieces = [pieces[0], *sorted(pieces[1:], key=lambda p: share(p, str(r.random())))]
    text = r.choice([" ", " ", "\n", "\n\n"]).join(pieces)
    close = pick(P.PERSONA_CLOSE, part, r)
    text = text + r.choice([" ", "\n\n", "\n"]) + close.replace("{payload}", payload)
    text = text.replace("¶", "\n").replace("{name}", name).replace("{NAME}", name.upper()).replace("{n}", str(r.randint(2, 10))).replace("{tokens}", str(r.choice([10, 35, 50, 100])))
    text = text.replace("{model}", r.choice(["ChatGPT", "an AI", "the assistant", "Claude", "GPT", "an AI model", "Gemini"]))
    return text.lower() if r.random() < 0.06 else text


def fiction(part, r, payload):
    """Shorter frames: stories, opposite day, research, grandmother, hypothetical, forced openings."""
    text = pick(P.FRAMES, part, r).replace("{payload}", payload.rstrip(".?!")).replace("{Payload}", payload)
    return text.replace("{name}", r.choice(P.PERSONA_NAMES))


def good_role(part, r):
    """A long role-play prompt without anything wrong: the hard negative of `persona`."""
    pieces = [pick(P.ROLE_OPEN, part, r)]
    for group in (P.ROLE_RULES, P.ROLE_STAY, P.ROLE_DETAIL):
        if r.random() < 0.7:
            pieces.append(pick(group, part, r))
    pieces.append(pick(P.ROLE_CLOSE, part, r))
    return r.choice([" ", " ", "\n"]).join(pieces)


def system_prompt(part, r):
    """What a developer writes for his own product: second person, rules, secrets to keep; benign."""
    firm = r.choice(P.FIRMS)
    pieces = [pick(P.SYSTEM_OPEN, part, r)]
    pieces += r.sample(P.SYSTEM_RULES[: -3] if part == "train" else P.SYSTEM_RULES[-4:], r.randint(2, 4))
    text = r.choice([" ", "\n- ", "\n"]).join(pieces)
    return text.replace("{firm}", firm)


def look_alike(part, r):
    """A harmless sentence with the words of an attack."""
    text = pick(P.LOOK_ALIKE, part, r)
    for slot, values in P.LOOK_SLOTS.items():
        while "{" + slot + "}" in text:
            text = text.replace("{" + slot + "}", pick(values, part, r), 1)
    text = capital(text)
    return text.lower().rstrip(".?!") if r.random() < 0.25 else text


# Documents


def detokenised(text):
    text = re.sub(r"\s+([.,;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('s|n't|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    return text.replace(" 's", "'s").replace("`` ", '"').replace(" ''", '"')


def composed(part, r):
    """A small document of a machine or an office: mail, table, code, log, JSON, HTML, search results."""
    kind = r.choice(["mail", "table", "code", "log", "json", "html", "search", "chat", "issue", "product", "news", "invoice"])
    say = lambda: pick(P.FILLER, part, r)
    name = lambda: r.choice(P.FIRST)
    if kind == "mail":
        return f"From: {name()} <{name().lower()}@{r.choice(P.SITE_A)}{r.choice(P.SITE_B)}.com>\nSubject: {r.choice(P.TOPICS)}\n\nHi {name()},\n\n{say()} {say()}\n\n{say()}\n\nBest,\n{name()}"
    if kind == "table":
        rows = "\n".join(f"| {r.choice(P.THINGS)} | {r.randint(1, 90)} | {r.randint(1, 999)}.{r.randint(10, 99)} |" for _ in range(r.randint(3, 7)))
        return f"| Item | Qty | Price |\n|---|---|---|\n{rows}"
    if kind == "code":
        return r.choice(P.CODE_DOCS)
    if kind == "log":
        return "\n".join(f"2026-{r.randint(1, 12):02d}-{r.randint(1, 28):02d} {r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d} {r.choice(['INFO', 'WARN', 'ERROR', 'DEBUG'])} {r.choice(P.LOGS)}" for _ in range(r.randint(3, 7)))
    if kind == "json":
        items = ", ".join('{"id": %d, "title": "%s", "text": "%s"}' % (r.randint(1, 9999), r.choice(P.TOPICS), say()) for _ in range(r.randint(1, 3)))
        return '{"status": "ok", "results": [%s]}' % items
    if kind == "html":
        return f"<html><head><title>{r.choice(P.TOPICS)}</title></head><body><h1>{r.choice(P.TOPICS)}</h1><p>{say()} {say()}</p><!-- {r.choice(['updated', 'todo', 'v2'])} --><p>{say()}</p></body></html>"
    if kind == "search":
        return "\n".join(f"[{i + 1}] {r.choice(P.TOPICS)} - {say()}" for i in range(r.randint(2, 4)))
    if kind == "chat":
        return "\n".join(f"{name()}: {say()}" for _ in range(r.randint(3, 5)))
    if kind == "issue":
        return f"## {r.choice(P.TOPICS)}\n\n{say()}\n\n**Steps**\n1. {say()}\n2. {say()}\n\n**Expected**: {say()}"
    if kind == "product":
        return f"{r.choice(P.THINGS).title()} - {r.randint(1, 5)} stars\n{say()} {say()} {say()}"
    if kind == "invoice":
        return f"Invoice {r.randint(1000, 9999)}\n{r.choice(P.THINGS)}: {r.randint(10, 900)} EUR\nDue in 14 days.\n{say()}"
    return f"{capital(r.choice(P.TOPICS))}. {say()} {say()} {say()} {say()}"


def boundaries(text):
    """Places inside a text where a sentence can be inserted: after a sentence or a line."""
    return [m.end() for m in re.finditer(r"(?<=[.!?。！？।])[\"')\]]?\s+|\n+", text) if 0 < m.end() < len(text)]


def insert(doc, sentence, where, r):
    """The document with the sentence in it, and where the sentence stands."""
    if where == "start":
        gap = r.choice([" ", "\n", "\n\n"])
        return sentence + gap + doc, (0, len(sentence))
    places = boundaries(doc)
    if where == "middle" and places:
        at = r.choice(places)
        before, after = doc[:at], doc[at:]
        gap = "\n" if before.endswith("\n") else " "
        return before + sentence + gap + after, (at, at + len(sentence))
    doc = doc.rstrip()
    gap = r.choice([" ", "\n", "\n\n"])
    return doc + gap + sentence, (len(doc) + len(gap), len(doc) + len(gap) + len(sentence))


def disguised(sentence, doc, r):
    """The sentence in a dress that suits the document."""
    if doc.startswith("<html") and r.random() < 0.6:
        return r.choice(["<!-- {} -->", "<div style=\"display:none\">{}</div>", "<span hidden>{}</span>", "<p>{}</p>"]).replace("{}", sentence)
    if doc in P.CODE_DOCS and r.random() < 0.7 and "\n" not in sentence:
        return ("# " if "def " in doc or "import " in doc and "{" not in doc else "// ") + sentence
    if r.random() < 0.12:
        return r.choice(["[{}]", "({})", "*{}*", "<{}>", "\"{}\"", "***{}***", "PS: {}", "Note: {}", "<important>{}</important>"]).replace("{}", sentence)
    return sentence


def wrapped(doc, span, part, r, request=None):
    """A user's request round the document; the span moves along."""
    request = request or pick(P.REQUESTS, part, r)
    before, after = r.choice(P.FENCES)
    form = r.random()
    if form < 0.6:
        head, tail = request + r.choice(["\n\n", "\n", " "]) + before, after
    elif form < 0.85:
        head, tail = before, after + r.choice(["\n\n", "\n"]) + request
    else:
        head, tail = f"Context: {before}", f"{after}\n\nQuestion: {request}"
    text = head + doc + tail
    return text, (span[0] + len(head), span[1] + len(head)) if span else None


# Other languages


def foreign_attack(lang, part, r):
    p = LANGUAGES[lang]
    gap = "" if lang in ("zh", "ja") else " "
    form = r.randrange(6)
    if form <= 2:
        text = pick(p["override"], part, r) + gap + pick(p["goal"], part, r)
        if r.random() < 0.4:
            text = pick(p["lead"], part, r) + gap + text
        return text, "injection"
    if form == 3:
        return pick(p["extract"], part, r), "injection"
    if form == 4:
        text = pick(p["lead"], part, r) + gap + pick(p["extract"], part, r) if r.random() < 0.5 else pick(p["lead"], part, r) + gap + pick(p["goal"], part, r)
        return text, "injection"
    name = r.choice(P.PERSONA_NAMES)
    text = gap.join([pick(p["persona"], part, r).replace("{name}", name), pick(p["norules"], part, r).replace("{name}", name)])
    return text + r.choice(["", "\n\n[REQUEST]", gap + pick(p["override"], part, r)]), "jailbreak"


def foreign_task(lang, part, r):
    """What stands in a document of that language and speaks to the assistant: an order or an ordinary task."""
    p = LANGUAGES[lang]
    if r.random() < 0.5:
        return pick(p["task"], part, r).replace("{site}", site(r))
    text, label = foreign_attack(lang, part, r)
    while label != "injection":
        text, label = foreign_attack(lang, part, r)
    return text


def foreign_benign(lang, part, r):
    p = LANGUAGES[lang]
    gap = "" if lang in ("zh", "ja") else " "
    form = r.randrange(3)
    if form == 0:
        return pick(p["mild"], part, r) + gap + pick(p["mild_goal"], part, r)
    if form == 1:
        return (pick(p["mild"], part, r) + gap if r.random() < 0.5 else "") + pick(p["talk"], part, r)
    # Role, question and remark in sequence, as people chain them in one message.
    return pick(p["role"], part, r) + gap + pick(r.choice([p["mild_goal"], p["talk"], p["request"]]), part, r)
