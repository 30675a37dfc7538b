import { z } from "zod";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const agent = createAgent();
const call = (name: string) => ({ name, args: {} });

function tool(name: string, changes: Partial<Tool> = {}): Tool {
  const parameters = zodParameters(z.object({}));
  const execute = async () => ({ content: { ok: true } });
  return { name, description: name, parameters, sideEffects: false, reconcile: "repeat", execute, ...changes };
}

it("hands over with the number of an urgent ticket, in the customer's language", async () => {
  const models = scriptedModels({ calls: [call("ticket")] });
  const ticket = tool("ticket", { execute: async () => ({ content: { ticket_id: "417" }, urgentTicket: "417" }) });
  const ports = portsOf(models, { tools: [ticket] });
  const outcome = await agent.run(turnOf("मेरी रिपोर्ट में बहुत बड़ी गलती है, तुरंत देखिए"), ports);
  expect(outcome).toMatchObject({ status: "escalate", reason: "urgent_ticket", priority: "urgent" });
  expect(outcome).toMatchObject({ text: expect.stringContaining("आपके अनुरोध का नंबर 417 है।") });
  expect(models.requests).toHaveLength(1);
});

it("counts what a call costs, unless it was refused before it was made", async () => {
  const models = scriptedModels({ calls: [call("paid"), call("refused"), call("failed")] }, "Done.");
  const paid = tool("paid", { cost: 2.5 });
  const refused = tool("refused", {
    cost: 2.5,
    execute: () => Promise.reject(new TerminalError("tool-unavailable", "It is out of order.")),
  });
  const failed = tool("failed", { cost: 2.5, execute: () => Promise.reject(new Error("socket hang up")) });
  const ports = portsOf(models, { tools: [paid, refused, failed] });
  const { toolCalls } = await agent.run(turnOf("book"), ports);
  expect(toolCalls.map(({ cost }) => cost)).toEqual([2.5, undefined, 2.5]);
});

it("hands over with the number of an urgent ticket to which the customer has agreed", async () => {
  const ticket = tool("ticket", {
    sideEffects: true,
    confirm: "customer",
    execute: async () => ({ content: { ticket_id: "417" }, urgentTicket: "417" }),
  });
  const ask = await agent.run(
    turnOf("Help"),
    portsOf(scriptedModels({ calls: [call("ticket")] }), { tools: [ticket] }),
  );
  if (!ask.asks) throw new Error("Nobody was asked.");
  const models = scriptedModels("unused");
  const outcome = await agent.run(turnOf("Yes", { granted: ask.asks }), portsOf(models, { tools: [ticket] }));
  expect(outcome).toMatchObject({ status: "escalate", text: expect.stringContaining("417") });
  expect(models.requests).toEqual([]);
});
