import { isFinal, pauseOrOnline } from "./follow.js";

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * The operator's messages that the API has not accepted yet. Each conversation sends its entries one at a time. Retries
 * use the same Idempotency-Key, so that a customer receives a message once. Entries survive a reload of the tab.
 * @param {object} options
 * @param {(entry: Entry) => Promise<unknown>} options.send
 * @param {{ getItem(key: string): string | null, setItem(key: string, value: string): void }} options.store
 * @param {string} options.key the storage key
 * @param {() => void} options.onChange
 * @param {(entry: Entry, answer: unknown) => Promise<void>} options.onSent called before the entry is removed
 * @param {(error: Error) => void} options.onSignedOut waiting entries continue with `resume`
 * @param {AbortSignal} options.signal
 * @param {(ms: number, signal: AbortSignal) => Promise<void>} [options.pause]
 * @typedef {{ id: string, conversationId: string, kind: "reply" | "note" | "whisper", text: string, at: string,
 *   callId?: string,
 *   force?: boolean, state: "sending" | "waiting" | "failed", problem?: { code: string, message: string } }} Entry
 */
export function outbox({ send, store, key, onChange, onSent, onSignedOut, signal, pause = pauseOrOnline }) {
  /** @type {Entry[]} */
  let entries = JSON.parse(store.getItem(key) ?? "[]");
  const busy = new Set();

  function change(next) {
    entries = next;
    store.setItem(key, JSON.stringify(entries));
    onChange();
  }
  const set = (id, properties) =>
    change(entries.map((entry) => (entry.id === id ? { ...entry, ...properties } : entry)));
  const remove = (id) => change(entries.filter((entry) => entry.id !== id));

  async function work(conversationId) {
    if (busy.has(conversationId)) return;
    busy.add(conversationId);
    let waitMs = firstWaitMs;
    for (let entry = next(conversationId); entry !== undefined && !signal.aborted; entry = next(conversationId)) {
      try {
        const answer = await send(entry);
        await onSent(entry, answer);
        remove(entry.id);
        waitMs = firstWaitMs;
      } catch (error) {
        if (error.status === 401) {
          set(entry.id, { state: "waiting" });
          onSignedOut(error);
          break;
        }
        if (isFinal(error)) set(entry.id, { state: "failed", problem: { code: error.code, message: error.message } });
        else {
          set(entry.id, { state: "waiting" });
          await pause(waitMs, signal);
          waitMs = Math.min(waitMs * 2, longestWaitMs);
        }
      }
    }
    busy.delete(conversationId);
  }

  /** A failed entry blocks the entries behind it until the operator decides. */
  function next(conversationId) {
    const first = entries.find((entry) => entry.conversationId === conversationId);
    return first?.state === "failed" ? undefined : first;
  }

  return {
    of: (conversationId) => entries.filter((entry) => entry.conversationId === conversationId),

    /** @param {Pick<Entry, "conversationId" | "kind" | "text" | "callId">} wish */
    add(wish) {
      change([...entries, { ...wish, id: newKey(), at: new Date().toISOString(), state: "sending" }]);
      void work(wish.conversationId);
    },

    /** Retries with a new key, because the previous request was rejected for good. @param {Entry} entry @param {boolean} force */
    again({ id, conversationId }, force = false) {
      set(id, { id: newKey(), state: "sending", problem: undefined, force });
      void work(conversationId);
    },

    /** @param {Entry} entry */
    discard({ id, conversationId }) {
      remove(id);
      void work(conversationId);
    },

    /** Continues after a reload. */
    resume() {
      for (const id of new Set(entries.map(({ conversationId }) => conversationId))) void work(id);
    },
  };
}

/** Unlike `crypto.randomUUID`, this also works on a page served without TLS. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
