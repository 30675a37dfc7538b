import { messageReceived, type OperatorActed } from "../../../../shared/events/index.ts";
import { actionNotices } from "../handoff/actions/action-notices.ts";
import { accept, newHandoff } from "../handoff/state.ts";
import { aConversation, aMessage } from "../testing/fixtures.ts";
import { withNotices } from "./notices.ts";

const at = "2026-11-22T10:00:00.000Z";
const handoff = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });
const taken = accept(handoff, "asha", at);
const refused = { status: "failed" as const, providerMessageIds: [], errorCode: "window-closed" };

const answered = aConversation({
  recent: [
    aMessage({ id: "q", turnId: "t1", text: "कितने का है?" }),
    aMessage({ id: "a", turnId: "t1", role: "agent", text: "₹549" }),
    aMessage({ id: "b", turnId: "t1", role: "agent", text: "A file", delivery: refused }),
    aMessage({ id: "c", turnId: "t0", role: "agent", text: "Earlier" }),
  ],
});

describe("a turn", () => {
  it("tells of its own messages, without those that the channel refused", () => {
    const decision = withNotices({ document: answered, publish: [] }, "t1", { reply: true, opened: false });
    expect(decision?.publish).toMatchObject([
      { type: "reply-sent", data: { operator: null, messages: [{ messageId: "a", text: "₹549" }] } },
    ]);
  });

  it("that says nothing and opens nothing tells nothing, and keeps what it publishes", () => {
    const publish = [{ type: "other", key: "k", data: {} }];
    expect(withNotices({ document: answered, publish }, "t9", { reply: true, opened: false })?.publish).toEqual(
      publish,
    );
  });

  it("tells analytics that it opened a session, and not what was said", () => {
    const decision = withNotices({ document: answered }, "t1", { reply: false, opened: true });
    expect(decision?.publish).toMatchObject([{ type: "conversation-opened" }]);
  });

  it("tells that it opened a session, and of the message that the request brought", () => {
    const message = messageReceived.schema.parse({
      conversationId: "c1",
      messageId: "m1",
      channel: "web_chat",
      accountAddress: null,
      customerAddress: "visitor",
      customerName: null,
      text: "नमस्ते",
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    });
    const decision = withNotices({ document: answered }, "t9", { reply: true, opened: true, taken: message });
    expect(decision?.publish).toMatchObject([
      { type: "conversation-opened", data: { customerId: "p1" } },
      { type: "chat-message-taken", data: { text: "नमस्ते", attachments: 0 } },
    ]);
  });
});

describe("an operator's action", () => {
  const acts = (data: Partial<OperatorActed>, before = aConversation(), after = before) =>
    actionNotices(before, after, {
      turnId: "t1",
      data: { conversationId: "c1", action: "takeover", operator: "asha", text: null, ...data },
    });

  it.each([
    ["takeover", [{ change: "assigned" }]],
    ["release", [{ change: "released" }]],
    ["resolve", [{ change: "resolved" }]],
    ["note", []],
  ] as const)("%s tells %j", (action, told) => {
    expect(acts({ action }).map(({ data }) => data)).toMatchObject(told);
  });

  it("on what is resolved already tells nothing", () => {
    expect(acts({ action: "resolve" }, aConversation({ status: "resolved" }))).toEqual([]);
  });

  it("transfer tells who is asked next", () => {
    const to = { operator: null, department: "billing" };
    expect(acts({ action: "transfer", to })).toMatchObject([{ data: { change: "transferred", to } }]);
  });

  it("reply takes a conversation that nobody has, and tells what was said", () => {
    const recent = [aMessage({ id: "r", turnId: "t1", role: "operator", text: "Asha here" })];
    const after = aConversation({ recent, handoff: taken });
    expect(acts({ action: "reply" }, aConversation(), after).map(({ type }) => type)).toEqual([
      "handoff-changed",
      "reply-sent",
    ]);
    expect(acts({ action: "reply" }, aConversation({ handoff: taken }), after)).toMatchObject([
      { type: "reply-sent", data: { operator: "asha", messages: [{ text: "Asha here" }] } },
    ]);
  });
});
