/** What an operator can do with a conversation, and how it looks before the server has answered. Pure. */
import type { ActName, Handoff, Item, TransferTo } from "../item.ts";

export function isMine({ handoff }: Pick<Item, "handoff">, me: string): boolean {
  return handoff?.status === "with_operator" && handoff.assigned_to === me;
}

/** The actions offered, the likeliest last. */
export function actsFor(item: Pick<Item, "status" | "handoff" | "snoozed_until">, me: string): readonly ActName[] {
  const off = item.snoozed_until === null ? "snooze" : "unsnooze";
  if (isMine(item, me)) return ["release", off, "transfer", "resolve"];
  if (item.status === "escalated") return ["release", off, "transfer", "resolve", "takeover"];
  return item.status === "active" ? ["resolve", "takeover"] : ["takeover"];
}

/** Why the API refused an action. `force`: an admin may do it all the same. */
export function refusalOf(code: string, isAdmin: boolean): "held" | "held-force" | "moved-on" | undefined {
  if (code === "conversation-moved-on") return "moved-on";
  if (code !== "conversation-held") return undefined;
  return isAdmin ? "held-force" : "held";
}

/** An action that was asked for and that the server has not answered yet. */
export interface PendingAct {
  readonly action: ActName;
  readonly to?: TransferTo;
  /** Until when it is put off. */
  readonly until?: string;
}

/** The conversation as it will be. Undefined: it leaves the queue. */
export function withAct(item: Item, { action, to, until }: PendingAct, me: string): Item | undefined {
  if (action === "release" || action === "resolve") return undefined;
  if (action === "snooze" || action === "unsnooze") return { ...item, snoozed_until: until ?? null };
  const { handoff } = item;
  if (handoff === null) return item;
  return { ...item, status: "escalated", handoff: { ...handoff, ...changeOf(action, to, me) } };
}

function changeOf(action: "takeover" | "transfer", to: TransferTo | undefined, me: string): Partial<Handoff> {
  if (action === "takeover") return { status: "with_operator", assigned_to: me };
  return {
    status: to?.operator === undefined ? "queued" : "assigned",
    assigned_to: to?.operator ?? null,
    ...(to?.department === undefined ? {} : { department: to.department }),
  };
}

/** The queue as it will be once the server has answered. */
export function withActs(items: readonly Item[], acts: ReadonlyMap<string, PendingAct>, me: string): readonly Item[] {
  if (acts.size === 0) return items;
  return items.flatMap((item) => {
    const act = acts.get(item.conversation_id);
    return act === undefined ? [item] : (withAct(item, act, me) ?? []);
  });
}
