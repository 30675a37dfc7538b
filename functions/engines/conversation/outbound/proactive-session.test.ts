import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { type MessageRequested, textContent } from "../../../../shared/events/index.ts";
import type { StoredConversation } from "../conversations.ts";
import { accept, newHandoff } from "../handoff/state.ts";
import { aConversation } from "../testing/fixtures.ts";
import { dependenciesWith, given } from "../testing/given.ts";
import { sayStep } from "./proactive-message.ts";

const config = minimalConfig(`
  channels:
    input: [{ type: whatsapp, config: { phone_number: "+14155238886" } }]
    output: [{ type: whatsapp, config: {} }]
`);
const request: MessageRequested = {
  requestId: "r1",
  origin: { kind: "direct", id: "d1" },
  purpose: "service",
  conversationId: "c1",
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345678", name: "Asha" },
  content: textContent("Your bicycle is ready."),
  template: null,
  unlessWrittenSince: null,
  configName: null,
};

describe("the configuration of an unasked message", () => {
  async function configAfter(over: Partial<StoredConversation>, configName: string | null = null) {
    const asked: (string | null)[] = [];
    const step = sayStep({
      ...dependenciesWith(config),
      async activeConfig(_tenant, name) {
        asked.push(name);
        return { name: name ?? "default", version: 9 };
      },
    });
    const before = aConversation({ config: { name: "sales", version: 2 }, ...over });
    const then = await given(before).when(step, { ...request, configName });
    return { config: then.decision?.document.config, asked };
  }

  it("stays while the session is open, whichever one is asked for", async () => {
    const own = { config: { name: "sales", version: 2 }, asked: [] };
    expect(await configAfter({}, "repairs")).toEqual(own);
    const withPerson = { status: "escalated" as const, updatedAt: "2026-11-01T00:00:00.000Z" };
    expect(await configAfter(withPerson, "repairs")).toEqual(own);
  });

  it("is the active one once the session is over: the one asked for, else that of the conversation", async () => {
    const idle = { updatedAt: "2026-11-20T09:00:00.000Z" };
    const sales = { config: { name: "sales", version: 9 }, asked: ["sales"] };
    expect(await configAfter(idle)).toEqual(sales);
    expect(await configAfter({ status: "resolved" })).toEqual(sales);
    expect(await configAfter(idle, "repairs")).toEqual({ config: { name: "repairs", version: 9 }, asked: ["repairs"] });
  });
});

describe("an operator's unasked message", () => {
  const handoff = newHandoff({
    id: "h1",
    type: "human_agent",
    department: null,
    skills: [],
    priority: "high",
    at: "2026-11-22T09:00:00.000Z",
  });
  const takenBy = (operator: string) =>
    aConversation({ status: "escalated", handoff: accept(handoff, operator, "2026-11-22T09:01:00.000Z") });
  const whenMeeraWrites = (conversation: StoredConversation) =>
    given(conversation).when(sayStep(dependenciesWith(config)), { ...request, operator: "meera" });

  it("is sent in the conversation that they have taken, in their name", async () => {
    const then = await whenMeeraWrites(takenBy("meera"));
    expect(then.texts).toEqual(["Your bicycle is ready."]);
    expect(then.record).toMatchObject({ by: "meera", origin: request.origin });
    expect(then.decision?.document.recent).toMatchObject([{ role: "operator" }]);
  });

  it.each([
    ["another operator has taken", takenBy("arjun")],
    ["waits for an operator", aConversation({ status: "escalated", handoff })],
  ])("is skipped in a conversation that %s", async (_which, conversation) => {
    const then = await whenMeeraWrites(conversation);
    expect(then.texts).toEqual([]);
    expect(then.decision?.publish).toMatchObject([{ data: { outcome: "skipped", reason: "with-a-person" } }]);
  });
});
