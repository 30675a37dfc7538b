import { until } from "../contracts/open-platform.ts";
import { clinicYaml, openClinic } from "./stage/clinic.ts";
import { flow, newWord } from "./stage/flow.ts";

const world = flow();

/** A clinic, and how to open a draft of its configuration and speak to it. */
async function clinicWithDrafts() {
  const { product } = world;
  const clinic = await openClinic(product, { agentName: "Maya" });
  const { client } = clinic;
  const yamlOf = (agentName: string) => clinicYaml(clinic, { agentName });
  return {
    client,
    yamlOf,
    open: (yaml: string) => product.api("POST /v1/drafts", { client, body: { config: "main", yaml } }),
    say: (draft: unknown, message: string) =>
      product.api(`POST /v1/drafts/${draft}/messages`, { client, body: { message } }),
    get: (path: string) => product.api(`GET ${path}`, { client }),
  };
}

it("a draft answers by its own text, shows what the model was shown, and nobody else is touched", async () => {
  const { client, yamlOf, open, say, get } = await clinicWithDrafts();
  const { body: draft } = await open(yamlOf("Leo"));
  expect(draft).toMatchObject({ status: "open", config: "main" });
  const word = newWord();
  await world.outside.script(word, { text: `Good day, ${word}.` });
  const { status, body } = await say(draft.draft_id, `Hello ${word}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    turn: { reply: { text: expect.stringContaining(word) }, model: { calls: 1 }, index: 1 },
    shown: [{ system: expect.stringContaining("You are Leo,"), input_tokens: expect.any(Number) }],
    cost_usd: expect.stringMatching(/^0\.\d+$/),
  });
  expect(JSON.stringify(body.shown)).toContain(`Hello ${word}`);
  const second = await say(draft.draft_id, `And ${newWord()}`);
  expect(second.body).toMatchObject({ turn: { index: 2 } });
  expect((await get(`/v1/drafts/${draft.draft_id}/turns`)).body).toMatchObject({ items: [{ index: 2 }, { index: 1 }] });

  // The client itself has no conversation and no version more.
  expect((await get("/v1/conversations")).body).toMatchObject({ items: [] });
  expect((await get(`/v1/configs/${client}/main/versions`)).body).toMatchObject({ items: [{ version: 1 }] });
});

it("a draft quotes the documents of its client", async () => {
  const { client, yamlOf, open, say } = await clinicWithDrafts();
  const { product } = world;
  const word = newWord();
  const text = `The ${word} test costs ₹731 and needs no preparation.`;
  const kept = await product.api("POST /v1/knowledge/medical_knowledge/documents", {
    client,
    body: { name: `${word}.md`, text },
  });
  if (kept.status >= 300) throw new Error(JSON.stringify(kept));
  await until("the document is quoted", async () => {
    const found = await product.api<{ items: unknown[] }>("POST /v1/knowledge/search", {
      client,
      body: { query: word },
    });
    return (found.body.items ?? []).length > 0;
  });
  const { body: draft } = await open(yamlOf("Leo"));
  const { body } = await say(draft.draft_id, `What does the ${word} test cost?`);
  expect(JSON.stringify(body.shown)).toContain("₹731");
});

it("refuses a text with mistakes at their lines, another client's text, and a draft that has ended", async () => {
  const { client, yamlOf, open, say } = await clinicWithDrafts();
  const wrong = await open(yamlOf("Leo").replace("agent_name:", "agent_nam:"));
  expect(wrong).toMatchObject({ status: 422, body: { code: "config-invalid" } });
  expect(JSON.stringify(wrong.body)).toMatch(/Line \d+/);
  const foreign = await open(yamlOf("Leo").replaceAll(client, "client_123"));
  expect(foreign).toMatchObject({ status: 422, body: { code: "config-invalid" } });
  const { body: draft } = await open(yamlOf("Leo"));
  await world.product.api(`DELETE /v1/drafts/${draft.draft_id}`, { client });
  await until("the draft has ended", async () => (await say(draft.draft_id, "Hello")).status === 409);
});

it("a scenario is played in a conversation of its own, and each expectation is judged", async () => {
  const { client, yamlOf, open, say } = await clinicWithDrafts();
  const { body: draft } = await open(yamlOf("Leo"));
  const word = newWord();
  await say(draft.draft_id, "I said something before");
  await world.outside.script(word, { text: `It takes 12 days, ${word}.` });
  const expects = [
    { kind: "numbers", text: "12 days" },
    { kind: "mentions", text: "weeks" },
  ];
  const { status, body } = await world.product.api(`POST /v1/drafts/${draft.draft_id}/scenarios`, {
    client,
    body: { says: `How long, ${word}?`, expects },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    said: { turn: { index: 1, reply: { text: `It takes 12 days, ${word}.` } } },
    outcome: "failed",
    detail: 'The reply does not say "weeks".',
    expectations: [
      { expectation: expects[0], unmet: null },
      { expectation: expects[1], unmet: 'The reply does not say "weeks".' },
    ],
  });
  expect(JSON.stringify(body.said)).not.toContain("I said something before");
});
