import type { z } from "zod";
import type { TakeoverView } from "../../../../../../../engines/conversation/inbox/handoff-routes.ts";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import type { OpenConversation } from "../conversation/conversation-store.ts";
import type { ActName, Item, TransferTo } from "../item.ts";
import type { Queue } from "../queue/queue-store.ts";
import { createStore, type Store } from "../store.ts";
import { actOnSeveral } from "./act-on-several.ts";
import { type PendingAct, refusalOf, withAct } from "./acts.ts";
import { bulkActionOf, isAsRead } from "./bulk.ts";
import { type Held, undoable } from "./undo.ts";

/** An action that the API refused, for its conversation to tell. */
export interface Refusal {
  readonly conversationId: string;
  readonly why: NonNullable<ReturnType<typeof refusalOf>>;
  /** Who has the conversation. */
  readonly holder: string | null;
  /** What the API says. */
  readonly detail: string;
  force(): void;
}

interface Wish extends PendingAct {
  readonly id: string;
  /** The turns that the person has read. */
  readonly turns?: number;
  readonly force?: boolean;
  readonly leaving?: boolean;
}

type Takeover = z.infer<typeof TakeoverView>;

export interface Deeds {
  /** What was asked for and is not answered yet, by conversation. */
  readonly pending: Store<ReadonlyMap<string, PendingAct>>;
  /** What can still be undone. */
  readonly held: Store<readonly Held[]>;
  readonly refusal: Store<Refusal | undefined>;
  /**
   * Shows an action as done and sends it for each conversation: closing, transferring and putting off after a few seconds,
   * in which they can be undone.
   */
  perform(items: readonly Item[], act: PendingAct, label: string): void;
  undo(id?: string): void;
  flush(): void;
}

/** What can be taken back by doing something else is not held up. */
const atOnce: ReadonlySet<ActName> = new Set(["takeover", "release", "unsnooze"]);

/** What operators do with conversations. */
export function openDeeds({
  client,
  me,
  isAdmin,
  queue,
  conversation,
  onProblem,
}: {
  readonly client: string;
  readonly me: string;
  readonly isAdmin: boolean;
  readonly queue: Queue;
  conversation(id: string): OpenConversation;
  onProblem(error: unknown): void;
}): Deeds {
  const pending = createStore<ReadonlyMap<string, PendingAct>>(new Map());
  const held = createStore<readonly Held[]>([]);
  const refusal = createStore<Refusal | undefined>(undefined);
  const forget = (id: string) => pending.set((before) => new Map([...before].filter(([each]) => each !== id)));
  const undo = undoable({ onChange: (next) => held.set(() => next) });

  async function act(wish: Wish): Promise<void> {
    const { id } = wish;
    try {
      const answer = await request(client, wish);
      const briefing = "briefing" in answer ? (answer as Takeover).briefing.summary : undefined;
      conversation(id).take(answer, briefing);
      queue.take(answer);
    } catch (error) {
      await tell(error, wish);
    } finally {
      settle(wish);
    }
  }

  function settle({ id, action, to, until }: Wish): void {
    const now = pending.get().get(id);
    if (now?.action === action && now.to === to && now.until === until) forget(id);
  }

  /** The same with several. The API's answer has no conversations: they are shown as they will be, until it tells them. */
  async function actOnAll(wishes: readonly Wish[], performed: PendingAct, leaving: boolean): Promise<void> {
    for (const wish of wishes) pending.set((before) => new Map(before).set(wish.id, wish));
    try {
      const asked = { ids: wishes.map(({ id }) => id), action: bulkActionOf(performed), leaving };
      const outcome = await actOnSeveral(client, asked);
      queue.set((before) => ({
        ...before,
        items: before.items.flatMap((item) =>
          outcome.done.has(item.conversation_id) ? (withAct(item, performed, me) ?? []) : [item],
        ),
      }));
      if (outcome.problem) onProblem(outcome.problem);
    } catch (error) {
      onProblem(error);
    } finally {
      wishes.forEach(settle);
    }
  }

  async function tell(error: unknown, wish: Wish): Promise<void> {
    const { id } = wish;
    const why = error instanceof ApiProblem ? refusalOf(error.code, isAdmin) : undefined;
    if (why === undefined || !(error instanceof ApiProblem)) return onProblem(error);
    const now = await api("GET", "/v1/conversations/:id", { params: { id }, client }).catch(() => undefined);
    const holder = now?.escalation?.operator ?? null;
    refusal.set(() => ({
      conversationId: id,
      why,
      holder,
      detail: error.message,
      force: () => begin({ ...wish, force: true }),
    }));
  }

  function begin(wish: Wish): void {
    refusal.set((before) => (before?.conversationId === wish.id ? undefined : before));
    pending.set((before) => new Map(before).set(wish.id, wish));
    void act(wish);
  }

  return {
    pending,
    held,
    refusal,
    perform(items, performed, label) {
      const wishes = items.map((item): Wish => {
        return { ...performed, id: item.conversation_id, ...readTurns(item, performed.action) };
      });
      const send = (leaving: boolean) => {
        const known = new Map(queue.get().items.map((item) => [item.conversation_id, item]));
        const asRead = items.filter((item) => isAsRead(item, known.get(item.conversation_id)));
        const several = new Set(asRead.length < 2 ? [] : asRead.map(({ conversation_id: id }) => id));
        // What the customer wrote since is not closed with the others: alone, it is refused and told.
        for (const wish of wishes) if (!several.has(wish.id)) begin({ ...wish, leaving });
        const together = wishes.filter(({ id }) => several.has(id));
        if (together.length > 0) void actOnAll(together, performed, leaving);
      };
      if (atOnce.has(performed.action)) return send(false);
      for (const wish of wishes) pending.set((before) => new Map(before).set(wish.id, wish));
      undo.hold({
        id: wishes.map(({ id }) => id).join(),
        label,
        act: ({ leaving }) => send(leaving),
        undo() {
          for (const { id } of wishes) forget(id);
        },
      });
    },
    undo: (id) => undo.undo(id),
    flush: () => undo.flush(),
  };
}

/** Keeps the server from closing or releasing a conversation with a message that the person has not read. */
function readTurns({ turn_count: turns }: Item, action: ActName): { readonly turns?: number } {
  return action === "release" || action === "resolve" ? { turns } : {};
}

function request(client: string, { id, action, to, until = "", turns, force, leaving = false }: Wish) {
  const query = {
    ...(force ? { force: "true" as const } : {}),
    ...(turns === undefined ? {} : { expected_turn_count: turns }),
  };
  const rest = { params: { id }, client, keepalive: leaving };
  const options = { ...rest, query };
  if (action === "transfer")
    return api("POST", "/v1/conversations/:id/transfer", { ...options, body: to as TransferTo });
  if (action === "snooze") return api("POST", "/v1/conversations/:id/snooze", { ...rest, body: { until } });
  if (action === "unsnooze") return api("POST", "/v1/conversations/:id/unsnooze", { ...rest, body: {} });
  if (action === "takeover") return api("POST", "/v1/conversations/:id/takeover", options);
  return api("POST", `/v1/conversations/:id/${action}`, options);
}
