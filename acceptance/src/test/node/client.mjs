// Does what an application would do with the official client and prints what it saw, one JSON
// object, for the test that started it. Only the base address and the key are ours.
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.env.BASE, apiKey: process.env.KEY });
const stranger = new OpenAI({ baseURL: process.env.BASE, apiKey: "cs_nobody" });
const says = (content) => [{ role: "user", content }];

async function errorOf(promise) {
  try {
    await promise;
    return { name: "none" };
  } catch (error) {
    return {
      name: error.constructor.name,
      status: error.status,
      code: error.code,
      type: error.type,
      message: error.message,
    };
  }
}

async function answer() {
  const got = await client.chat.completions.create({
    model: "answer",
    messages: says("plain"),
    vendor_hint: { colour: "blue" },
  });
  return {
    content: got.choices[0].message.content,
    usage: got.usage,
    vendor: got.vendor_extra,
    outcome: got.countersign.outcome,
  };
}

async function held() {
  const got = await client.chat.completions.create({ model: "answer", messages: says("refund me") });
  const again = await client.chat.completions.retrieve(got.id);
  return {
    finish: got.choices[0].finish_reason,
    content: got.choices[0].message.content,
    hold: got.countersign.hold,
    again: again.countersign.outcome,
  };
}

async function read(stream) {
  let id = null;
  let text = "";
  let finish = null;
  let usage = null;
  let chunks = 0;
  for await (const chunk of stream) {
    chunks++;
    id = chunk.id;
    text += chunk.choices[0]?.delta?.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  return { id, text, finish, usage, chunks };
}

async function streamed() {
  return read(
    await client.chat.completions.create({
      model: "answer",
      messages: says("plain"),
      stream: true,
      stream_options: { include_usage: true },
    }),
  );
}

async function streamedOnce() {
  const options = { headers: { "Idempotency-Key": "node-streamed-once" } };
  const body = { model: "scored", messages: says("plain stream once"), stream: true };
  return {
    first: await read(await client.chat.completions.create(body, options)),
    second: await read(await client.chat.completions.create(body, options)),
  };
}

async function heldStream() {
  return read(
    await client.chat.completions.create({ model: "answer", messages: says("refund me"), stream: true }),
  );
}

// The upstream is too busy at first; the client tries again by itself.
async function busy() {
  const patient = await client.chat.completions.create({ model: "scored", messages: says("busy once") });
  return {
    answer: patient.choices[0].message.content,
    error: await errorOf(
      client.chat.completions.create({ model: "scored", messages: says("busy always") }, { maxRetries: 0 }),
    ),
  };
}

async function tools() {
  const find = {
    type: "function",
    function: {
      name: "find_order",
      description: "finds an order",
      parameters: { type: "object", properties: { mail: { type: "string" } } },
    },
  };
  const messages = says("tools please");
  const first = await client.chat.completions.create({ model: "scored", messages, tools: [find] });
  const call = first.choices[0].message.tool_calls[0];
  messages.push(first.choices[0].message);
  messages.push({
    role: "tool",
    tool_call_id: call.id,
    content: JSON.stringify({ owner: "canary.tool@example.com", state: "delivered" }),
  });
  const second = await client.chat.completions.create({ model: "scored", messages, tools: [find] });
  return {
    finish: first.choices[0].finish_reason,
    name: call.function.name,
    arguments: JSON.parse(call.function.arguments),
    answer: second.choices[0].message.content,
  };
}

async function streamedTools() {
  const runner = client.chat.completions.stream({
    model: "scored",
    messages: says("tools please"),
    tools: [{ type: "function", function: { name: "find_order", parameters: { type: "object" } } }],
  });
  const final = await runner.finalChatCompletion();
  const call = final.choices[0].message.tool_calls[0];
  return { id: call.id, name: call.function.name, arguments: call.function.arguments };
}

async function embedding() {
  const got = await client.embeddings.create({ model: "embed", input: ["mail canary@example.com"] });
  return { vector: got.data[0].embedding, tokens: got.usage.total_tokens };
}

async function models() {
  const ids = [];
  for await (const model of client.models.list()) {
    ids.push(model.id);
  }
  return { ids, one: (await client.models.retrieve("answer")).id };
}

async function errors() {
  return {
    key: await errorOf(stranger.models.list()),
    role: await errorOf(client.chat.completions.create({ model: "evidence_pack", messages: says("x") })),
    unknown: await errorOf(client.chat.completions.create({ model: "no-such-prompt", messages: says("x") })),
    image: await errorOf(
      client.chat.completions.create({
        model: "answer",
        messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] }],
      }),
    ),
    upstream: await errorOf(client.chat.completions.create({ model: "scored", messages: says("fail now") })),
    broken: await errorOf(client.chat.completions.create({ model: "scored", messages: says("break now") })),
  };
}

async function once() {
  const options = { headers: { "Idempotency-Key": "node-once" } };
  const body = { model: "scored", messages: says("plain once") };
  const first = await client.chat.completions.create(body, options);
  const second = await client.chat.completions.create(body, options);
  return { same: first.id === second.id, content: second.choices[0].message.content };
}

const report = {};
for (const scenario of [
  answer, held, streamed, tools, streamedTools, embedding, models, errors, once,
  streamedOnce, heldStream, busy,
]) {
  try {
    report[scenario.name] = await scenario();
  } catch (error) {
    report[scenario.name] = { failed: String(error.stack ?? error) };
  }
}
console.log(JSON.stringify(report));
