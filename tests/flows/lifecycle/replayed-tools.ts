import type { z } from "zod";
import type { ReplayedConversationView } from "../../../functions/engines/automation/replay/views.ts";
import type { AutomationView } from "../../../functions/engines/automation/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";

type Replayed = z.infer<typeof ReplayedConversationView>;

const sections: readonly (readonly [string, object])[] = [
  ["objectives", { text: "Order blood tests", kind: "bookings" }],
  ["requirements", { text: "Answer in English", priority: "must", aspect: "languages" }],
  [
    "scenarios",
    {
      title: "Tests",
      given: "Any day",
      when: 'A customer asks "What do you offer?"',
      outcome: "The agent answers.",
      requirements: ["REQ-1"],
    },
  ],
];

/** A client's tool needs a secret. Its past conversations are replayed with the tool, and without an effect. */
export function replayedToolFlows(world: Flow): void {
  it("answers a tool's call in both versions as it was answered in the conversation, and calls nobody", async () => {
    const { product, outside } = world;
    const { client } = await openClinic(product);
    const test = `count ${newWord()}`;
    // No digits: the customer's words are masked before they are said again.
    const wish = "Please order the purple blood count";
    const order = { functionCall: { name: "create_order", args: { test } } };
    await outside.script(wish, order, { text: "It is ordered." });
    await product.chat({ client, session: newWord(), message: wish });
    expect(await outside.effects(test)).toHaveLength(1);

    const prd = await approvedRequirements(client);
    // Both versions take from one script, in any order.
    await outside.script(wish, order, order);
    const generated = await product.api<AutomationView>("POST /v1/automation", { client, body: { prd_id: prd } });
    const id = generated.body.automation_id;
    await until("the replay ends", async () => {
      const run = (await product.api<AutomationView>(`GET /v1/automation/${id}`, { client })).body;
      return run.replay?.state === "ended";
    });
    const { body } = await product.api<{ items: readonly Replayed[] }>(`GET /v1/automation/${id}/replay`, { client });
    const answers = body.items.flatMap(({ turns }) => turns.flatMap(({ old, new: changed }) => [old, changed]));
    const calls = answers.flatMap((answer) => answer?.tools ?? []);
    expect(calls).toHaveLength(2);
    for (const call of calls) expect(call).toMatchObject({ name: "create_order", completed: true, replayable: true });
    expect(answers.map((answer) => answer?.handoff)).toEqual([null, null]);
    expect(await outside.effects(test)).toHaveLength(1);
  });

  async function approvedRequirements(client: string): Promise<string> {
    const { product } = world;
    const opened = await product.api<{ prd_id: string }>("POST /v1/prds", { client, body: { title: "Front desk" } });
    const id = opened.body.prd_id;
    const operations = sections.map(([section, fields]) => ({ op: "add", section, fields }));
    const edited = await product.api<{ revision: number }>(`PATCH /v1/prds/${id}`, { client, body: { operations } });
    const { revision } = edited.body;
    expect(await product.api(`POST /v1/prds/${id}/approve`, { client, body: { revision } })).toMatchObject({
      status: 200,
    });
    return id;
  }
}
