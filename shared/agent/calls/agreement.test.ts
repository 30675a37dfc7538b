import { z } from "zod";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";
import type { GrantedCall } from "./asked-call.ts";

const agent = createAgent();

/** A tool that pays, and the amounts that it paid. The fee is the shop's. */
function payment(changes: Partial<Tool> = {}, fee = () => 5) {
  const paid: unknown[] = [];
  const tool: Tool = {
    name: "pay",
    description: "Pays",
    parameters: zodParameters(z.object({ to: z.string() })),
    sideEffects: true,
    reconcile: "repeat",
    confirm: "customer",
    preview: async ({ to }) => ({
      title: "Pay",
      lines: [
        { label: "To", value: `${to}\nfee` },
        { label: "Fee", value: `${fee()}` },
      ],
    }),
    async execute({ to }, { idempotencyKey }) {
      paid.push([to, idempotencyKey]);
      return { content: { paid: fee() } };
    },
    ...changes,
  };
  return { tool, paid };
}
const call = (to = "Asha") => ({ calls: [{ name: "pay", args: { to } }] });

async function asked(tool: Tool, to?: string): Promise<GrantedCall> {
  const outcome = await agent.run(turnOf("Pay"), portsOf(scriptedModels(call(to)), { tools: [tool] }));
  if (!outcome.asks) throw new Error("Nobody was asked.");
  return outcome.asks;
}

it("asks the customer in the service's words, and does nothing before their yes", async () => {
  const { tool, paid } = payment();
  const models = scriptedModels(call(), "It is paid.");
  const outcome = await agent.run(turnOf("Pay Asha"), portsOf(models, { tools: [tool] }));
  expect(paid).toEqual([]);
  expect(models.requests).toHaveLength(1);
  expect(outcome).toMatchObject({
    status: "reply",
    text: "Pay\nTo: Asha fee\nFee: 5\n\nShall I do this?",
    toolCalls: [{ name: "pay", status: "failed", error: expect.stringContaining("Not done yet") }],
  });
});

it.each([
  ["customer", { confirm: "customer" as const }],
  ["operator", { confirm: "operator" as const }],
])("tells who watches the turn that the call waits for the %s", async (waitsFor, changes) => {
  const { tool } = payment(changes);
  const ports = portsOf(scriptedModels(call()), { tools: [tool] });
  await agent.run(turnOf("Pay"), ports);
  const ended = { type: "tool", name: "pay", status: "failed", durationMs: expect.any(Number), waitsFor };
  expect(ports.events.filter(({ type }) => type === "tool")).toEqual([
    { type: "tool", name: "pay", status: "started" },
    ended,
  ]);
});

it("runs what was agreed to once under its own key, and tells the model its result as data", async () => {
  const { tool, paid } = payment();
  const granted = await asked(tool);
  const models = scriptedModels("It is paid, for a fee of 5.");
  const outcome = await agent.run(turnOf("Yes", { granted }), portsOf(models, { tools: [tool] }));
  expect(paid).toEqual([["Asha", expect.any(String)]]);
  expect(JSON.stringify(models.requests[0]?.messages.at(-1))).toContain('{\\"paid\\":5}');
  expect(outcome).toMatchObject({ toolCalls: [{ name: "pay", status: "completed", result: { paid: 5 } }] });
});

it("asks again when what would be done has changed since the customer saw it", async () => {
  let fee = 5;
  const { tool, paid } = payment({}, () => fee);
  const granted = await asked(tool);
  fee = 9;
  const outcome = await agent.run(turnOf("Yes", { granted }), portsOf(scriptedModels("Paid."), { tools: [tool] }));
  expect(paid).toEqual([]);
  expect(outcome.text).toContain("Fee: 9");
  expect(outcome.asks?.preview.lines[1]).toEqual({ label: "Fee", value: "9" });
});

it("never takes one yes for two calls, or for other arguments", async () => {
  const { tool, paid } = payment();
  const granted = await asked(tool);
  const models = scriptedModels(call("Ravi"), "Paid.");
  const outcome = await agent.run(turnOf("Yes", { granted }), portsOf(models, { tools: [tool] }));
  expect(paid).toEqual([["Asha", expect.any(String)]]);
  expect(outcome.asks).toMatchObject({ arguments: { to: "Ravi" } });
});

it("refuses before it asks where the tool's rules do not allow the call", async () => {
  const { tool } = payment({
    async preview() {
      throw new TerminalError("operation-refused", "The wallet is empty.");
    },
  });
  const models = scriptedModels(call(), "The wallet is empty.");
  const outcome = await agent.run(turnOf("Pay"), portsOf(models, { tools: [tool] }));
  expect([outcome.asks, outcome.text]).toEqual([undefined, "The wallet is empty."]);
  expect(outcome.toolCalls).toMatchObject([{ status: "completed", result: { error: "The wallet is empty." } }]);
});

it("shows the arguments of a tool that previews nothing, each on its line", async () => {
  const { preview: _, ...tool } = payment().tool;
  expect((await asked(tool, "Asha\nFee: 0")).preview).toEqual({
    title: "Pay",
    lines: [{ label: "To", value: "Asha Fee: 0" }],
  });
});

it("tells a customer whom a colleague must approve, and that it waits", async () => {
  const { tool, paid } = payment({ approve: "admin" });
  const { confirm: _, ...approved } = tool;
  const outcome = await agent.run(turnOf("Pay"), portsOf(scriptedModels(call()), { tools: [approved] }));
  expect(outcome.asks).toMatchObject({ who: "operator", role: "admin" });
  expect(outcome.text).toContain("A colleague has to approve this first.");
  expect(paid).toEqual([]);
});

it("takes a call that ran before a crash for the one that was agreed to, whatever a preview shows by then", async () => {
  let fee = 5;
  const { tool, paid } = payment({}, () => fee);
  const granted = await asked(tool);
  const known = new Set<string>();
  const marks = { has: async (name: string) => known.has(name), keep: async (name: string) => void known.add(name) };
  const run = () => agent.run(turnOf("Yes", { granted }), portsOf(scriptedModels("Paid."), { tools: [tool], marks }));
  await run();
  fee = 9;
  expect((await run()).asks).toBeUndefined();
  expect(new Set(paid.map((call) => JSON.stringify(call))).size).toBe(1);
});
