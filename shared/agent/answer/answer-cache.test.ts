import { z } from "zod";
import { TenantId } from "../../platform/tenant.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import type { AgentTurn } from "../agent.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { clinicConfig, portsOf, turnOf } from "../testing/turn.ts";

const agent = createAgent();
const reusing = clinicConfig({ conversation: { reuse_answers_seconds: 60 } });
const first = { config: reusing };

const knowledge = {
  search: async () => [{ id: "hours", title: "Opening hours", text: "We are open from 7 am to 9 pm." }],
};

/** Two customers ask one after the other. Returns how often the model was asked, and what they read. */
async function both(text: string, one: Partial<AgentTurn>, other: Parameters<typeof turnOf>[1]) {
  const models = scriptedModels("We open at 7 am. [[hours]]", "We open at seven.");
  const outcomes = [];
  for (const changes of [one, other])
    outcomes.push(await agent.run(turnOf(text, changes), portsOf(models, { knowledge })));
  return { asked: models.requests.length, outcomes };
}

it("gives the first answer of a conversation again, with its citations and for no tokens", async () => {
  const later = { ...first, now: new Date("2026-11-22T10:20:00.000Z") };
  const { asked, outcomes } = await both("When do you open, first?", first, later);
  expect(asked).toBe(1);
  expect(outcomes[1]).toMatchObject({
    text: outcomes[0]?.text,
    citations: [{ id: "hours" }],
    usage: { inputTokens: 0 },
  });
});

it.each<[string, Partial<AgentTurn>, Parameters<typeof turnOf>[1]]>([
  ["a tenant that does not reuse answers", { config: clinicConfig() }, { config: clinicConfig() }],
  ["another tenant", first, { ...first, tenantId: TenantId.parse("rival") }],
  ["another day", first, { ...first, now: new Date("2026-11-23T10:00:00.000Z") }],
  [
    "a conversation with a history",
    first,
    { ...first, history: [{ role: "customer", text: "Hi", at: "2026-11-22T09:00:00.000Z" }] },
  ],
  ["a customer of whom something is noted", first, { ...first, context: { plan: "gold" } }],
  ["another customer's name", first, { ...first, customer: { id: "p9", address: "+919800000009", name: "Leela" } }],
])("asks the model for %s", async (name, one, other) => {
  expect((await both(`When do you open, ${name}?`, one, other)).asked).toBe(2);
});

it("never reuses an answer that calls a tool", async () => {
  const look = {
    name: "look",
    description: "Looks",
    parameters: zodParameters(z.object({})),
    sideEffects: false,
    reconcile: "repeat" as const,
    execute: async () => ({ content: { open: "7 am" } }),
  };
  const call = { calls: [{ name: "look", args: {} }] };
  const models = scriptedModels(call, "We open at 7 am.", call, "We open at 7 am.");
  for (let times = 0; times < 2; times += 1)
    await agent.run(turnOf("Look it up", first), portsOf(models, { tools: [look] }));
  expect(models.requests).toHaveLength(4);
});
