"""Asks for what else the official OpenAI client knows: responses, completions, embeddings; prints one JSON object."""

import json
import sys

from openai import BadRequestError, OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0, timeout=60)
question = "What is the derivative of f(x) = x^3?"

whole = client.responses.with_raw_response.create(model="auto", input=question, instructions="Be brief.")
response = whole.parse()

events = []
with client.responses.stream(model="auto", input=question) as stream:
    for event in stream:
        events.append(event.type)
    streamed = stream.get_final_response()

completion = client.completions.create(model="math-expert", prompt="Hello", max_tokens=5)
embedding = client.embeddings.create(model="base-model", input="hi")

try:
    client.responses.create(model="no-such-model", input=question)
    refused = None
except BadRequestError as error:
    refused = error.message

print(
    json.dumps(
        {
            "model": response.model,
            "status": response.status,
            "text": response.output_text,
            "decision": whole.headers.get("x-vsr-selected-decision"),
            "inputTokens": response.usage.input_tokens,
            "firstEvent": events[0],
            "lastEvent": events[-1],
            "streamText": streamed.output_text,
            "completionModel": completion.model,
            "completion": completion.choices[0].text,
            "embedding": len(embedding.data[0].embedding),
            "refused": refused,
        }
    )
)
