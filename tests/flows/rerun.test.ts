import { until } from "../contracts/open-platform.ts";
import { clinicYaml, openClinic } from "./stage/clinic.ts";
import { flow, newWord } from "./stage/flow.ts";

const world = flow();

/** A clinic whose agent Maya answered a customer twice, and how to have the second turn answered again. */
async function answeredTwice() {
  const { product, outside } = world;
  const clinic = await openClinic(product, { agentName: "Maya" });
  const { client } = clinic;
  const [first, word] = [newWord(), newWord()];
  const say = (message: string) =>
    product.api("POST /v1/chat", { client, body: { client_id: client, session_id: word, message } });
  await outside.script(first, { text: `Good day, ${first}.` });
  await say(`Hello ${first}`);
  await outside.script(word, { text: `Sit down, ${word}.` });
  const conversation = String((await say(`And ${word}`)).body.conversation_id);
  const path = `/v1/conversations/${conversation}/turns/2`;
  return {
    client,
    first,
    word,
    conversation,
    yamlOf: (agentName: string) => clinicYaml(clinic, { agentName }),
    rerun: (body: object) => product.api(`POST ${path}/reruns`, { client, body }),
    get: (of: string) => product.api(`GET ${of}`, { client }),
  };
}

it("another version answers the same turn after the same messages, and the customer's conversation stays as it was", async () => {
  const { client, first, word, conversation, yamlOf, rerun, get } = await answeredTwice();
  const { product, outside } = world;
  const pushed = { yaml: yamlOf("Leo"), activate: false };
  await product.api(`PUT /v1/configs/${client}/main`, { client, body: pushed });
  await outside.script(word, { text: `Please bring 12 papers, ${word}.` });
  const before = await get(`/v1/conversations/${conversation}`);
  const { status, body } = await rerun({ version: 2 });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    rerun: {
      turn: { index: 2, reply: { text: `Please bring 12 papers, ${word}.` }, model: { calls: 1 } },
      shown: [{ system: expect.stringContaining("You are Leo,") }],
      cost_usd: expect.stringMatching(/^0\.\d+$/),
    },
    verdict: "look",
    differences: [{ kind: "facts", verdict: "look", old: "none", new: "12" }],
  });
  const shown = JSON.stringify(body.rerun);
  for (const said of [`Hello ${first}`, `Good day, ${first}.`, `And ${word}`]) expect(shown).toContain(said);
  expect(shown).not.toContain(`Sit down, ${word}.`);

  expect((await get(`/v1/conversations/${conversation}`)).body).toEqual(before.body);
  expect((await get(`/v1/conversations/${conversation}/turns`)).body.items).toHaveLength(2);
  const { items } = (await get("/v1/drafts")).body as { items: { draft_id: string }[] };
  expect(items).toMatchObject([{ purpose: "rerun" }]);
  const said = await product.api(`POST /v1/drafts/${items[0]?.draft_id}/messages`, { client, body: { message: "Hi" } });
  expect(said).toMatchObject({ status: 409, body: { code: "draft-closed" } });
});

it("a text that is not stored answers too, the client pays for what it asks, and nothing is stored", async () => {
  const { client, word, conversation, yamlOf, rerun, get } = await answeredTwice();
  const costOf = async (turn: number) =>
    Number((await get(`/v1/conversations/${conversation}/turns/${turn}`)).body.cost_usd);
  const before = (await costOf(1)) + (await costOf(2));
  await world.outside.script(word, { text: `Sit down, ${word}.` });
  const { body } = await rerun({ yaml: yamlOf("Omar") });
  expect(body).toMatchObject({
    rerun: { shown: [{ system: expect.stringContaining("You are Omar,") }], cost_usd: expect.any(String) },
    verdict: "same",
    differences: [],
  });
  const again = Number((body.rerun as { cost_usd: string }).cost_usd);
  expect(again).toBeGreaterThan(0);
  await until("the client's spend has the third answer", async () => {
    const { total_usd: total } = (await get("/v1/spend")).body;
    return Number(total) >= before + again / 2;
  });
  expect((await get(`/v1/configs/${client}/main/versions`)).body.items).toHaveLength(1);
});

it("a tool that reaches outside answers as it did then, and the model is shown the same messages", async () => {
  const { client, word, conversation, yamlOf, get } = await answeredTwice();
  const { product, outside } = world;
  const finds = { functionCall: { name: "find_orders", args: { test: word } } };
  await outside.script(`order-${word}`, finds, { text: `Found it, ${word}.` });
  const message = `Where is order-${word}?`;
  await product.api("POST /v1/chat", { client, body: { client_id: client, session_id: word, message } });
  const path = `/v1/conversations/${conversation}/turns/3`;
  const then = (await get(path)).body as unknown as Inspected;
  const asked = (await outside.tenantCalls("GET")).length;
  await outside.script(`order-${word}`, finds, { text: `Found it, ${word}.` });
  const { body } = await product.api(`POST ${path}/reruns`, { client, body: { yaml: yamlOf("Omar") } });
  const now = body.rerun as Inspected;
  expect(then.turn.tool_calls).toMatchObject([{ name: "find_orders", status: "completed" }]);
  expect(now.turn.tool_calls).toMatchObject([{ ...resultOf(then), name: "find_orders", status: "completed" }]);
  expect(now.shown[0]?.messages).toEqual(then.shown[0]?.messages);
  expect((await outside.tenantCalls("GET")).length).toBe(asked);
});

interface Inspected {
  readonly turn: { readonly tool_calls: readonly { readonly name: string; readonly result: unknown }[] };
  readonly shown: readonly { readonly messages: unknown }[];
}

function resultOf({ turn }: Inspected) {
  return { result: turn.tool_calls[0]?.result };
}

it("refuses a version that is not there, both at once, neither, and a text with mistakes", async () => {
  const { yamlOf, rerun } = await answeredTwice();
  expect(await rerun({ version: 9 })).toMatchObject({ status: 404, body: { code: "config-not-found" } });
  expect(await rerun({ version: 1, yaml: yamlOf("Leo") })).toMatchObject({
    status: 422,
    body: { code: "body-invalid" },
  });
  expect(await rerun({})).toMatchObject({ status: 422, body: { code: "body-invalid" } });
  const wrong = await rerun({ yaml: yamlOf("Leo").replace("agent_name:", "agent_nam:") });
  expect(wrong).toMatchObject({ status: 422, body: { code: "config-invalid" } });
});
