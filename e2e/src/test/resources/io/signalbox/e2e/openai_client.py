"""Asks through the official client, once for a whole answer and once for a stream; prints one JSON object."""

import json
import sys

from openai import BadRequestError, OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0, timeout=60)
question = [{"role": "user", "content": "What is the derivative of f(x) = x^3?"}]

whole = client.chat.completions.with_raw_response.create(model="auto", messages=question)
answer = whole.parse()

deltas, models = [], set()
for chunk in client.chat.completions.create(model="auto", messages=question, stream=True):
    models.add(chunk.model)
    deltas += [choice.delta.content or "" for choice in chunk.choices]

try:
    client.chat.completions.create(model="no-such-model", messages=question)
    refused = None
except BadRequestError as error:
    refused = error.message

print(
    json.dumps(
        {
            "model": answer.model,
            "content": answer.choices[0].message.content,
            "decision": whole.headers.get("x-vsr-selected-decision"),
            "tokens": answer.usage.total_tokens,
            "streamModels": sorted(models),
            "streamContent": "".join(deltas),
            "refused": refused,
            "models": [model.id for model in client.models.list()],
        }
    )
)
