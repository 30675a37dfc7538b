import { isFinal, type Pause, pauseOrOnline, statusOf } from "../events/follow.ts";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** A reply or note that the API has not accepted yet. Its id is its Idempotency-Key. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: "reply" | "note" | "whisper";
  readonly text: string;
  readonly at: string;
  /** Uploaded files that go with it, by their ids. */
  readonly files?: readonly string[];
  /** What was written, where `text` is its translation. */
  readonly written?: { readonly text: string; readonly language: string };
  /** The colleagues whom a note speaks to, by their ids. */
  readonly mentions?: readonly string[];
  /** The call whose agent is told something. */
  readonly callId?: string;
  readonly force?: boolean;
  readonly state: "sending" | "waiting" | "failed";
  readonly problem?: { readonly code: string; readonly message: string };
}
export type Said = Omit<Unsent, "id" | "at" | "state" | "problem" | "force">;

export interface OutboxOptions {
  send(entry: Unsent): Promise<unknown>;
  /** Keeps what is unsent, so that it survives a reload and the browser's end. */
  readonly storage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  readonly key: string;
  newKey(): string;
  onChange(entries: readonly Unsent[]): void;
  /** Called before the entry is removed, so that it never disappears in between. */
  onSent(entry: Unsent, answer: unknown): Promise<void>;
  /** Nobody is signed in. What waits goes on with `resume`. */
  onSignedOut(error: unknown): void;
  readonly signal: AbortSignal;
  readonly pause?: Pause;
  /** Lets one window of the browser send at a time. */
  readonly exclusively?: (name: string, work: () => Promise<void>) => Promise<void>;
}

/**
 * The operator's messages that the API has not accepted yet. Each conversation sends its entries one at a time and in
 * order. Retries use the same Idempotency-Key, so that a customer receives a message once.
 */
export function outbox(options: OutboxOptions) {
  const { send, storage, key, newKey, onChange, onSent, onSignedOut, signal } = options;
  const { pause = pauseOrOnline, exclusively = (_, work) => work() } = options;
  const busy = new Set<string>();
  const asked = new Set<string>();
  const entries = () => JSON.parse(storage.getItem(key) ?? "[]") as readonly Unsent[];
  /** Reads what is stored first: another window may have written to it. */
  function change(next: (before: readonly Unsent[]) => readonly Unsent[]): void {
    const changed = next(entries());
    storage.setItem(key, JSON.stringify(changed));
    onChange(changed);
  }
  const set = (id: string, properties: Partial<Unsent>) =>
    change((before) => before.map((entry) => (entry.id === id ? { ...entry, ...properties } : entry)));
  const remove = (id: string) => change((before) => before.filter((entry) => entry.id !== id));

  async function work(conversationId: string): Promise<void> {
    // Asked for again while it ends, it begins anew: nothing is left lying.
    asked.add(conversationId);
    if (busy.has(conversationId)) return;
    busy.add(conversationId);
    try {
      while (asked.delete(conversationId)) await exclusively(`${key} ${conversationId}`, () => sendAll(conversationId));
    } finally {
      busy.delete(conversationId);
    }
  }

  async function sendAll(conversationId: string): Promise<void> {
    let waitMs = firstWaitMs;
    for (let entry = next(conversationId); entry !== undefined && !signal.aborted; entry = next(conversationId)) {
      try {
        const answer = await send(entry);
        await onSent(entry, answer);
        remove(entry.id);
        waitMs = firstWaitMs;
      } catch (error) {
        if (statusOf(error) === 401) {
          set(entry.id, { state: "waiting" });
          return onSignedOut(error);
        }
        if (isFinal(error)) set(entry.id, { state: "failed", problem: problemOf(error) });
        else {
          set(entry.id, { state: "waiting" });
          await pause(waitMs, signal);
          waitMs = Math.min(waitMs * 2, longestWaitMs);
        }
      }
    }
  }

  /** A refused entry holds up those behind it until the operator decides. */
  function next(conversationId: string): Unsent | undefined {
    const first = entries().find((entry) => entry.conversationId === conversationId);
    return first?.state === "failed" ? undefined : first;
  }

  return {
    entries,

    add(said: Said): void {
      change((before) => [...before, { ...said, id: newKey(), at: new Date().toISOString(), state: "sending" }]);
      void work(said.conversationId);
    },

    /** Tries again with a new key, because the request under the old one was refused for good. */
    again({ id, conversationId }: Unsent, force = false): void {
      change((before) =>
        before.map((entry) => {
          if (entry.id !== id) return entry;
          const { problem: _, ...rest } = entry;
          return { ...rest, id: newKey(), state: "sending", force };
        }),
      );
      void work(conversationId);
    },

    discard({ id, conversationId }: Unsent): void {
      remove(id);
      void work(conversationId);
    },

    /** Goes on after a reload. */
    resume(): void {
      for (const id of new Set(entries().map(({ conversationId }) => conversationId))) void work(id);
    },
  };
}

function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  return { code, message: error instanceof Error ? error.message : String(error) };
}
