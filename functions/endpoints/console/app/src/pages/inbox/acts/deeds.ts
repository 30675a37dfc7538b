import type { z } from "zod";
import type { TakeoverView } from "../../../../../../../engines/conversation/handoff/routes.ts";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import type { OpenConversation } from "../conversation/conversation-store.ts";
import type { ActName, Item, TransferTo } from "../item.ts";
import type { Queue } from "../queue/queue-store.ts";
import { createStore, type Store } from "../store.ts";
import { type PendingAct, refusalOf } from "./acts.ts";
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
  /** Shows an action as done and sends it: closing and transferring after a few seconds, in which they can be undone. */
  perform(item: Item, act: PendingAct, label: string): void;
  undo(id?: string): void;
  flush(): void;
}

/** What operators do with conversations. */
export function openDeeds({
  client,
  isAdmin,
  queue,
  conversation,
  onProblem,
}: {
  readonly client: string;
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
    const { id, action, to } = wish;
    try {
      const answer = await request(client, wish);
      const briefing = "briefing" in answer ? (answer as Takeover).briefing.summary : undefined;
      conversation(id).take(answer, briefing);
      queue.take(answer);
    } catch (error) {
      await tell(error, wish);
    } finally {
      if (pending.get().get(id)?.action === action && pending.get().get(id)?.to === to) forget(id);
    }
  }

  async function tell(error: unknown, wish: Wish): Promise<void> {
    const { id } = wish;
    const why = error instanceof ApiProblem ? refusalOf(error.code, isAdmin) : undefined;
    if (why === undefined || !(error instanceof ApiProblem)) return onProblem(error);
    const now = await api("GET", "/v1/conversations/:id", { params: { id }, client }).catch(() => undefined);
    const holder = now?.escalation?.operator ?? null;
    refusal.set(() => ({
      ...{ conversationId: id, why, holder, detail: error.message },
      force: () => begin({ ...wish, force: true }),
    }));
  }

  function begin(wish: Wish): void {
    refusal.set((before) => (before?.conversationId === wish.id ? undefined : before));
    pending.set((before) => new Map(before).set(wish.id, wish));
    void act(wish);
  }

  return {
    ...{ pending, held, refusal },
    perform(item, { action, to }, label) {
      const id = item.conversation_id;
      const wish: Wish = { id, action, ...(to === undefined ? {} : { to }), ...readTurns(item, action) };
      if (action === "takeover" || action === "release") return begin(wish);
      pending.set((before) => new Map(before).set(id, wish));
      undo.hold({ id, label, act: ({ leaving }) => begin({ ...wish, leaving }), undo: () => forget(id) });
    },
    undo: (id) => undo.undo(id),
    flush: () => undo.flush(),
  };
}

/** Keeps the server from closing or releasing a conversation with a message that the person has not read. */
function readTurns({ turn_count: turns }: Item, action: ActName): { readonly turns?: number } {
  return action === "release" || action === "resolve" ? { turns } : {};
}

function request(client: string, { id, action, to, turns, force, leaving = false }: Wish) {
  const query = {
    ...(force ? { force: "true" as const } : {}),
    ...(turns === undefined ? {} : { expected_turn_count: turns }),
  };
  const options = { params: { id }, query, client, keepalive: leaving };
  if (action === "transfer")
    return api("POST", "/v1/conversations/:id/transfer", { ...options, body: to as TransferTo });
  if (action === "takeover") return api("POST", "/v1/conversations/:id/takeover", options);
  return api("POST", `/v1/conversations/:id/${action}`, options);
}
