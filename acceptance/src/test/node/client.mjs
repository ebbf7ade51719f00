// The official client, unmodified: only its base address and key are set. Prints what each
// conversation came to as one JSON object; NodeClientTest knows what it should be.
//
// Arguments: base address, key.
import OpenAI from "openai";

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey });
const ask = (model, text, more = {}) => ({
  model,
  messages: [{ role: "user", content: text }],
  ...more,
});
const results = {};

async function failing(work) {
  try {
    await work();
    return { error: "none" };
  } catch (e) {
    return { error: e.constructor.name, status: e.status, code: e.code, type: e.type, message: e.message };
  }
}

async function streamed(body, options) {
  const stream = await client.chat.completions.create({ ...body, stream: true }, options);
  const out = { text: "", calls: [], chunks: 0 };
  for await (const chunk of stream) {
    out.chunks++;
    out.id = chunk.id;
    out.usage = chunk.usage ?? out.usage;
    const choice = chunk.choices[0];
    if (!choice) continue;
    out.text += choice.delta.content ?? "";
    out.calls.push(...(choice.delta.tool_calls ?? []));
    out.finish = choice.finish_reason ?? out.finish;
  }
  return out;
}

const tools = [
  { type: "function", function: { name: "find_order", parameters: { type: "object", properties: { n: { type: "integer" } } } } },
];

const chat = await client.chat.completions.create(ask("scored", "say hello", { vendor_question: { kept: 1 } }));
results.chat = {
  text: chat.choices[0].message.content,
  finish: chat.choices[0].finish_reason,
  total: chat.usage.total_tokens,
  vendor: chat.vendor_extra,
  fingerprint: chat.system_fingerprint,
};

results.streamed = await streamed(ask("scored", "say hello", { stream_options: { include_usage: true } }));

const first = await client.chat.completions.create(ask("scored", "use a tool", { tools }));
const call = first.choices[0].message.tool_calls[0];
const second = await client.chat.completions.create({
  model: "scored",
  tools,
  messages: [
    { role: "user", content: "use a tool" },
    first.choices[0].message,
    { role: "tool", tool_call_id: call.id, content: JSON.stringify({ state: "shipped" }) },
  ],
});
results.tools = {
  finish: first.choices[0].finish_reason,
  name: call.function.name,
  arguments: JSON.parse(call.function.arguments),
  then: second.choices[0].message.content,
};
results.streamedTools = await streamed(ask("scored", "use a tool", { tools }));

const embedded = await client.embeddings.create({ model: "embed", input: ["one", "two"], encoding_format: "float" });
results.embeddings = embedded.data.map((d) => d.embedding);

results.models = (await client.models.list()).data.map((m) => m.id);
results.model = (await client.models.retrieve("scored")).id;

const held = await client.chat.completions.create(ask("answer", "I want a refund"));
results.held = {
  finish: held.choices[0].finish_reason,
  text: held.choices[0].message.content,
  outcome: held.countersign.outcome,
};
const fetched = await client.chat.completions.retrieve(held.id);
results.fetched = { id: fetched.id, outcome: fetched.countersign.outcome };
results.heldStream = await streamed(ask("answer", "I want a refund"));

const once = { headers: { "Idempotency-Key": "node-1" } };
results.replay = {
  first: await streamed(ask("scored", "say hello"), once),
  again: await streamed(ask("scored", "say hello"), once),
};

results.wrongKey = await failing(() =>
  new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: "cs-wrong" }).chat.completions.create(ask("scored", "x")),
);
results.notYours = await failing(() => client.chat.completions.create(ask("evidence_pack", "x")));
results.unknown = await failing(() => client.models.retrieve("nothing-of-the-kind"));
results.malformed = await failing(() => client.chat.completions.create({ model: "scored" }));
results.turnedDown = await failing(() => client.chat.completions.create(ask("scored", "be too long")));
results.broken = await failing(() => client.chat.completions.create(ask("scored", "break")));
// The upstream is too busy once; the client's own retry succeeds.
const busy = await client.chat.completions.create(ask("scored", "be busy once"));
results.busyOnce = busy.choices[0].message.content;
results.busy = await failing(() =>
  client.chat.completions.create(ask("scored", "be busy"), { maxRetries: 0 }),
);

console.log(JSON.stringify(results));
