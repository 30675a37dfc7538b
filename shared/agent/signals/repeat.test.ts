import { z } from "zod";
import type { ModelReply } from "../../models/model.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import type { AgentPorts } from "../agent.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const agent = createAgent();
const booked: unknown[] = [];
const book: Tool = {
  name: "book",
  description: "Books a test.",
  parameters: zodParameters(z.object({ test: z.string() })),
  sideEffects: true,
  reconcile: "ask",
  async execute(args) {
    booked.push(args);
    return { content: { booked: true } };
  },
};
const look: Tool = { ...book, name: "look", sideEffects: false, execute: async () => ({ content: { free: true } }) };
const call = (name: string, test: string) => ({ calls: [{ name, args: { test } }] });

beforeEach(() => {
  booked.length = 0;
});

test("saves the models' replies before a side effect, not before a read", async () => {
  const kept: (readonly ModelReply[])[] = [];
  const saveReplies = async (replies: readonly ModelReply[]) => {
    expect(booked).toEqual([]);
    kept.push(replies);
  };
  const models = scriptedModels(call("look", "cbc"), call("book", "cbc"), "Your test is booked.");
  await agent.run(turnOf("Book a CBC"), portsOf(models, { tools: [book, look], saveReplies }));
  expect(kept).toHaveLength(1);
  expect(kept[0]).toHaveLength(2);
});

test("a repeated turn replays its earlier calls without asking the model", async () => {
  const ledger = new Map<string, unknown>();
  const effect: AgentPorts["effect"] = async (key, run) => {
    if (!ledger.has(key)) ledger.set(key, await run(key));
    return ledger.get(key) as Awaited<ReturnType<typeof run>>;
  };
  let savedReplies: readonly ModelReply[] = [];
  const saveReplies = async (replies: readonly ModelReply[]) => {
    savedReplies = replies;
  };
  const first = scriptedModels(call("book", "cbc"), new Error("crashed"));
  await expect(
    agent.run(turnOf("Book a CBC"), portsOf(first, { tools: [book], effect, saveReplies })),
  ).rejects.toThrow();

  const second = scriptedModels("Your test is booked.");
  const keptAgain = () => Promise.reject(new Error("kept again"));
  const outcome = await agent.run(
    turnOf("Book a CBC"),
    portsOf(second, { tools: [book], effect, savedReplies, saveReplies: keptAgain }),
  );
  expect(outcome).toMatchObject({ status: "reply", text: "Your test is booked.", toolCalls: [{ name: "book" }] });
  expect(booked).toEqual([{ test: "cbc" }]);
  expect(second.requests).toHaveLength(1);
});
