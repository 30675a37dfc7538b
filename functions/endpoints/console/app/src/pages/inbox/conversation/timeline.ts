/** The timeline of a conversation: messages, notes and what operators did, without duplicates. Pure. */
import type { HandoffEvent, Message, Turn } from "../item.ts";

export type NoteEntry = { readonly type: "note"; readonly id: string; readonly whispered: boolean } & Pick<
  HandoffEvent,
  "operator" | "text" | "at" | "mentions"
>;
export type Entry =
  | ({ readonly type: "message"; readonly id: string } & Message)
  | NoteEntry
  | ({ readonly type: "act"; readonly id: string } & HandoffEvent);
export type Timeline = ReadonlyMap<string, Entry>;

/** Adds messages of `GET /v1/conversations/{id}/messages`, oldest first, replacing what is known of them. */
export function withMessages(timeline: Timeline, messages: readonly Message[]): Timeline {
  return withEntries(
    timeline,
    messages.map((message) => ({ ...message, type: "message", id: message.message_id })),
  );
}

/** Adds the messages of a turn of the stream. A turn tells no delivery and no files: what is known of them stays. */
export function withTurn(timeline: Timeline, turn: Turn): Timeline {
  const shared = {
    turn_id: turn.turn_id,
    original: null,
    attachments: [],
    choices: [],
    delivery: null,
    ...(turn.by === null ? {} : { by: turn.by }),
  };
  const asked = turn.messages.map((message) => ({ ...message, role: "customer" as const }));
  const answers = [turn.reply, ...turn.more].filter((reply) => reply !== null);
  const role = turn.by === null ? ("agent" as const) : ("operator" as const);
  const said = answers.map((answer) => ({ ...answer, role, at: turn.at }));
  return withMessages(
    timeline,
    [...asked, ...said].map((message) => {
      const known = timeline.get(message.message_id);
      return { ...shared, ...message, ...(known?.type === "message" ? known : {}) };
    }),
  );
}

/** Adds an operator's action or note. */
export function withEvent(timeline: Timeline, event: HandoffEvent): Timeline {
  const { kind, operator, text, at, mentions = [] } = event;
  const id = `${kind} ${at}`;
  const isNote = kind === "note" || kind === "whisper";
  return withEntries(timeline, [
    isNote
      ? { type: "note", id, whispered: kind === "whisper", operator, text, at, mentions }
      : { ...event, type: "act", id },
  ]);
}

function withEntries(timeline: Timeline, entries: readonly Entry[]): Timeline {
  const next = new Map(timeline);
  for (const entry of entries) next.set(entry.id, entry);
  return next;
}

/** Puts older messages before the others: they come first where two have the same time. */
export function withOlder(timeline: Timeline, messages: readonly Message[]): Timeline {
  return new Map([...withMessages(new Map(), messages), ...timeline]);
}

/**
 * The entries in the order of time; those of the same time as they arrived. Actions older than the first loaded message
 * are left out until the earlier pages are loaded.
 */
export function entriesOf(timeline: Timeline, isComplete: boolean): readonly Entry[] {
  const entries = [...timeline.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = entries.findIndex(({ type }) => type === "message");
  return isComplete || first < 0 ? entries : entries.slice(first);
}
