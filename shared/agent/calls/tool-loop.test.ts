import { z } from "zod";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const agent = createAgent();
let asked = 0;
const tool = (content: () => Record<string, unknown>): Tool => ({
  name: "report_status",
  description: "Tells whether a report is ready.",
  parameters: zodParameters(z.object({ order: z.string() })),
  sideEffects: false,
  reconcile: "repeat",
  async execute() {
    asked += 1;
    return { content: content() };
  },
});
const call = (order: string) => ({ calls: [{ name: "report_status", args: { order } }] });
const answer = "Your report is not ready yet.";

beforeEach(() => {
  asked = 0;
});

it("ends a loop of equal calls with equal results: the model answers with what it has", async () => {
  const models = scriptedModels(call("A1"), call("A1"), call("A1"), call("A1"), answer);
  const ports = portsOf(models, { tools: [tool(() => ({ ready: false }))] });
  const outcome = await agent.run(turnOf("Is my report ready?"), ports);
  expect(outcome).toMatchObject({ status: "reply", text: answer, loop: "report_status" });
  expect(asked).toBe(3);
  expect(models.requests.at(-1)).toMatchObject({ tools: [], system: expect.stringContaining("# No more tools") });
});

it("lets a model ask again while the result changes, or about something else", async () => {
  const changing = scriptedModels(call("A1"), call("A1"), call("A1"), call("A1"), answer);
  const outcome = await agent.run(
    turnOf("Is my report ready?"),
    portsOf(changing, { tools: [tool(() => ({ done: asked }))] }),
  );
  expect([outcome.loop, asked]).toEqual([undefined, 4]);
  asked = 0;
  const others = scriptedModels(call("A1"), call("A2"), call("A1"), call("A2"), answer);
  const ports = portsOf(others, { tools: [tool(() => ({ ready: false }))] });
  expect([(await agent.run(turnOf("Are they ready?"), ports)).loop, asked]).toEqual([undefined, 4]);
});
