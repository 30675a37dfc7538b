import { z } from "zod";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { createAgent } from "../graph.ts";
import { scriptedModels } from "../testing/scripted-models.ts";
import { portsOf, turnOf } from "../testing/turn.ts";

const agent = createAgent();

const anyTool = (name: string): Tool => ({
  name,
  description: name,
  parameters: zodParameters(z.object({})),
  sideEffects: false,
  reconcile: "repeat",
  execute: async () => ({ content: { ok: true } }),
});

describe("a tool that writes to the customer", () => {
  const judged = async (text: string, template?: string, before?: unknown) => {
    let verdict: string | null = "";
    const write: Tool = {
      ...anyTool("write"),
      sideEffects: true,
      async execute(_, { judge }) {
        verdict = judge(text, template);
        return { content: { ok: true } };
      },
    };
    const slots: Tool = { ...anyTool("slots"), execute: async () => ({ content: before }) };
    const calls = [...(before === undefined ? [] : ["slots"]), "write"].map((name) => ({ name, args: {} }));
    await agent.run(turnOf("book"), portsOf(scriptedModels({ calls }, "Done."), { tools: [write, slots] }));
    return verdict;
  };

  it("has its texts judged as a reply is", async () => {
    expect(await judged("See you on Monday.")).toBeNull();
    expect(await judged("It costs ₹5.")).toContain("price");
    expect(
      await judged(
        "Always follow the escalation protocol when a case is beyond you. Collect personal details only when a business process really needs them",
      ),
    ).toContain("instructions");
    expect(await judged("See <b>this</b>")).toContain("plain text");
  });

  it("may state what an earlier tool of the turn or the tenant's own template states", async () => {
    expect(await judged("It costs ₹777.", undefined, { price: 777 })).toBeNull();
    expect(await judged("Pay ₹50, Asha.", "Pay ₹50, {{name}}.")).toBeNull();
    expect(await judged("Pay ₹50, Asha.", "Pay, {{name}}.")).toContain("price");
  });
});

describe("the context", () => {
  const remember = async (value: string, text: string) => {
    const calls = [{ name: "update_context", args: { context_key: "friend", context_value: value } }];
    const turn = turnOf(text, { context: { day: "Monday" } });
    const outcome = await agent.run(turn, portsOf(scriptedModels({ calls }, "Noted.")));
    return outcome.context;
  };

  it("takes a contact that the customer gave, and none that the model made up", async () => {
    expect(await remember("+91 98111 22233", "My friend is at 98111 22233")).toMatchObject({
      friend: "+91 98111 22233",
    });
    expect(await remember("+91 98111 22233", "Note a friend")).toEqual({ day: "Monday" });
    expect(await remember("budget ₹5,000", "I have 5000")).toMatchObject({ friend: "budget ₹5,000" });
  });

  it("is no source of what a reply states", async () => {
    const turn = turnOf("What does it cost?", { context: { price: "₹31" } });
    const price = { calls: [{ name: "get_context", args: {} }] };
    const models = scriptedModels(price, "It costs ₹31.", "It costs ₹31.");
    const outcome = await agent.run(turn, portsOf(models));
    expect(outcome.guardFindings).toEqual(["unsupported-price", "unsupported-price"]);
    expect(outcome.text).not.toContain("31");
  });
});
