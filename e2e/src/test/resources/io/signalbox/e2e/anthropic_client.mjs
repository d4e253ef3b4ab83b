// Asks through the official Anthropic client, whole, streamed, with a tool, and for a count; prints one JSON object.
// Arguments: the URL of the door, the folder that the client is installed in.
import { createRequire } from 'node:module';

const require = createRequire(process.argv[3] + '/');
const { default: Anthropic, BadRequestError } = require('@anthropic-ai/sdk');

const client = new Anthropic({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0, timeout: 60_000 });
const question = [{ role: 'user', content: 'What is the derivative of f(x) = x^3?' }];
const request = { model: 'auto', max_tokens: 64, system: 'Be brief.', messages: question };

const { data: whole, response } = await client.messages.create(request).withResponse();

const stream = client.messages.stream(request);
const events = [];
stream.on('streamEvent', (event) => events.push(event.type));
const streamed = await stream.finalMessage();

const tools = [
  {
    name: 'calculate',
    description: 'Calculates.',
    input_schema: { type: 'object', properties: { formula: { type: 'string' } }, required: ['formula'] },
  },
];
const called = await client.messages.create({ ...request, tools, tool_choice: { type: 'any' } });
const call = called.content.find((block) => block.type === 'tool_use');
const calledInStream = await client.messages
  .stream({ ...request, tools, tool_choice: { type: 'any' } })
  .finalMessage();

const answered = await client.messages.create({
  ...request,
  tools,
  messages: [
    ...question,
    { role: 'assistant', content: called.content },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: '3x^2' }] },
  ],
});

const counted = await client.messages.countTokens({ model: 'auto', messages: question });

let refused = null;
try {
  await client.messages.create({ ...request, model: 'no-such-model' });
} catch (error) {
  refused = { right: error instanceof BadRequestError, type: error.error?.error?.type, message: error.message };
}

const text = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
console.log(
  JSON.stringify({
    model: whole.model,
    role: whole.role,
    text: text(whole),
    stopReason: whole.stop_reason,
    inputTokens: whole.usage.input_tokens,
    outputTokens: whole.usage.output_tokens,
    decision: response.headers.get('x-vsr-selected-decision'),
    streamText: text(streamed),
    streamModel: streamed.model,
    streamOutputTokens: streamed.usage.output_tokens,
    firstEvent: events[0],
    lastEvent: events.at(-1),
    toolStop: called.stop_reason,
    toolName: call.name,
    toolInput: typeof call.input,
    toolStreamStop: calledInStream.stop_reason,
    toolStreamName: calledInStream.content.find((block) => block.type === 'tool_use')?.name,
    answeredStop: answered.stop_reason,
    counted: counted.input_tokens,
    refused,
  }),
);
