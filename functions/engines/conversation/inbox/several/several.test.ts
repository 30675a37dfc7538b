import { createLogger } from "../../../../../shared/telemetry/log.ts";
import { handoffEvents } from "../handoff-events.ts";
import { openInbox, shop } from "../inbox.fixture.ts";
import { inboxRoutes } from "../inbox-routes.ts";
import { labelRoutes } from "../labels/label-routes.ts";
import { savedViewRoutes } from "../saved-views.ts";
import { severalRoutes } from "./several-routes.ts";

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  inbox = await openInbox((dependencies) => [
    ...inboxRoutes(dependencies),
    ...labelRoutes(dependencies),
    ...savedViewRoutes(dependencies),
    ...severalRoutes({ ...dependencies, log: createLogger({ level: "silent" }) }),
  ]);
  await inbox.store(["c1", "c2", "c3"].map((id) => ({ id })));
});
afterEach(() => inbox.close());

interface Results {
  readonly items: readonly {
    readonly conversation_id: string;
    readonly status: number;
    readonly code: string | null;
  }[];
}
const several = (conversations: string[], action: object, more: object = {}) =>
  inbox.call<Results>("actOnConversations", { body: { conversations, action }, ...more });

it("does the same with several conversations and answers for each of them", async () => {
  const until = "2026-12-01T08:00:00Z";
  await inbox.call("snoozeConversation", { params: { id: "c2" }, body: { until }, by: "ravi" });
  const { items } = await several(["c1", "c2", "nobody", "c3", "c1"], { type: "resolve" });
  expect(items.map(({ conversation_id, status, code }) => [conversation_id, status, code])).toEqual([
    ["c1", 200, null],
    ["c2", 409, "conversation-held"],
    ["nobody", 404, "conversation-not-found"],
    ["c3", 200, null],
  ]);
  expect(await inbox.stored("c1")).toMatchObject({ status: "resolved" });
  expect(await inbox.stored("c2")).toMatchObject({ status: "escalated" });
});

it("does nothing twice for an Idempotency-Key", async () => {
  const later = (hour: number) => ({ type: "snooze", until: `2026-12-01T0${hour}:00:00Z` });
  for (let time = 0; time < 3; time += 1) await several(["c1", "c2"], later(8), { key: "k1" });
  expect(inbox.scheduled).toHaveLength(2);
});

it("refuses once what fits no conversation, and more than a hundred", async () => {
  const refused = (action: object, conversations = ["c1"]) =>
    inbox.refusal("actOnConversations", { body: { conversations, action } });
  expect(await refused({ type: "label", add: ["unknown"] })).toEqual({ status: 422, code: "label-unknown" });
  expect(await refused({ type: "transfer", operator: "nobody" })).toEqual({ status: 422, code: "operator-unknown" });
  const many = Array.from({ length: 101 }, (_, index) => `c${index}`);
  await expect(several(many, { type: "resolve" })).rejects.toThrow(/100/);
});

it("labels and marks as read", async () => {
  await inbox.call("putLabel", { params: { id: "vip" }, body: { title: "VIP", colour: "#2f6fde" } });
  await several(["c1", "c2"], { type: "label", add: ["vip"] });
  expect((await inbox.stored("c2"))?.labels).toEqual(["vip"]);
  expect((await several(["c1", "c2"], { type: "read" })).items.map(({ status }) => status)).toEqual([200, 200]);
});

it("keeps each operator's own saved lists", async () => {
  const body = { name: "Unread", filter: { unread: true } };
  await inbox.call("putInboxView", { params: { id: "a" }, body });
  await inbox.call("putInboxView", { params: { id: "a" }, body: { ...body, name: "Mine" } });
  expect(await inbox.call("listInboxViews")).toEqual({
    items: [{ view_id: "a", name: "Mine", filter: { unread: true } }],
  });
  expect(await inbox.call("listInboxViews", { by: "ravi" })).toEqual({ items: [] });
  expect(await inbox.refusal("deleteInboxView", { params: { id: "a" }, by: "ravi" })).toEqual({
    status: 404,
    code: "inbox-view-not-found",
  });
});

it("tells the others who writes, once for each sign, and nothing after it is over", async () => {
  const end = new AbortController();
  const identity = { tenantId: shop, subject: "ravi", roles: ["operator"] } as never;
  const { documents } = inbox.platform;
  const stream = handoffEvents({ documents, now: inbox.now }, { identity, signal: end.signal } as never);
  const next = stream.next();
  await inbox.call("payAttention", { params: { id: "c1" }, body: { doing: "writing" } });
  expect((await next).value).toEqual({
    event: "handoff",
    data: expect.objectContaining({ kind: "attention", conversation_id: "c1", operator: "asha", text: "writing" }),
  });
  inbox.setTime("2026-11-30T08:00:05.000Z");
  const again = stream.next();
  await inbox.call("payAttention", { params: { id: "c1" }, body: { doing: "viewing" } });
  expect((await again).value?.data).toMatchObject({ text: "viewing", at: "2026-11-30T08:00:05.000Z" });
  end.abort();
  await stream.return(undefined);
});
