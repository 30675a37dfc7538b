import { RequestFailed } from "./api.js";
import { withMessage, withMessages, withState } from "./thread.js";

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A hidden page closes its event stream after this time, and catches up when visible again. */
const hiddenAfterMs = 60_000;

/**
 * The page's conversation: messages, the answer being written and unsent messages. A broken connection, a page change or a
 * server restart neither loses nor duplicates a message. A message gets its id when written, stays in the browser until it
 * is answered, and is retried with the same id.
 */
export function talk({ api, storage, onChange }) {
  let state = {
    thread: [],
    status: "active",
    writing: undefined,
    working: false,
    offline: !navigator.onLine,
    ready: false,
    isWhole: true,
  };
  let after = 0;
  let sending = false;
  let watching;
  const sleepers = new Set();

  const change = (next) => {
    state = { ...state, ...next };
    onChange(state);
  };
  const outbox = () => storage.get("outbox") ?? [];
  const drop = (id) =>
    storage.set(
      "outbox",
      outbox().filter((message) => message.id !== id),
    );

  async function begin() {
    const { messages, status, is_whole: isWhole, after: upTo } = await api.history();
    after = upTo;
    for (const { message_id } of messages) drop(message_id);
    const waiting = outbox().map((message) => toMessage(message));
    change({ thread: withMessages(withMessages([], messages), waiting), status, isWhole, ready: true });
    watch();
    void send();
  }

  function say({ text, choiceId, files = [] }) {
    const message = { id: crypto.randomUUID(), text, at: new Date().toISOString(), files };
    if (choiceId !== undefined) message.choice_id = choiceId;
    storage.set("outbox", [...outbox(), message]);
    change({ thread: withMessage(state.thread, toMessage(message)) });
    void send();
  }

  function again(id) {
    change({ thread: withState(state.thread, id, "waiting") });
    void send();
  }

  const failed = (id) => state.thread.some(({ message_id, state }) => message_id === id && state === "failed");

  /** Sends the messages one at a time, in order. */
  async function send() {
    if (sending) return;
    sending = true;
    let pauseMs = firstPauseMs;
    try {
      for (let next = nextToSend(); next !== undefined; next = nextToSend()) {
        try {
          await sendOne(next);
          pauseMs = firstPauseMs;
        } catch (error) {
          change({ writing: undefined, working: false });
          if (error instanceof RequestFailed && !error.isPassing) {
            change({ thread: withState(state.thread, next.id, "failed") });
            continue;
          }
          change({ offline: true });
          await pause(Math.max(pauseMs, error.retryAfterMs ?? 0));
          pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        }
      }
    } finally {
      sending = false;
    }
  }

  const nextToSend = () => outbox().find(({ id }) => !failed(id));

  async function sendOne({ id, text, choice_id, files }) {
    change({ writing: "", working: false });
    let answered = false;
    const body = { id, text, files: files.map(({ file_id }) => file_id), ...(choice_id ? { choice_id } : {}) };
    for await (const { event, data } of api.say(body)) {
      if (state.offline) change({ offline: false });
      if (event === "received") change({ thread: withState(state.thread, id, undefined) });
      else if (event === "token") change({ writing: (state.writing ?? "") + data.text, working: false });
      else if (event === "tool") change({ working: data.status === "started" });
      else if (event === "retracted") change({ writing: "" });
      else if (event === "message") {
        answered = true;
        drop(id);
        const thread = withState(state.thread, id, undefined);
        change({
          thread: data.message ? withMessage(thread, data.message) : thread,
          status: data.status,
          writing: undefined,
          working: false,
        });
      }
    }
    if (!answered) throw new Error("The answer was interrupted.");
  }

  function watch() {
    watching?.abort();
    const abort = new AbortController();
    watching = abort;
    void follow(abort.signal);
  }

  async function follow(signal) {
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      try {
        for await (const { event, id, data } of api.events(after, signal)) {
          pauseMs = firstPauseMs;
          if (state.offline) change({ offline: false });
          if (event === "turn") {
            after = Number(id);
            for (const { message_id } of data.messages) drop(message_id);
            change({ thread: withMessages(state.thread, data.messages) });
          } else if (event === "status") change({ status: data.status });
        }
      } catch {
        // Any error is retried below, after the last received event.
        if (signal.aborted) return;
        if (!navigator.onLine) change({ offline: true });
      }
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** Waits `ms`. Ends early when the network returns or `signal` aborts. */
  function pause(ms, signal) {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  addEventListener("online", () => {
    for (const wake of sleepers) wake();
  });
  addEventListener("offline", () => change({ offline: true }));
  let hiding;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (!state.ready) return;
    if (document.visibilityState === "hidden") hiding = setTimeout(() => watching?.abort(), hiddenAfterMs);
    else if (watching?.signal.aborted) watch();
  });

  return { begin, say, again, upload: api.upload };
}

function toMessage({ id, text, at, files }) {
  const attachments = files.map(({ content_type }) => ({ content_type }));
  return { message_id: id, role: "customer", text, choices: [], attachments, citations: [], at, state: "waiting" };
}
