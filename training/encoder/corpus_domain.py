"""Rows of the domain head: exam questions, natural prompts, composed everyday questions, surface variants."""

import re
from pathlib import Path

import corpus_domain_languages
from corpus_common import casual, cut_words, key, lines, rng, share
from phrases.everyday import FRAMES, SUBJECTS, OTHER

OTHER_INTENTS = set(
    (
        "alarm are_you_a_bot book_flight book_hotel calendar cancel carry_on change_language change_speed change_volume "
        "cook_time current_location date directions distance do_you_have_pets find_phone flight_status flip_coin "
        "food_last fun_fact gas goodbye greeting how_old_are_you ingredient_substitution ingredients_list lost_luggage "
        "make_call maybe meal_suggestion next_holiday next_song no play_music plug_type recipe reminder repeat "
        "restaurant_reservation restaurant_reviews restaurant_suggestion roll_dice schedule_meeting share_location "
        "shopping_list smart_home spelling tell_joke text thank_you time timer timezone todo_list traffic translate "
        "travel_alert travel_suggestion uber update_playlist user_name weather what_are_your_hobbies what_can_i_ask_you "
        "what_is_your_name what_song where_are_you_from who_do_you_work_for who_made_you yes"
    ).split()
)

TOPICS = {
    **dict.fromkeys("coding it_helpdesk devops office_software".split(), "computer science"),
    **dict.fromkeys(
        (
            "travel cooking cars geography sports pets gaming smart_home music language movies_books diy "
            "writing_requests religion_culture photography events food_delivery fashion weather"
        ).split(),
        "other",
    ),
    "maths": "math", "history": "history", "law": "law", "health": "health", "astronomy": "physics",
    "hr_policy": "business",
}

BEFORE = [
    "hey quick question: ", "quick question, ", "can you help me with this: ", "Can you help me with this?\n\n",
    "I'm stuck on this one: ", "homework help please! ", "so our teacher asked us: ", "hi! ", "Hello, ", "ok so ",
    "I have an exam tomorrow. ", "pls help ", "Please explain step by step: ", "i don't get this at all. ",
    "my study group is arguing about this. ", "Help me understand the following.\n", "Solve this for me: ",
    "Question: ", "Just curious, ", "hey there, was wondering about this: ", "Can someone explain this to me? ",
    "I found this in an old exam: ", "for my class, ", "As a beginner: ", "Check my thinking on this one. ",
]
AFTER = [
    " explain like I'm 12", " Explain like I'm five please.", " thanks!", " Keep it short.", " pls answer in simple words",
    " I have no background in this.", " What am I missing?", " Please show your reasoning.", " (short answer is fine)",
    " ty", " Use an example.", "\n\nGive only the final answer.", " step by step please", " any help appreciated",
    " why?", " Give me an intuition first.",
]

OPTION = re.compile(r"\n\s*(?:[A-J][.):]|Answer:).*", re.S)


def chatty(text, random_):
    out = text
    if random_.random() < 0.75:
        out = random_.choice(BEFORE) + (out[:1].lower() + out[1:] if random_.random() < 0.5 and out[1:2].islower() else out)
    if random_.random() < 0.4:
        out += random_.choice(AFTER)
    return casual(out, random_) if random_.random() < 0.5 else out


PHRASES = Path(__file__).parent / "phrases"


def authored(name):
    """Label, other accepted labels and text of a phrase file: "@ label" heads a section, "[a, b] " accepts more labels."""
    label = None
    for line in lines(PHRASES / name):
        if line.startswith("@ "):
            label = line[2:].strip()
            continue
        also, text = re.fullmatch(r"(?:\[([a-z ,]+)\] )?(.*)", line).groups()
        yield label, also.split(", ") if also else None, text.replace("\\n", "\n")


def with_options(parts, random_):
    """A stem and its options in one of the layouts in which exams are pasted."""
    before, after, gap = random_.choice([("", ". ", "\n"), ("", ") ", "\n"), ("(", ") ", "\n"), ("", ": ", "\n"), ("", ") ", " ")])
    head = parts[0] + random_.choice(["\n", "\nOptions:\n", "\n\n"] if gap == "\n" else [" "])
    return head + gap.join(before + "ABCDEFGHIJ"[i] + after + option for i, option in enumerate(parts[1:]))


def build(inputs):
    rows, seen = {"train": [], "val": []}, set()

    def add(text, label, source, lang="en", weight=1.0, also=None, part=None, val=0.08):
        text = text.strip()
        if not text or key(text) in seen:
            return None
        seen.add(key(text))
        part = part or ("val" if share(text, "domain") < val else "train")
        row = {"text": text, "label": label, "source": source, "lang": lang, "weight": weight}
        if also:
            row["also"] = also
        rows[part].append(row)
        return part

    for row in inputs.rows("domain-chat-train/data.jsonl"):
        lang = row.get("lang", "en")
        part = add(row["text"], row["label"], "domain-chat", lang, 3.0, row.get("also"), val=0.1)
        random_ = rng("chat-variant", key(row["text"]))
        if part == "train" and random_.random() < 0.35 and len(row["text"]) < 250:
            text = casual(row["text"], random_) if lang != "en" else chatty(row["text"], random_)
            add(text, row["label"], "domain-chat-variant", lang, 1.5, row.get("also"), "train")
    for row in inputs.rows("domain-multilingual-train/data.jsonl"):
        add(row["text"], row["label"], "domain-multilingual", row["lang"], 2.0, val=0.1)
    for row in inputs.rows("complexity-chat-train/data.jsonl"):
        lang = "en" if row["text"].isascii() else "und"
        add(row["text"], row["domain"], "complexity-chat", lang, 2.0, val=0.1)
    for row in inputs.rows("cache-pairs-train/data.jsonl"):
        if row["topic"] in TOPICS:
            add(row["a"], TOPICS[row["topic"]], "cache-pairs", row["lang"], 1.5)

    exam = inputs.rows("domain-train/data.jsonl")
    exam.sort(key=lambda row: key(row["text"]))
    taken, subjects = {}, {}
    for row in exam:
        if row["src"].startswith("mmlu-"):
            subjects[row["src"].removeprefix("mmlu-")] = row["label"]
        limit = 1600
        if taken.setdefault(row["label"], 0) >= limit:
            continue
        taken[row["label"]] += 1
        random_ = rng("exam", key(row["text"]))
        val = share(row["text"], "domain") < 0.06
        text = cut_words(row["text"], 75 if val else 260)
        if not val and random_.random() < 0.25:
            text = chatty(cut_words(text, 60), random_)
        add(text, row["label"], "exam", part="val" if val else "train")
    # The same questions with their options, as they stand in the outcome file; the questions above are not repeated.
    options = inputs.rows("complexity-train/data.jsonl")
    options = [r for r in options if r.get("subject") in subjects and r.get("dataset") == "mmlu"]
    options.sort(key=lambda r: key(r["text"]))
    per_label = {}
    for row in options:
        stem = OPTION.sub("", row["text"]).strip()
        label = subjects[row["subject"]]
        if per_label.get(label, 0) >= 40 or share(stem, "domain") < 0.06:
            continue
        per_label[label] = per_label.get(label, 0) + 1
        text = row["text"].strip().removesuffix("Answer:").strip()
        add(cut_words(text, 85), label, "exam-options", part="train")

    clinc = [r["text"] for r in inputs.rows("intents-train/clinc150.jsonl") if r["label"] in OTHER_INTENTS]
    for text in sorted(clinc, key=key)[:500]:
        add(text, "other", "clinc150", weight=0.7)
    banking = [r["text"] for r in inputs.rows("intents-train/banking77.jsonl")]
    for text in sorted(banking, key=key)[:120]:
        add(text, "other", "banking77", weight=0.5, also=["business"])
    reasoning = inputs.rows("benign-prompts-train/qa_and_reasoning.jsonl")
    for origin, label, most in (("gsm8k", "math", 120), ("math", "math", 120), ("mbpp", "computer science", 150)):
        texts = sorted((r["text"] for r in reasoning if r["origin"] == "llmrouter-" + origin), key=key)
        for text in texts[:most]:
            add(cut_words(text, 85), label, "reasoning-" + origin)
    gpt = inputs.rows("benign-prompts-train/gpteacher_code_roleplay.jsonl")
    code = sorted((r["text"] for r in gpt if r["origin"] == "gpteacher-codegen"), key=key)
    for text in code[:200]:
        add(cut_words(text, 85), "computer science", "codegen", weight=0.7)
    play = sorted((r["text"] for r in gpt if r["origin"] == "gpteacher-roleplay"), key=key)
    for text in play[:150]:
        add(text, "other", "roleplay", weight=0.4)

    # Everyday questions composed from hand-written pieces; a subject lies on one side of the split.
    for label, subjects_ in SUBJECTS.items():
        random_ = rng("everyday", label)
        for subject in subjects_:
            part = "val" if share(subject, "everyday") < 0.08 else "train"
            for frame in random_.sample(FRAMES, 7 if part == "train" else 2):
                text = frame.replace("{}", subject)
                text = text[:1].upper() + text[1:]
                if random_.random() < 0.45:
                    text = casual(text, random_)
                add(text, label, "everyday", weight=1.0, part=part)
    for line in (Path(__file__).parent / "phrases" / "natural.txt").read_text().splitlines():
        label, _, prompt = line.partition("\t")
        part = add(prompt, label, "natural", weight=2.0)
        if part == "train":
            add(chatty(prompt, rng("natural", prompt)), label, "natural-variant", weight=1.0, part="train")
    for prompt in OTHER:
        random_ = rng("other", prompt)
        part = add(prompt, "other", "everyday-other", weight=1.5)
        if part == "train":
            add(chatty(prompt, random_), "other", "everyday-other", weight=1.0, part="train")

    # Written by hand for this corpus; every text stands alone, variants of a text are made in train only.
    for label, also, text in authored("domain_questions.txt"):
        if add(text, label, "gen-question", weight=2.0, also=also, val=0.1) == "train":
            add(chatty(text, rng("gen-question", text)), label, "gen-question-variant", also=also, part="train")
    for label, also, text in authored("domain_chat.txt"):
        add(text, label, "gen-chat", weight=2.5, also=also, val=0.1)
    for label, also, text in authored("domain_exam.txt"):
        parts = [part.strip() for part in text.split(" | ")]
        random_ = rng("gen-exam", text)
        full = with_options(parts, random_) if len(parts) > 1 else parts[0]
        part = "val" if share(parts[0], "gen-exam") < 0.1 else "train"
        add(full, label, "gen-exam", weight=1.5, also=also, part=part)
        if part == "train" and len(parts) > 1:
            add(parts[0], label, "gen-exam", also=also, part="train")
    corpus_domain_languages.build(add)
    return rows
