import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../../shared/project-root.ts";

const web = join(projectRoot, "functions/endpoints/console/web/inbox");

/** Loads a browser module unchanged. */
async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(web, name)).href)) as T;
}

interface Item {
  readonly conversation_id: string;
  readonly status?: string;
  readonly last_message?: { readonly role: string; readonly text: string; readonly at: string } | null;
  readonly handoff: {
    readonly status: string;
    readonly priority: string;
    readonly requested_at: string;
    readonly assigned_to: string | null;
  };
}
interface Change {
  readonly conversation_id: string;
  readonly kind: string;
  readonly at: string;
  readonly status: string;
  readonly stage: string | null;
  readonly priority: string | null;
  readonly department: string | null;
  readonly assigned_to: string | null;
  readonly text: string | null;
}

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, "0")}:00.000Z`;

describe("the queue", () => {
  let queue: {
    readonly sortItems: (items: readonly Item[]) => readonly Item[];
    readonly mergeItems: (items: readonly Item[], more: readonly Item[]) => readonly Item[];
    readonly filterItems: (items: readonly Item[], filter: string, me: string) => readonly Item[];
    readonly afterEvent: (items: readonly Item[], event: Change) => readonly Item[];
    readonly itemOf: (conversation: object, event: Change) => Item;
    readonly isUnread: (item: Item, seenAt?: string) => boolean;
  };
  beforeAll(async () => {
    queue = await load("queue.js");
  });
  const item = (conversation_id: string, handoff: Partial<Item["handoff"]> = {}): Item => ({
    conversation_id,
    last_message: null,
    handoff: { status: "queued", priority: "medium", requested_at: at(0), assigned_to: null, ...handoff },
  });
  const event = (conversation_id: string, change: Partial<Change> = {}): Change => ({
    conversation_id,
    kind: "assigned",
    at: at(30),
    status: "escalated",
    stage: "assigned",
    priority: "medium",
    department: null,
    assigned_to: "asha",
    text: null,
    ...change,
  });
  const ids = (items: readonly Item[]) => items.map(({ conversation_id: id }) => id);

  it("sorts by urgency, then by waiting time; an unknown priority counts as medium", () => {
    const items = [
      item("low", { priority: "low", requested_at: at(0) }),
      item("late", { requested_at: at(9) }),
      item("odd", { priority: "whenever", requested_at: at(5) }),
      item("early", { requested_at: at(1) }),
      item("urgent", { priority: "urgent", requested_at: at(20) }),
      item("high", { priority: "high", requested_at: at(10) }),
    ];
    expect(ids(queue.sortItems(items))).toEqual(["urgent", "high", "early", "odd", "late", "low"]);
  });

  it("merges pages without duplicates; the later page wins", () => {
    const pages = queue.mergeItems([item("a"), item("b")], [item("b", { assigned_to: "asha" }), item("c")]);
    expect(ids(pages).toSorted()).toEqual(["a", "b", "c"]);
    expect(queue.filterItems(pages, "mine", "asha")).toHaveLength(1);
  });

  it("updates an assignment, and removes a conversation released to the agent", () => {
    const [assigned] = queue.afterEvent([item("a")], event("a"));
    expect(assigned?.handoff).toMatchObject({ status: "assigned", assigned_to: "asha", requested_at: at(0) });
    expect(queue.afterEvent([item("a"), item("b")], event("a", { stage: "released" }))).toHaveLength(1);
    expect(queue.afterEvent([item("a")], event("a", { stage: null }))).toEqual([]);
  });

  it("moves a raised priority up and shows the customer's last message", () => {
    const change = event("b", { kind: "customer-wrote", priority: "urgent", text: "Hello?" });
    const items = queue.afterEvent([item("a"), item("b")], change);
    expect(ids(items)).toEqual(["b", "a"]);
    expect(items[0]?.last_message).toEqual({ role: "customer", text: "Hello?", at: at(30) });
  });

  it("adds an unknown conversation, waiting since its escalation", () => {
    const conversation = { conversation_id: "n", escalation: { at: at(3) }, last_message: null };
    expect(queue.itemOf(conversation, event("n")).handoff).toMatchObject({ requested_at: at(3), status: "assigned" });
  });

  it("separates waiting conversations from those with an operator", () => {
    const items = [item("a"), item("b", { status: "assigned" }), item("c", { status: "with_operator" })];
    expect(ids(queue.filterItems(items, "waiting", "asha"))).toEqual(["a", "b"]);
  });

  it("marks conversations unread since the customer's last message", () => {
    const wrote = { ...item("a"), last_message: { role: "customer", text: "Hi", at: at(7) } };
    expect(queue.isUnread(wrote, at(6))).toBe(true);
    expect(queue.isUnread(wrote, at(7))).toBe(false);
    expect(queue.isUnread(item("a"))).toBe(true);
    expect(queue.isUnread(item("a", { status: "with_operator" }))).toBe(false);
  });
});

describe("elapsed time", () => {
  it.each([
    [0, "now"],
    [42, "42 s"],
    [60, "1 min"],
    [3_599, "59 min"],
    [11_100, "3 h 05"],
    [200_000, "2 d"],
    [-5, "now"],
  ])("is short after %i seconds", async (seconds, said) => {
    const { elapsed } = await load<{ elapsed: (from: string, nowMs: number) => string }>("times.js");
    expect(elapsed(at(0), Date.parse(at(0)) + seconds * 1000)).toBe(said);
  });

  it("schedules the next presence update before the current one expires", async () => {
    const { nextBeatMs } = await load<{ nextBeatMs: (until: string, nowMs: number) => number }>("presence.js");
    expect(nextBeatMs(at(2), Date.parse(at(0)))).toBe(40_000);
    expect(nextBeatMs(at(0), Date.parse(at(9)))).toBe(5_000);
    expect(nextBeatMs(at(50), Date.parse(at(0)))).toBe(60_000);
  });
});

describe("the timeline of a conversation", () => {
  interface Entry {
    readonly id: string;
    readonly type: string;
    readonly text: string;
    readonly role?: string;
    readonly delivery?: unknown;
  }
  type Timeline = ReadonlyMap<string, Entry>;
  let timeline: {
    readonly emptyTimeline: () => Timeline;
    readonly withMessages: (timeline: Timeline, messages: readonly object[]) => Timeline;
    readonly withTurn: (timeline: Timeline, turn: object) => Timeline;
    readonly withAct: (timeline: Timeline, act: object) => Timeline;
    readonly entriesOf: (timeline: Timeline, complete: boolean) => readonly Entry[];
  };
  beforeAll(async () => {
    timeline = await load("timeline.js");
  });
  const message = (message_id: string, minute: number, delivery: object | null = null) => ({
    message_id,
    turn_id: "t",
    role: "operator",
    text: message_id,
    at: at(minute),
    delivery,
  });
  const turn = {
    turn_id: "t",
    at: at(5),
    messages: [{ message_id: "asked", text: "asked", at: at(4) }],
    reply: { message_id: "said", text: "said", choices: [] },
    more: [],
    by: "asha",
  };

  it("merges messages, notes and actions without duplicates", () => {
    const note = { kind: "note", at: at(6), operator: "asha", text: "noted" };
    let read = timeline.withTurn(timeline.withMessages(timeline.emptyTimeline(), [message("old", 1)]), turn);
    read = timeline.withAct(timeline.withAct(timeline.withTurn(read, turn), note), note);
    expect(timeline.entriesOf(read, true).map(({ type, role, text }) => [type, role, text])).toEqual([
      ["message", "operator", "old"],
      ["message", "customer", "asked"],
      ["message", "operator", "said"],
      ["note", undefined, "noted"],
    ]);
  });

  it("keeps a delivery status that arrived before its turn", () => {
    const delivered = { status: "delivered" };
    const read = timeline.withMessages(timeline.emptyTimeline(), [message("said", 5, delivered)]);
    expect(timeline.withTurn(read, turn).get("said")?.delivery).toBe(delivered);
  });

  it("shows actions older than the first message only once all messages are loaded", () => {
    const act = { kind: "takeover", at: at(0), operator: "asha", text: null };
    const read = timeline.withAct(timeline.withMessages(timeline.emptyTimeline(), [message("first", 1)]), act);
    expect(timeline.entriesOf(read, false).map(({ type }) => type)).toEqual(["message"]);
    expect(timeline.entriesOf(read, true).map(({ type }) => type)).toEqual(["act", "message"]);
  });
});

describe("an operator's actions", () => {
  interface Acts {
    readonly actsFor: (conversation: object, me: string) => readonly string[];
    readonly refusal: (problem: object, isAdmin: boolean) => { readonly mayForce: boolean } | undefined;
  }

  it("are takeover for other conversations and release for their own", async () => {
    const { actsFor } = await load<Acts>("acts.js");
    const mine = { status: "escalated", handoff: { status: "with_operator", assigned_to: "asha" } };
    expect(actsFor(mine, "asha")).not.toContain("takeover");
    expect(actsFor(mine, "asha")).toContain("release");
    expect(actsFor(mine, "bela")).toContain("takeover");
    expect(actsFor({ status: "resolved", handoff: null }, "asha")).toEqual(["takeover"]);
  });

  it("can be forced by admins only, and never past an unread customer message", async () => {
    const { refusal } = await load<Acts>("acts.js");
    expect(refusal({ code: "conversation-held" }, true)?.mayForce).toBe(true);
    expect(refusal({ code: "conversation-held" }, false)?.mayForce).toBe(false);
    expect(refusal({ code: "conversation-moved-on" }, true)?.mayForce).toBe(false);
    expect(refusal({ code: "rate-limited" }, true)).toBeUndefined();
  });
});

describe("saved replies", () => {
  it("match all words of a search in title, id or text", async () => {
    type Reply = { readonly id: string; readonly title: string; readonly text: string };
    const { matchingReplies } = await load<{
      matchingReplies: (replies: readonly Reply[], query: string) => readonly Reply[];
    }>("canned.js");
    const replies = [
      { id: "greeting", title: "Greeting", text: "Namaste" },
      { id: "times", title: "Report times", text: "Most reports are ready within 24 hours" },
    ];
    expect(matchingReplies(replies, "")).toHaveLength(2);
    expect(matchingReplies(replies, "READY report").map(({ id }) => id)).toEqual(["times"]);
    expect(matchingReplies(replies, "ready namaste")).toEqual([]);
  });
});

describe("a live call", () => {
  interface Shown {
    readonly hasRoom: boolean;
    readonly presence: string;
    readonly isMine: boolean;
  }
  let callActs: (shown: Shown) => readonly string[];
  let callTime: (from: string, nowMs: number) => string;
  beforeAll(async () => {
    ({ callActs } = await load<{ callActs: typeof callActs }>("calls/call-bar.js"));
    ({ callTime } = await load<{ callTime: typeof callTime }>("calls/call-time.js"));
  });

  it.each<[string, Shown, readonly string[]]>([
    ["joined by nobody", { hasRoom: true, presence: "none", isMine: false }, ["listen", "speak", "whisper", "end"]],
    ["listened to", { hasRoom: true, presence: "listening", isMine: false }, ["speak", "leave", "whisper", "end"]],
    ["with the operator", { hasRoom: true, presence: "speaking", isMine: true }, ["mute", "leave", "end"]],
    ["being joined", { hasRoom: true, presence: "joining", isMine: false }, ["whisper", "end"]],
    ["without a room", { hasRoom: false, presence: "none", isMine: false }, ["whisper"]],
    ["without a room, with the operator", { hasRoom: false, presence: "none", isMine: true }, []],
  ])("%s offers what is possible in it", (_, shown, expected) => {
    expect(callActs(shown)).toEqual(expected);
  });

  it("shows its time as a clock does", () => {
    const from = at(0);
    const after = (seconds: number) => callTime(from, Date.parse(from) + seconds * 1_000);
    expect([7, 760, 3_729].map(after)).toEqual(["0:07", "12:40", "1:02:09"]);
    // The browser's clock may be behind the server's.
    expect(after(-5)).toBe("0:00");
  });
});
