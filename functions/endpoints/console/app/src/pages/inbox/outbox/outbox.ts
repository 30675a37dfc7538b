import type { Vault } from "../../../shell/vault/vault.ts";
import { isFinal, type Pause, pauseOrOnline, statusOf } from "../events/follow.ts";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;
/** Digits of a place: milliseconds since 1970, beyond the year 2286. */
const placeLength = 16;

/** A reply or note that the API has not accepted yet. Its id is its Idempotency-Key. */
export interface Unsent {
  readonly id: string;
  /** Under which it is kept. Names sort as the entries were written. */
  readonly name: string;
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
export type Said = Omit<Unsent, "id" | "name" | "at" | "state" | "problem" | "force">;

export interface OutboxOptions {
  send(entry: Unsent): Promise<unknown>;
  /** Keeps what is unsent, so that it survives a reload and the browser's end. */
  readonly vault: Pick<Vault, "get" | "names" | "set" | "reread" | "settled">;
  /** What the names of this outbox begin with. */
  readonly prefix: string;
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
  const { send, vault, prefix, newKey, onChange, onSent, onSignedOut, signal } = options;
  const { pause = pauseOrOnline, exclusively = (_, work) => work() } = options;
  const busy = new Set<string>();
  const asked = new Set<string>();
  const entries = () => vault.names(prefix).map((name) => entryIn(name, vault.get(name)));
  function keep(entry: Unsent): void {
    vault.set(entry.name, JSON.stringify(entry));
    onChange(entries());
  }
  /** Another window may have removed the entry meanwhile. */
  const set = (entry: Unsent, properties: Partial<Unsent>) =>
    vault.get(entry.name) !== undefined && keep({ ...entry, ...properties });
  function remove({ name }: Unsent): void {
    vault.set(name, undefined);
    onChange(entries());
  }

  /** Behind everything that waits, whatever the clock says. */
  function newName(): string {
    const newest =
      vault
        .names(prefix)
        .at(-1)
        ?.slice(prefix.length, prefix.length + placeLength) ?? "";
    const place = Math.max(Date.now(), Number.parseInt(newest || "0", 10) + 1);
    return `${prefix}${String(place).padStart(placeLength, "0")}-${newKey()}`;
  }

  async function work(conversationId: string): Promise<void> {
    // Asked for again while it ends, it begins anew: nothing is left lying.
    asked.add(conversationId);
    if (busy.has(conversationId)) return;
    busy.add(conversationId);
    try {
      while (asked.delete(conversationId))
        await exclusively(`${prefix} ${conversationId}`, () => inTurn(conversationId));
    } finally {
      busy.delete(conversationId);
    }
  }

  /** Windows take turns: each begins with what the one before has left, and leaves what the next one is to find. */
  async function inTurn(conversationId: string): Promise<void> {
    await vault.reread();
    await sendAll(conversationId);
    await vault.settled();
  }

  async function sendAll(conversationId: string): Promise<void> {
    let waitMs = firstWaitMs;
    for (let entry = next(conversationId); entry !== undefined && !signal.aborted; entry = next(conversationId)) {
      try {
        const answer = await send(entry);
        await onSent(entry, answer);
        remove(entry);
        waitMs = firstWaitMs;
      } catch (error) {
        if (statusOf(error) === 401) {
          set(entry, { state: "waiting" });
          return onSignedOut(error);
        }
        if (isFinal(error)) set(entry, { state: "failed", problem: problemOf(error) });
        else {
          set(entry, { state: "waiting" });
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
      keep({ ...said, id: newKey(), name: newName(), at: new Date().toISOString(), state: "sending" });
      void work(said.conversationId);
    },

    /** Tries again with a new key, because the request under the old one was refused for good. */
    again({ problem: _, ...entry }: Unsent, force = false): void {
      set(entry, { id: newKey(), state: "sending", force });
      void work(entry.conversationId);
    },

    discard(entry: Unsent): void {
      remove(entry);
      void work(entry.conversationId);
    },

    /** Goes on after a reload. */
    resume(): void {
      for (const id of new Set(entries().map(({ conversationId }) => conversationId))) void work(id);
    },
  };
}

function entryIn(name: string, stored = "{}"): Unsent {
  return { ...(JSON.parse(stored) as Unsent), name };
}

function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  return { code, message: error instanceof Error ? error.message : String(error) };
}
