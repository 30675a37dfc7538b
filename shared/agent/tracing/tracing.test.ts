import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { StandIn } from "../../../emulators/http.ts";
import { startLangSmith } from "../../../emulators/langsmith.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const Run = z.object({
  id: z.string(),
  name: z.string(),
  trace_id: z.string(),
  parent_run_id: z.string().nullish(),
  end_time: z.unknown(),
  extra: z
    .object({ metadata: z.record(z.string(), z.unknown()) })
    .partial()
    .nullish(),
  inputs: z.unknown(),
});
type Run = z.infer<typeof Run>;

const lookUp: Tool = {
  name: "look_up",
  description: "Looks something up.",
  parameters: zodParameters(z.object({})),
  sideEffects: false,
  reconcile: "repeat",
  execute: async () => ({ content: { found: true } }),
};

describe("a turn's graph in LangSmith", () => {
  let langSmith: StandIn;
  beforeAll(async () => {
    langSmith = await startLangSmith();
    process.env.LANGSMITH_ENDPOINT = langSmith.url;
    process.env.LANGSMITH_API_KEY = "a-key";
  });
  afterEach(() => {
    delete process.env.LANGSMITH_TRACING;
  });
  afterAll(() => langSmith.close());

  async function runs(): Promise<Run[]> {
    const response = await fetch(`${langSmith.url}/_standin/runs`);
    return z.object({ runs: z.array(Run) }).parse(await response.json()).runs;
  }

  /** The client sends in batches, in the background. */
  async function endedRuns(count: number): Promise<Run[]> {
    for (;;) {
      const ended = (await runs()).filter(
        ({ end_time }) => typeof end_time === "number" || typeof end_time === "string",
      );
      if (ended.length >= count) return ended;
      await sleep(20);
    }
  }

  function answerWithTool() {
    const models = scriptedModels({ calls: [{ name: "look_up" }] }, "I found it.");
    return createAgent().run(turnOf("Where is it?"), portsOf(models, { tools: [lookUp] }));
  }

  it("is not sent unless LANGSMITH_TRACING is set", async () => {
    await answerWithTool();
    process.env.LANGSMITH_TRACING = "true";
    const models = scriptedModels("Hello.");
    await createAgent().run(turnOf("hello"), portsOf(models));
    // Traces are sent in order: the second has arrived, so the first was never sent.
    const sent = await endedRuns(3);
    expect(JSON.stringify(sent)).not.toContain("Where is it?");
    expect(new Set(sent.map(({ trace_id }) => trace_id)).size).toBe(1);
  });

  it("is sent with its nodes, under the conversation's id", async () => {
    process.env.LANGSMITH_TRACING = "true";
    const before = (await runs()).length;
    await answerWithTool();
    const all = (await endedRuns(before + 5)).slice(before);
    const root = all.find(({ name }) => name === "agent-turn");
    expect(root?.extra?.metadata).toMatchObject({ tenant: "clinic", thread_id: "conversation-1" });
    expect(JSON.stringify(root?.inputs)).toContain("Where is it?");
    const nodes = all.filter(({ parent_run_id }) => parent_run_id === root?.id).map(({ name }) => name);
    expect(nodes).toEqual(["__start__", "answer", "tools", "answer"]);
  });
});
