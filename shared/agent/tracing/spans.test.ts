import { z } from "zod";
import { recordSpans } from "../../telemetry/recorded-spans.fixture.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const exporter = recordSpans();

const lookUp: Tool = {
  name: "look_up",
  description: "Looks something up.",
  parameters: zodParameters(z.object({ number: z.string() })),
  sideEffects: false,
  reconcile: "repeat",
  execute: async ({ number }) => {
    if (number === "broken") throw new Error("of +91 98000 00001");
    return { content: { found: number } };
  },
};
const call = (name: string, number: string) => ({ calls: [{ name, args: { number } }] });

it("has a span for each call, below the agent's, with how it ended and without what was passed", async () => {
  const models = scriptedModels(
    call("look_up", "+919800000001"),
    call("find_padmavati", "1"),
    call("look_up", "broken"),
    "It is ready.",
  );
  await createAgent().run(turnOf("Is my report ready?"), portsOf(models, { tools: [lookUp] }));
  const spans = exporter.getFinishedSpans();
  const agent = spans.find(({ name }) => name.startsWith("invoke_agent"));
  const tools = spans.filter(({ attributes }) => attributes["gen_ai.operation.name"] === "execute_tool");
  expect(tools.map(({ name, attributes }) => [name, attributes["error.type"]])).toEqual([
    ["execute_tool look_up", undefined],
    ["execute_tool", "call-invalid"],
    ["execute_tool look_up", "tool-failed"],
  ]);
  expect(tools.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
    tools.map(() => agent?.spanContext().spanId),
  );
  const exported = JSON.stringify(
    spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]),
  );
  for (const hidden of ["98000", "padmavati", "report", "ready"]) expect(exported).not.toContain(hidden);
});
