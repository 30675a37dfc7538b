import { api, send } from "../../../api/api.ts";
import { eventsOf } from "../events/event-stream.ts";
import { follow, withRetries } from "../events/follow.ts";
import { type HandoffEvent, type Item, itemFrom } from "../item.ts";
import { createStore, type Store } from "../store.ts";
import { afterEvent, isOpen, itemOf, mergeItems, renewed, sortItems } from "./queue.ts";

export type QueueOrder = "urgent" | "due";

export interface QueueState {
  /** By what the pages are read and shown. */
  readonly order: QueueOrder;
  readonly items: readonly Item[];
  readonly cursor: string | null;
  readonly isLoaded: boolean;
  readonly connection: "connecting" | "live" | "reconnecting";
  readonly problem: Error | undefined;
}

export interface Queue extends Store<QueueState> {
  /** Loads the next page, unless one is being loaded. */
  more(): Promise<void>;
  /** Reads the queue from its beginning in another order. */
  orderBy(order: QueueOrder): Promise<void>;
  /** Shows a conversation as the API has just returned it. */
  take(item: Item): void;
}

const pageSize = 200;
const renewMs = 20_000;

/** A client's queue, kept up to date until `signal` aborts. */
export function openQueue({
  client,
  signal,
  onEvent,
  onAttention,
}: {
  readonly client: string;
  readonly signal: AbortSignal;
  onEvent(event: HandoffEvent, item: Item | undefined): void;
  /** A colleague looks at a conversation, or writes in it. */
  onAttention(event: HandoffEvent): void;
}): Queue {
  const store = createStore<QueueState>({
    order: "urgent",
    items: [],
    cursor: null,
    isLoaded: false,
    connection: "connecting",
    problem: undefined,
  });
  const change = (properties: Partial<QueueState>) => store.set((before) => ({ ...before, ...properties }));
  const page = (cursor?: string) =>
    api("GET", "/v1/handoffs", {
      query: { limit: pageSize, order: store.get().order, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    });

  async function load(): Promise<void> {
    const { items, next_cursor: cursor } = await page();
    change({ items: sortItems(items.map(itemFrom)), cursor, isLoaded: true, problem: undefined });
  }

  let loadingMore: Promise<void> | undefined;
  async function loadMore(cursor?: string): Promise<void> {
    const { order } = store.get();
    const { items, next_cursor: next } = await page(cursor);
    store.set((before) => ({
      ...before,
      items: mergeItems(before.items, items.map(itemFrom)),
      // The page of another order does not go on in this one.
      ...(before.order === order ? { cursor: next } : {}),
    }));
  }

  async function apply(event: HandoffEvent): Promise<void> {
    const { conversation_id: id, kind } = event;
    // It says nothing about the conversation itself.
    if (kind === "attention") return onAttention(event);
    const find = () => store.get().items.find((item) => item.conversation_id === id);
    if (find() !== undefined) store.set((before) => ({ ...before, items: afterEvent(before.items, event) }));
    else if (isOpen(event)) {
      const conversation = await api("GET", "/v1/conversations/:id", { params: { id }, client, signal });
      store.set((before) => ({ ...before, items: mergeItems(before.items, [itemOf(conversation, event)]) }));
    }
    onEvent(event, find());
  }

  let loading: Promise<void> | undefined;
  void follow({
    async open(lastEventId, ending) {
      const headers = {
        Accept: "text/event-stream",
        ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
      };
      const response = await send("GET", "/v1/handoffs/events", { client, signal: ending, headers });
      // A new stream has no past events, so the queue is loaded again. What happens meanwhile is applied after it.
      if (lastEventId === undefined) {
        loading = withRetries(load, { onWait: () => change({ connection: "reconnecting" }), signal });
        loading.catch((problem: Error) => !signal.aborted && change({ problem }));
      }
      return eventsOf(response);
    },
    async onEvent({ data }) {
      await loading;
      await apply(data as HandoffEvent);
    },
    onState: (connection) => change({ connection }),
    signal,
  }).catch((problem: Error) => !signal.aborted && change({ problem }));

  // The stream tells no messages that the bot answers meanwhile. The most urgent conversations are read again for them.
  const timer = setInterval(() => {
    if (document.hidden || !store.get().isLoaded) return;
    // Without a network, the next look catches up.
    void page()
      .then(({ items }) => store.set((before) => ({ ...before, items: renewed(before.items, items.map(itemFrom)) })))
      .catch(() => undefined);
  }, renewMs);
  signal.addEventListener("abort", () => clearInterval(timer));

  return {
    ...store,
    async more() {
      const { cursor } = store.get();
      if (cursor === null) return;
      loadingMore ??= loadMore(cursor).finally(() => {
        loadingMore = undefined;
      });
      await loadingMore.catch((problem: Error) => !signal.aborted && change({ problem }));
    },
    async orderBy(order) {
      if (order === store.get().order) return;
      change({ order });
      await loadingMore?.catch(() => undefined);
      await loadMore().catch((problem: Error) => !signal.aborted && change({ problem }));
    },
    take(item) {
      const isInQueue = item.handoff !== null && item.handoff.status !== "released";
      store.set((before) => ({
        ...before,
        items: isInQueue
          ? mergeItems(before.items, [item])
          : before.items.filter(({ conversation_id: id }) => id !== item.conversation_id),
      }));
    },
  };
}
