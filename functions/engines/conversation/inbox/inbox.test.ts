import { snoozeEnded } from "../../../../shared/events/conversation/handoff.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { endSnoozeStep } from "../handoff/actions/end-snooze.ts";
import { handoffLog } from "../handoff/log.ts";
import { newOperator, operators } from "../handoff/operators/operator.ts";
import { newHandoff } from "../handoff/state.ts";
import { conversationRoutes } from "../routes/conversations.ts";
import { searchedIn } from "../search/searched-words.ts";
import { applyInbound } from "../session/session.ts";
import { aMessage, anInbound } from "../testing/fixtures.ts";
import { handoffRoutes } from "./handoff-routes.ts";
import { handoffEventView } from "./handoff-views.ts";
import { openInbox, shop } from "./inbox.fixture.ts";
import { inboxRoutes } from "./inbox-routes.ts";
import { labelRoutes } from "./labels/label-routes.ts";

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  inbox = await openInbox((dependencies) => [
    ...conversationRoutes(dependencies),
    ...handoffRoutes(dependencies as never),
    ...inboxRoutes(dependencies),
    ...labelRoutes(dependencies),
  ]);
});
afterEach(() => inbox.close());

interface Listed {
  readonly items: readonly { readonly conversation_id: string; readonly unread: boolean; readonly handoff?: unknown }[];
  readonly next_cursor: string | null;
}
const at = "2026-11-30T07:00:00.000Z";
const ids = ({ items }: Listed) => items.map(({ conversation_id }) => conversation_id);
const list = async (query: object, by?: string) =>
  ids(await inbox.call<Listed>("listConversations", { query, ...(by ? { by } : {}) }));

async function logged(id: string) {
  const found = await inbox.platform.documents.query(shop, handoffLog, {
    where: [["conversationId", "==", id]],
    orderBy: { field: "at", direction: "asc" },
    limit: 50,
  });
  return found.items.map(({ data: { kind, operator } }) => `${kind} ${operator}`).toSorted();
}

describe("the list of conversations", () => {
  beforeEach(() =>
    inbox.store([
      { id: "bot", channel: "web_chat", language: "hi", updatedAt: "2026-11-30T07:05:00.000Z" },
      {
        id: "waits",
        status: "escalated",
        updatedAt: "2026-11-30T07:04:00.000Z",
        handoff: newHandoff({ id: "h1", type: "human_agent", department: "billing", skills: [], priority: "high", at }),
      },
      { id: "closed", status: "resolved", updatedAt: "2026-11-30T07:03:00.000Z" },
    ]),
  );

  it("is narrowed by what operators ask for, each condition alone and together", async () => {
    expect(await list({})).toEqual(["bot", "waits", "closed"]);
    expect(await list({ status: "resolved" })).toEqual(["closed"]);
    expect(await list({ channel: "web_chat" })).toEqual(["bot"]);
    expect(await list({ language: "hi", channel: "whatsapp" })).toEqual([]);
    expect(await list({ department: "billing" })).toEqual(["waits"]);
    expect(await list({ assignee: "nobody" })).toEqual(["waits"]);
    expect(await list({ assignee: "bot" })).toEqual(["bot"]);
    await inbox.call("transferConversation", { params: { id: "waits" }, body: { department: "billing" } });
    await inbox.call("snoozeConversation", { params: { id: "waits" }, body: { until: "2026-12-01T08:00:00Z" } });
    expect(await list({ assignee: "me" })).toEqual(["waits"]);
    expect(await list({ assignee: "asha", status: "escalated" }, "ravi")).toEqual(["waits"]);
    expect(await list({ assignee: "me" }, "ravi")).toEqual([]);
  });

  it("shows the handoff to those who may operate, and to nobody else", async () => {
    const of = async (roles: readonly ("operator" | "viewer")[]) =>
      (await inbox.call<Listed>("listConversations", { query: { assignee: "nobody" }, roles })).items;
    expect(await of(["operator"])).toMatchObject([{ handoff: { department: "billing" } }]);
    expect(await of(["viewer"])).not.toMatchObject([{ handoff: expect.anything() }]);
  });

  it("reads a bounded part for a rare condition, and loses nothing over its pages", async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: `n${index}`,
      language: index === 55 ? "ta" : "en",
      updatedAt: new Date(Date.parse(at) - index * 1_000).toISOString(),
    }));
    await inbox.store(many);
    const found: string[] = [];
    let cursor: string | null | undefined;
    let pages = 0;
    do {
      const query = {
        snoozed: "false",
        unread: "true",
        assignee: "bot",
        language: "ta",
        limit: 2,
        ...(cursor ? { cursor } : {}),
      };
      const page = await inbox.call<Listed>("listConversations", { query });
      found.push(...ids(page));
      cursor = page.next_cursor;
      pages += 1;
    } while (cursor !== null);
    expect(found).toEqual(["n55"]);
    expect(pages).toBeGreaterThan(1);
  });

  it("knows what each operator has read", async () => {
    expect(await list({ unread: "true" })).toEqual(["bot", "waits", "closed"]);
    expect(await inbox.call("markRead", { params: { id: "bot" } })).toEqual({ unread: false });
    expect(await list({ unread: "true" })).toEqual(["waits", "closed"]);
    expect(await list({ unread: "true" }, "ravi")).toContain("bot");
    expect(await inbox.call("markUnread", { params: { id: "bot" } })).toEqual({ unread: true });
    await inbox.call("markRead", { params: { id: "bot" } });
    await inbox.store([{ id: "bot", lastInboundAt: "2026-11-30T07:59:00.000Z", updatedAt: at }]);
    expect(await list({ unread: "true" })).toContain("bot");
  });

  it("finds a customer by the whole number, and conversations by parts of words", async () => {
    const number = "+91 98765 43210";
    const customer = { id: testIds(shop).of("none"), address: "+919876543210", name: "Meera Joshi" };
    const id = searchedIn(testIds(shop), number);
    if (id.type !== "customer") throw new Error("It was not taken for a number.");
    await inbox.store([
      { id: "meera", customer: { ...customer, id: id.id }, updatedAt: at },
      { id: "other", recent: [aMessage({ text: "Where is my थायराइड REPORT?" })], updatedAt: at },
    ]);
    expect(await list({ q: number })).toEqual(["meera"]);
    expect(await list({ q: "meer josh" })).toEqual(["meera"]);
    expect(await list({ q: "report थायराइड" })).toEqual(["other"]);
    expect(await list({ q: "report", status: "resolved" })).toEqual([]);
    expect(await list({ q: "report meera" })).toEqual([]);
  });

  it("narrows the queue too, most urgent first", async () => {
    const queue = async (query: object) => ids(await inbox.call<Listed>("listHandoffs", { query }));
    expect(await queue({ assignee: "nobody", channel: "whatsapp" })).toEqual(["waits"]);
    expect(await queue({ language: "hi" })).toEqual([]);
    expect(await queue({ assignee: "me" })).toEqual([]);
    expect(await queue({ status: "queued", department: "billing" })).toEqual(["waits"]);
  });
});

describe("labels", () => {
  const label = (labels: string[], by?: string) =>
    inbox.call<{ labels: string[] }>("setLabels", { params: { id: "c1" }, body: { labels }, ...(by ? { by } : {}) });

  beforeEach(async () => {
    await inbox.store([{ id: "c1" }, { id: "c2" }]);
    for (const id of ["refund", "vip"])
      await inbox.call("putLabel", { params: { id }, body: { title: id, colour: "#2f6fde" } });
  });

  it("are set, taken away and found, also by somebody who does not have the conversation", async () => {
    await inbox.call("snoozeConversation", { params: { id: "c1" }, body: { until: "2026-12-01T08:00:00Z" } });
    expect((await label(["refund", "vip"], "ravi")).labels).toEqual(["refund", "vip"]);
    expect(await list({ label: "refund" })).toEqual(["c1"]);
    expect((await label(["vip"])).labels).toEqual(["vip"]);
    expect(await list({ label: "refund" })).toEqual([]);
    expect(await list({ label: "vip", status: "escalated" })).toEqual(["c1"]);
    expect(await logged("c1")).toEqual(["labelled asha", "labelled ravi", "snoozed asha"]);
    expect((await inbox.stored("c1"))?.snooze).toBeDefined();
  });

  it("have to be known", async () => {
    const asking = { params: { id: "c1" }, body: { labels: ["unknown"] } };
    expect(await inbox.refusal("setLabels", asking)).toEqual({ status: 422, code: "label-unknown" });
    await inbox.call("deleteLabel", { params: { id: "vip" } });
    expect(await inbox.call("listLabels")).toEqual({
      items: [{ label_id: "refund", title: "refund", colour: "#2f6fde" }],
    });
  });
});

describe("a conversation that is put off", () => {
  const until = "2026-11-30T12:00:00.000Z";
  const snooze = (body = { until }, by = "asha") =>
    inbox.call("snoozeConversation", { params: { id: "c1" }, body, by, key: "k1" });
  const due = (snoozeId: string, id = "due") =>
    inbox.runner.run(
      endSnoozeStep(inbox),
      envelopeOf(snoozeEnded, {
        id,
        tenantId: shop,
        key: "c1",
        at: inbox.now(),
        data: { conversationId: "c1", snoozeId },
      }),
      { repeatable: true },
    );

  beforeEach(() => inbox.store([{ id: "c1" }]));

  it("is scheduled once for an Idempotency-Key, and held by whoever did it", async () => {
    expect(await snooze()).toMatchObject({ snoozed_until: until, handoff: { assigned_to: "asha" } });
    await snooze();
    expect(inbox.scheduled).toMatchObject([{ at: until }]);
    expect(await list({ snoozed: "true" })).toEqual(["c1"]);
    const other = { params: { id: "c1" }, body: { until }, by: "ravi" };
    expect(await inbox.refusal("snoozeConversation", other)).toEqual({
      status: 409,
      code: "conversation-held",
      held_by: "asha",
    });
  });

  it("comes back once, to the queue when its operator is not there", async () => {
    await snooze();
    const [{ data } = { data: undefined }] = inbox.scheduled;
    const { snoozeId } = data as { snoozeId: string };
    inbox.setTime(until);
    for (let delivery = 0; delivery < 3; delivery += 1) await due(snoozeId);
    await due(snoozeId, "again");
    expect(await inbox.stored("c1")).toMatchObject({
      status: "escalated",
      handoff: { stage: "queued", open: true, assignedTo: null },
    });
    expect((await inbox.stored("c1"))?.snooze).toBeUndefined();
    expect(await logged("c1")).toEqual(["snoozed asha", "unsnoozed null"]);
  });

  it("comes back with the customer's message, and the task finds nothing then", async () => {
    await snooze();
    const before = await inbox.stored("c1");
    const { text, attachments, choiceId } = anInbound;
    const data = {
      conversationId: "c1",
      messageId: "m9",
      channel: "whatsapp" as const,
      accountAddress: null,
      text,
      attachments,
      customerAddress: "+919812345678",
      customerName: null,
      choiceId,
      thread: null,
      configName: null,
    };
    const event = {
      id: "e9",
      type: "message-received",
      tenantId: shop,
      key: "c1",
      causationId: null,
      occurredAt: at,
      data,
    };
    const woken = applyInbound(testIds(shop), before, event, null);
    expect(woken.snooze).toBeUndefined();
    await inbox.store([{ ...woken, id: "c1" } as never]);
    await due(before?.snooze?.id ?? "");
    expect(await inbox.stored("c1")).toMatchObject({ handoff: { stage: "with_operator" } });
    expect(await logged("c1")).toEqual(["snoozed asha"]);
  });

  it("is not put off into the past or for ever", async () => {
    for (const wrong of ["2026-11-30T07:59:00Z", "2030-01-01T00:00:00Z"])
      expect(await inbox.refusal("snoozeConversation", { params: { id: "c1" }, body: { until: wrong } })).toEqual({
        status: 422,
        code: "snooze-time-invalid",
      });
  });

  it("is shown again by a release, a transfer or a takeover, and by nothing smaller", async () => {
    await snooze();
    await inbox.call("addNote", { params: { id: "c1" }, body: { text: "Lab writes tomorrow" } });
    expect((await inbox.stored("c1"))?.snooze).toBeDefined();
    await inbox.call("releaseConversation", { params: { id: "c1" } });
    expect((await inbox.stored("c1"))?.snooze).toBeUndefined();
  });
});

it("a note speaks to known operators, and its event names them", async () => {
  await inbox.store([{ id: "c1" }]);
  const note = (mentions: string[]) => ({ params: { id: "c1" }, body: { text: "Please look", mentions } });
  expect(await inbox.refusal("addNote", note(["ravi"]))).toEqual({ status: 422, code: "operator-unknown" });
  const ravi = newOwned({ ...newOperator("ravi", at), name: "Ravi" });
  await inbox.platform.documents.commit(shop, [put(operators.collection, "ravi", ravi)]);
  await inbox.call("addNote", note(["ravi"]));
  const { items } = await inbox.platform.documents.query(shop, handoffLog, { limit: 10 });
  expect(items.map(({ data }) => handoffEventView(data))).toMatchObject([{ kind: "note", mentions: ["ravi"] }]);
});
