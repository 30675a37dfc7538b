import { api, send } from "../../../api/api.ts";
import { eventsOf } from "../events/event-stream.ts";
import { follow, withRetries } from "../events/follow.ts";
import { type HandoffEvent, type Item, itemFrom, type Turn } from "../item.ts";
import { waitingAfterTurn } from "../list/waiting.ts";
import { applyEvent } from "../queue/queue.ts";
import { createStore, type Store } from "../store.ts";
import { type Timeline, withEvent, withMessages, withOlder, withTurn } from "./timeline.ts";

export interface ConversationState {
  /** Undefined until it is loaded. */
  readonly item: Item | undefined;
  readonly timeline: Timeline;
  /** Where earlier messages go on. Null: these are all. */
  readonly cursor: string | null;
  readonly briefing: string | undefined;
  readonly problem: Error | undefined;
}

export interface OpenConversation extends Store<ConversationState> {
  /** Reads it again and follows it until `signal` aborts. */
  follow(signal: AbortSignal): void;
  /** Loads it once, because it is likely to be opened next. */
  prepare(): void;
  earlier(): Promise<void>;
  refresh(): Promise<void>;
  /** Shows it as an operator's action has left it. */
  take(item: Item, briefing?: string): void;
}

const pageSize = 30;
/** When the delivery of the newest message is asked for. */
const deliveryChecksMs = [1_500, 3_000, 6_000, 15_000, 30_000, 60_000];

/** A conversation with its messages and what operators did. `known` is what the queue tells of it. */
export function openConversation(client: string, id: string, known: () => Item | undefined): OpenConversation {
  const store = createStore<ConversationState>({
    item: known(),
    timeline: new Map(),
    cursor: null,
    briefing: undefined,
    problem: undefined,
  });
  const { set } = store;
  const messages = (cursor?: string) =>
    api("GET", "/v1/conversations/:id/messages", {
      params: { id },
      query: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      client,
    });
  let isComplete = false;

  async function load(): Promise<Item> {
    const [conversation, page] = await Promise.all([
      api("GET", "/v1/conversations/:id", { params: { id }, client }),
      messages(),
    ]);
    const item = itemFrom(conversation);
    set((before) => ({
      ...before,
      item,
      timeline: withMessages(before.timeline, page.items.toReversed()),
      cursor: isComplete ? before.cursor : page.next_cursor,
      problem: undefined,
    }));
    isComplete = true;
    return item;
  }

  async function refresh(): Promise<void> {
    const { items } = await messages();
    set((before) => ({ ...before, timeline: withMessages(before.timeline, items.toReversed()) }));
  }

  let deliveryTimer: ReturnType<typeof setTimeout> | undefined;
  function checkDelivery(signal: AbortSignal, attempt = 0): void {
    clearTimeout(deliveryTimer);
    const wait = deliveryChecksMs[attempt];
    if (wait === undefined || signal.aborted) return;
    deliveryTimer = setTimeout(async () => {
      // A check without a network is left out: the next one catches up.
      await refresh().catch(() => undefined);
      if (isOnItsWay(store.get().timeline)) checkDelivery(signal, attempt + 1);
    }, wait);
  }

  async function live(signal: AbortSignal): Promise<void> {
    const { turn_count: turns } = await withRetries(load, { onWait: () => undefined, signal });
    // Streams new turns only, but all actions of operators, because the messages do not tell them.
    await follow({
      from: `${turns}~`,
      async open(lastEventId = "", ending) {
        const headers = { Accept: "text/event-stream", "Last-Event-ID": lastEventId };
        const path = `/v1/conversations/${encodeURIComponent(id)}/events`;
        return eventsOf(await send("GET", path, { client, signal: ending, headers }));
      },
      onEvent({ event, data }) {
        if (event === "turn") set((before) => afterTurn(before, data as Turn));
        else if (event === "handoff") set((before) => afterAct(before, data as HandoffEvent));
        if (event === "turn") checkDelivery(signal);
      },
      onState: () => undefined,
      signal,
    });
  }

  return {
    ...store,
    refresh,
    follow(signal) {
      signal.addEventListener("abort", () => clearTimeout(deliveryTimer));
      live(signal).catch((problem: Error) => !signal.aborted && set((before) => ({ ...before, problem })));
    },
    prepare() {
      // What fails now is told when somebody opens it.
      if (!isComplete) void load().catch(() => undefined);
    },
    async earlier() {
      const { cursor } = store.get();
      if (cursor === null) return;
      const page = await messages(cursor);
      const older = page.items.toReversed();
      set((before) => ({ ...before, timeline: withOlder(before.timeline, older), cursor: page.next_cursor }));
    },
    take(item, briefing) {
      set((before) => ({ ...before, item, briefing: briefing ?? before.briefing }));
    },
  };
}

function afterTurn(state: ConversationState, turn: Turn): ConversationState {
  const { item } = state;
  const timeline = withTurn(state.timeline, turn);
  if (item === undefined) return { ...state, timeline };
  const now = { turn_count: turn.index, status: turn.status, waiting_since: waitingAfterTurn(item, turn) };
  return { ...state, timeline, item: { ...item, ...now } };
}

function afterAct(state: ConversationState, event: HandoffEvent): ConversationState {
  const timeline = withEvent(state.timeline, event);
  return { ...state, timeline, item: state.item && applyEvent(state.item, event) };
}

function isOnItsWay(timeline: Timeline): boolean {
  const last = [...timeline.values()].findLast((entry) => entry.type === "message" && entry.role !== "customer");
  if (last?.type !== "message" || last.delivery === null) return false;
  return last.delivery.status !== "read" && last.delivery.status !== "failed";
}
