"""Asks a server by the official client and checks what it makes of the replies."""

import sys

from openai import OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)

tools = [
    {"type": "function", "name": "f", "parameters": {"type": "object", "properties": {}}, "strict": False},
    {"type": "custom", "name": "patch"},
]

whole = client.responses.create(model="everything", input="hi", tools=tools)
assert whole.status == "completed", whole.status
assert whole.output_text == "größe", whole.output_text
kinds = [item.type for item in whole.output]
assert kinds == ["reasoning", "message", "function_call", "custom_tool_call", "function_call"], kinds
assert whole.usage.input_tokens_details.cached_tokens == 9
assert whole.usage.total_tokens == 48

texts, arguments, thoughts, refusals, names = [], {}, [], [], []
with client.responses.stream(model="everything", input="hi", tools=tools) as stream:
    for event in stream:
        names.append(event.type)
        if event.type == "response.output_text.delta":
            texts.append(event.delta)
            assert event.snapshot == "".join(texts)
        elif event.type == "response.function_call_arguments.delta":
            arguments[event.output_index] = event.snapshot
        elif event.type == "response.reasoning_text.delta":
            thoughts.append(event.delta)
        elif event.type == "response.refusal.delta":
            refusals.append(event.delta)
    final = stream.get_final_response()
assert "".join(texts) == "größe"
assert "".join(thoughts) == "hmm"
assert "".join(refusals) == "not that"
assert arguments == {2: '{"x":1}', 4: "{}"}, arguments
assert names[0] == "response.created" and names[-1] == "response.completed", names
assert final.output_text == "größe"
assert final.output[2].arguments == '{"x":1}'
assert final.output[3].input == "*** Begin"
assert final.model_dump()["output"][0]["encrypted_content"].endswith("sig")

# What came back can be asked again: the server reads it as the same conversation.
again = client.responses.create(
    model="everything",
    input=[item.model_dump(exclude_none=True, exclude={"parsed_arguments"}) for item in final.output]
    + [
        {"type": "function_call_output", "call_id": "call_a", "output": "1"},
        {"type": "custom_tool_call_output", "call_id": "call_b", "output": "2"},
    ],
    tools=tools,
)
assert again.instructions is None and again.metadata == {}, again
assert [tool.type for tool in again.tools] == ["function", "custom"]

with client.responses.stream(model="cut", input="hi") as stream:
    kinds = [event.type for event in stream]
assert kinds[-1] == "response.incomplete", kinds

with client.responses.stream(model="failed", input="hi") as stream:
    events = list(stream)
assert events[-2].type == "error" and events[-2].message == "gone", events[-2]
assert events[-1].type == "response.failed", events[-1]
assert events[-1].response.error.message == "gone"
print("well")
