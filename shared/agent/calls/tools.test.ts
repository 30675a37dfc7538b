import { z } from "zod";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import type { Identity } from "../../tools/identity.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import type { AgentPorts } from "../agent.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { clinicConfig, portsOf, turnOf, visibleText } from "../testing/turn.ts";

const agent = createAgent();

function tool(name: string, changes: Partial<Tool> = {}): Tool {
  return {
    name,
    description: name,
    parameters: zodParameters(z.object({ day: z.string() })),
    sideEffects: false,
    reconcile: "repeat",
    execute: async () => ({ content: { ok: true } }),
    ...changes,
  };
}

const call = (name: string, args: Record<string, unknown> = { day: "monday" }) => ({ name, args });
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The tool results in the model's last request. */
function results(models: ReturnType<typeof scriptedModels>) {
  return (models.requests.at(-1)?.messages.at(-1)?.parts ?? []).map((part) =>
    part.type === "result" ? { name: part.name, content: part.content } : part,
  );
}

describe("tool calls", () => {
  it("passes results to the model and accepts them as sources", async () => {
    const models = scriptedModels({ calls: [call("slots")] }, "A slot on Monday costs ₹750. [[slots]]");
    const slots = tool("slots", {
      execute: async () => ({ content: { price: 750 }, sources: [{ id: "slots", title: "Slots", text: "Monday" }] }),
    });
    const ports = portsOf(models, { tools: [slots] });
    const outcome = await agent.run(turnOf("Is there a slot on Monday?"), ports);
    expect(outcome).toMatchObject({
      status: "reply",
      text: "A slot on Monday costs ₹750.",
      citations: [{ id: "slots", title: "Slots" }],
      toolCalls: [
        { id: "turn-1-1", name: "slots", arguments: { day: "monday" }, result: { price: 750 }, status: "completed" },
      ],
      usage: { modelCalls: 2 },
    });
    expect(ports.events.filter(({ type }) => type === "tool")).toMatchObject([
      { name: "slots", status: "started" },
      { name: "slots", status: "completed", durationMs: expect.any(Number) },
    ]);
    expect(models.requests[1]?.messages.slice(-2)).toMatchObject([
      { role: "model", parts: [{ type: "call", id: "c1" }] },
      { role: "user", parts: [{ type: "result", id: "c1", content: { price: 750 } }] },
    ]);
  });

  it("tell the next calls who the customer has proven to be, and nobody else's words do", async () => {
    const seen: unknown[] = [];
    const looks = tool("looks", {
      async execute(_args, { identity }) {
        seen.push(identity);
        return { content: { identity: { verified: true, key: "from the tool's data" } } };
      },
    });
    const proven: Identity = { verified: true, table: "members", key: "m1", fields: {} };
    const proves = tool("proves", { execute: async () => ({ content: {}, identity: proven }) });
    const models = scriptedModels(
      { calls: [call("looks")] },
      { calls: [call("proves")] },
      { calls: [call("looks")] },
      "Ok.",
    );
    await agent.run(turnOf("please"), portsOf(models, { tools: [looks, proves] }));
    expect(seen).toEqual([{ verified: false }, proven]);
    const again = scriptedModels({ calls: [call("looks")] }, "Ok.");
    await agent.run({ ...turnOf("please"), identity: proven }, portsOf(again, { tools: [looks] }));
    expect(seen.at(-1)).toEqual(proven);
  });

  it("runs read-only calls concurrently, and side effects alone and in order", async () => {
    const log: string[] = [];
    const traced = (name: string, sideEffects: boolean) =>
      tool(name, {
        sideEffects,
        async execute() {
          log.push(`${name}+`);
          await later(10);
          log.push(`${name}-`);
          return { content: null };
        },
      });
    const names = ["read1", "read2", "write1", "write2"];
    const models = scriptedModels({ calls: names.map((name) => call(name)) }, "Done.");
    const tools = names.map((name) => traced(name, name.startsWith("write")));
    await agent.run(turnOf("please"), portsOf(models, { tools }));
    expect(log).toEqual(["read1+", "read2+", "read1-", "read2-", "write1+", "write1-", "write2+", "write2-"]);
    expect(results(models).map((part) => "name" in part && part.name)).toEqual(names);
  });

  it("reports an unknown tool and invalid arguments to the model", async () => {
    const models = scriptedModels({ calls: [call("nothing"), call("slots", { day: 5 })] }, "Sorry.");
    const outcome = await agent.run(turnOf("book"), portsOf(models, { tools: [tool("slots")] }));
    expect(JSON.stringify(results(models))).toMatch(
      /no tool \\"nothing\\". Tools: slots, update_context.*expected string/s,
    );
    expect(outcome.toolCalls.map(({ status }) => status)).toEqual(["failed", "failed"]);
  });

  it("stops at the tenant's limit and asks the model to answer without tools", async () => {
    const config = clinicConfig({ guardrails: { max_tool_calls_per_turn: 2 } });
    const models = scriptedModels({ calls: [call("slots"), call("slots"), call("slots")] }, "Here is what I found.");
    let calls = 0;
    const slots = tool("slots", {
      async execute() {
        calls += 1;
        return { content: calls };
      },
    });
    const outcome = await agent.run(turnOf("book", { config }), portsOf(models, { tools: [slots] }));
    expect(calls).toBe(2);
    expect(outcome.text).toBe("Here is what I found.");
    expect(models.requests[1]?.tools).toEqual([]);
    expect(JSON.stringify(results(models).at(-1))).toContain("no more tools may be used");
  });

  it("ends a turn whose model never stops calling tools", async () => {
    const calls = Array.from({ length: 30 }, (_, index) => ({ calls: [call("slots", { day: `day ${index}` })] }));
    const models = scriptedModels(...calls);
    const outcome = await agent.run(turnOf("book"), portsOf(models, { tools: [tool("slots")] }));
    expect(outcome).toMatchObject({ status: "reply", guardFindings: ["empty-reply", "empty-reply"] });
    expect(outcome.toolCalls).toHaveLength(8);
  });

  it("turns a tool's failure into a result and hides the message of an unknown error", async () => {
    const models = scriptedModels({ calls: [call("down"), call("broken")] }, "That did not work, sorry.");
    const down = tool("down", {
      execute: () => Promise.reject(new RetryableError("x", "The clinic's system is away.")),
    });
    const broken = tool("broken", { execute: () => Promise.reject(new Error("password=hunter22")) });
    const outcome = await agent.run(turnOf("book"), portsOf(models, { tools: [down, broken] }));
    expect(outcome.toolCalls.map(({ error }) => error)).toEqual([
      "The tool failed: The clinic's system is away.",
      "The tool failed.",
    ]);
    expect(JSON.stringify(models.requests)).not.toContain("hunter22");
  });

  it("bounds a huge result before the model reads it", async () => {
    const models = scriptedModels({ calls: [call("dump")] }, "Found it.");
    const dump = tool("dump", { execute: async () => ({ content: "x".repeat(1_000_000) }) });
    const outcome = await agent.run(turnOf("dump"), portsOf(models, { tools: [dump] }));
    expect(JSON.stringify(results(models)).length).toBeLessThan(9_000);
    expect(JSON.stringify(outcome).length).toBeLessThan(10_000);
  });

  it("keeps text from before a call as the reply's beginning", async () => {
    const models = scriptedModels({ text: "Let me look.", calls: [call("slots")] }, "Monday is free.");
    const ports = portsOf(models, { tools: [tool("slots")] });
    const outcome = await agent.run(turnOf("book"), ports);
    expect(outcome.text).toBe("Let me look.\n\nMonday is free.");
    expect(visibleText(ports.events)).toBe(outcome.text);
  });

  it("is ended by the turn's deadline, even in a tool that hangs", async () => {
    const deadline = new AbortController();
    const models = scriptedModels({ calls: [call("hang")] });
    const hang = tool("hang", {
      execute: () => {
        setTimeout(() => deadline.abort(), 5);
        return new Promise(() => {});
      },
    });
    const run = agent.run(turnOf("book"), portsOf(models, { tools: [hang], signal: deadline.signal }));
    await expect(run).rejects.toMatchObject({ name: "RetryableError", code: "turn-aborted" });
  });
});

describe("side effects", () => {
  const order = (changes: Partial<Tool> = {}) => tool("order", { sideEffects: true, ...changes });

  it("go through the ledger under a key that is stable over repeated turns, unlike reads", async () => {
    const keys: string[][] = [];
    for (const args of [
      { day: "monday", x: 1 },
      { x: 1, day: "monday" },
    ]) {
      const models = scriptedModels({ calls: [call("order", args), call("order", args), call("read", args)] }, "Done.");
      const parameters = zodParameters(z.object({ day: z.string(), x: z.number() }));
      const ports = portsOf(models, { tools: [order({ parameters }), tool("read", { parameters })] });
      await agent.run(turnOf("order"), ports);
      keys.push(ports.effects);
    }
    expect(keys[0]).toHaveLength(2);
    expect(keys[0]?.[0]).not.toBe(keys[0]?.[1]);
    expect(keys[1]).toEqual(keys[0]);
  });

  it("receive the ledger's key and change the context again when a repeat returns the recorded result", async () => {
    const ledger = new Map<string, unknown>();
    let runs = 0;
    const effect: AgentPorts["effect"] = async <R>(key: string, run: (key: string) => Promise<R>) => {
      if (!ledger.has(key)) ledger.set(key, JSON.parse(JSON.stringify(await run(`id-${key}`))));
      return ledger.get(key) as R;
    };
    const tools = [
      order({
        async execute(_, { idempotencyKey, setContext }) {
          runs += 1;
          setContext("order", idempotencyKey.slice(0, 3));
          return { content: { placed: true } };
        },
      }),
    ];
    for (let time = 0; time < 2; time += 1) {
      const models = scriptedModels({ calls: [call("order")] }, "Placed.");
      const outcome = await agent.run(turnOf("order"), portsOf(models, { tools, effect }));
      expect(outcome.context).toEqual({ order: "id-" });
      expect(outcome.toolCalls[0]?.result).toEqual({ placed: true });
    }
    expect(runs).toBe(1);
  });

  it("are retried under the same key after an interruption when the provider honours keys", async () => {
    const keys: string[] = [];
    const execute: Tool["execute"] = async (_, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (keys.length === 1) throw new Error("socket hang up");
      return { content: "placed" };
    };
    const models = scriptedModels({ calls: [call("order")] }, "Placed.");
    const outcome = await agent.run(turnOf("order"), portsOf(models, { tools: [order({ execute })] }));
    expect(outcome).toMatchObject({ status: "reply", toolCalls: [{ status: "completed" }] });
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("escalate the turn when their outcome is unknown", async () => {
    const effect: AgentPorts["effect"] = () =>
      Promise.reject(new TerminalError("effect-outcome-unknown", "Not known."));
    const models = scriptedModels({ calls: [call("order"), call("order")] });
    const ports = portsOf(models, { tools: [order({ reconcile: "ask" })], effect });
    const outcome = await agent.run(turnOf("order"), ports);
    expect(outcome).toMatchObject({ status: "escalate", reason: "system_error", action: "technical_support" });
    expect(outcome.toolCalls).toMatchObject([{ status: "failed" }]);
  });
});

describe("built-in tools", () => {
  it("remember and return the conversation's context", async () => {
    const models = scriptedModels(
      { calls: [call("update_context", { context_key: "day", context_value: "monday" })] },
      {
        calls: [
          call("get_context", { context_key: "day" }),
          call("get_context", { context_key: "x" }),
          call("get_context", {}),
        ],
      },
      "Noted.",
    );
    const outcome = await agent.run(turnOf("monday suits me", { context: { for: "mother" } }), portsOf(models));
    expect(outcome.context).toEqual({ for: "mother", day: "monday" });
    expect(outcome.toolCalls.map(({ result }) => result)).toEqual([
      "context_updated",
      "monday",
      "not_found",
      JSON.stringify({ for: "mother", day: "monday" }),
    ]);
  });

  it("refuse a key or value that is too long, and too many keys", async () => {
    const context = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`k${number}`, "v"]));
    const update = (context_key: string, context_value: string) =>
      call("update_context", { context_key, context_value });
    const models = scriptedModels(
      {
        calls: [update("k".repeat(65), "v"), update("k1", "v".repeat(3_000)), update("k51", "v"), update("k1", "new")],
      },
      "Noted.",
    );
    const outcome = await agent.run(turnOf("remember", { context }), portsOf(models));
    expect(outcome.toolCalls.map(({ status }) => status)).toEqual(["failed", "failed", "failed", "completed"]);
    expect(outcome.context).toEqual({ ...context, k1: "new" });
  });
});
