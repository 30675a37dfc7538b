import { measurements } from "../../../shared/contracts/metrics/measurements.ts";
import { lendDocuments } from "../../../shared/contracts/sandbox-owner.ts";
import type { Payer, UnchargedModels } from "../../../shared/models/model.ts";
import { openTestPlatform, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { onBehalfOf } from "../../../shared/runtime/sandbox/outside.ts";
import { sandboxTenantOf } from "../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { chargedModels } from "./model-spend.ts";

let opened: ReturnType<typeof openTestPlatform>;
beforeEach(() => {
  opened = openTestPlatform(now);
});
afterEach(() => opened.close());

const now = () => new Date("2026-11-29T10:00:00.000Z");
const model = "gemini-3.8-flash";
const answering: UnchargedModels = {
  async generate() {
    return { model, served: model, parts: [], finish: "stop", inputTokens: 1_000, outputTokens: 100 };
  },
};
const choice = { primary: model, fallback: null, endpoint: null };
const asked = (payer: Payer) => {
  const signal = new AbortController().signal;
  return { system: "s", messages: [], tools: [], temperature: 0, maxTokens: 10, signal, payer };
};

async function counted() {
  const { items } = await opened.platform.documents.query(tenantId, measurements.collection, { limit: 10 });
  return items.map(({ data: { state } }) => state);
}

it("adds a request to the spend of the client that it names, and to its conversation, once each time", async () => {
  const models = chargedModels(answering, { documents: opened.platform.documents, log: undefined, now });
  await models.generate(choice, asked({ tenantId, conversationId: "c1" }));
  await models.generate(choice, asked({ tenantId, conversationId: "c1" }));
  // A thousand tokens at 750 nano dollars, and a hundred at 3,750.
  const one = {
    conversationId: "c1",
    add: {
      costNanoUsd: { model: 1_125_000 },
      models: { [model]: { requests: 1, inputTokens: 1_000, outputTokens: 100 } },
    },
  };
  expect(await counted()).toMatchObject([one, one]);
});

it("leaves what its caller counts, or no client pays", async () => {
  const models = chargedModels(answering, { documents: opened.platform.documents, log: undefined, now });
  for (const payer of ["counted", "platform"] as const) await models.generate(choice, asked(payer));
  expect(await counted()).toEqual([]);
});

it("charges a client for the sandbox that tries its configuration, and nobody for a demo", async () => {
  const { documents } = opened.platform;
  const models = chargedModels(answering, { documents, log: undefined, now });
  const [lent, demo] = ["replay-1", "demo-1"].map(sandboxTenantOf);
  if (lent === undefined || demo === undefined) throw new Error("There are two sandboxes.");
  await lendDocuments(documents, lent, tenantId);
  for (const sandbox of [lent, demo]) {
    await onBehalfOf(sandbox, () => models.generate(choice, asked("counted")));
    await onBehalfOf(sandbox, () => models.generate(choice, asked({ tenantId: sandbox, conversationId: "c1" })));
  }
  const one = { conversationId: null, add: { costNanoUsd: { model: 1_125_000 } } };
  expect(await counted()).toMatchObject([one, one]);
});

it("gives the answer although the note cannot be stored", async () => {
  const commit = async () => {
    throw new Error("The database is away.");
  };
  const documents = { ...opened.platform.documents, commit };
  const models = chargedModels(answering, { documents, log: undefined, now });
  expect(await models.generate(choice, asked({ tenantId }))).toMatchObject({ finish: "stop" });
});
