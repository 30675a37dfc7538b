import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { openInbox } from "../inbox.fixture.ts";
import { inboxRoutes } from "../inbox-routes.ts";
import { labelRoutes } from "../labels/label-routes.ts";
import { macroRoutes } from "./macro-routes.ts";

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  inbox = await openInbox((dependencies) => [
    ...inboxRoutes(dependencies),
    ...labelRoutes(dependencies),
    ...macroRoutes({ ...dependencies, config: async () => minimalConfig() }),
  ]);
  await inbox.store([{ id: "c1", lastInboundAt: "2026-11-30T07:59:00.000Z" }, { id: "c2" }]);
  const actions = [
    { type: "reply", text: "Hello {customer_name}, it is on its way." },
    { type: "note", text: "Refund granted" },
    { type: "label", add: ["refund"] },
    { type: "resolve" },
  ];
  await inbox.call("putLabel", { params: { id: "refund" }, body: { title: "Refund", colour: "#2f6fde" } });
  await inbox.call("putMacro", { params: { id: "refund" }, body: { name: "Refund", actions } });
});
afterEach(() => inbox.close());

const run = (conversation_id: string, more: object = {}) =>
  inbox.call("runMacro", { params: { id: "refund" }, body: { conversation_id }, key: "k1", ...more });

it("does its actions in order, once for an Idempotency-Key", async () => {
  for (let time = 0; time < 3; time += 1) await run("c1");
  expect(inbox.sent).toHaveLength(1);
  expect(JSON.stringify(inbox.sent)).toContain("Hello Asha, it is on its way.");
  expect(await inbox.stored("c1")).toMatchObject({
    status: "resolved",
    labels: ["refund"],
    handoff: { notes: [{ text: "Refund granted", operator: "asha" }] },
  });
});

it("does nothing of it with a conversation that a colleague has", async () => {
  const until = "2026-12-01T08:00:00Z";
  await inbox.call("snoozeConversation", { params: { id: "c1" }, body: { until }, by: "ravi" });
  const asking = { params: { id: "refund" }, body: { conversation_id: "c1" } };
  expect(await inbox.refusal("runMacro", asking)).toMatchObject({ status: 409, code: "conversation-held" });
  expect(await inbox.stored("c1")).toMatchObject({ status: "escalated", handoff: { notes: [] } });
});

it("leaves out the name of a customer who has none", async () => {
  const customer = { id: "p3", address: "+919812345679", name: null };
  await inbox.store([{ id: "c3", customer, lastInboundAt: "2026-11-30T07:59:00.000Z" }]);
  await run("c3");
  expect(JSON.stringify(inbox.sent)).toContain("Hello, it is on its way.");
});

it("takes only known placeholders, and is deleted", async () => {
  const body = { name: "A", actions: [{ type: "reply", text: "Hello {nobody}" }] };
  expect(await inbox.refusal("putMacro", { params: { id: "a" }, body })).toEqual({
    status: 422,
    code: "placeholder-unknown",
  });
  await inbox.call("deleteMacro", { params: { id: "refund" } });
  expect(await inbox.call("listMacros")).toEqual({ items: [] });
});
