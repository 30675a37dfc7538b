/** A failed request. `retryAfterMs` is set if the server sent Retry-After. */
export class RequestFailed extends Error {
  constructor(status, code, retryAfterMs) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether a retry can succeed. */
  get isPassing() {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** The chat's API client for one visitor. A token lasts half an hour; the stored `resume` token gets the next one. */
export function api({ host, client, storage }) {
  let session;
  let opening;

  const urlOf = (path) => {
    const url = new URL(`/widget/v1/${path}`, host);
    url.searchParams.set("client_id", client);
    return url;
  };

  async function open() {
    const resume = storage.get("resume");
    const body = { client_id: client, ...(resume ? { resume_token: resume } : {}) };
    try {
      session = await (await ask("sessions", { method: "POST", ...json(body) })).json();
    } catch (error) {
      if (!resume || error.status !== 401) throw error;
      // The session has expired, so a new conversation starts.
      storage.set("resume", undefined);
      return open();
    }
    storage.set("resume", session.resume_token);
    return session;
  }

  async function token() {
    if (session && Date.parse(session.expires_at) > Date.now() + 60_000) return session.token;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return (await opening).token;
  }

  async function ask(path, init) {
    const response = await fetch(urlOf(path), { credentials: "omit", ...init });
    if (response.ok) return response;
    const { code = "unknown" } = await response.json().catch(() => ({}));
    const seconds = Number(response.headers.get("Retry-After"));
    throw new RequestFailed(response.status, code, seconds > 0 ? seconds * 1000 : undefined);
  }

  async function call(path, init = {}, again = false) {
    const headers = { ...init.headers, Authorization: `Bearer ${await token()}` };
    try {
      return await ask(path, { ...init, headers });
    } catch (error) {
      if (error.status !== 401 || again) throw error;
      session = undefined;
      return call(path, init, true);
    }
  }

  return {
    offer: async () => (await ask("client", {})).json(),
    /** The session's token, a new one with `fresh`. */
    async token(fresh) {
      if (fresh) session = undefined;
      await token();
      return session;
    },
    /** Whether this browser has a stored session. */
    hasSession: () => storage.get("resume") !== undefined,
    history: async () => (await call("messages")).json(),
    async *say(message, signal) {
      const response = await call("messages", { method: "POST", ...json(message), signal });
      yield { event: "received" };
      yield* eventsOf(response);
    },
    async *events(after, signal) {
      yield* eventsOf(await call(`events?after=${after}`, { signal }));
    },
    openCall: async (language) => (await call("calls", { method: "POST", ...json({ language }) })).json(),
    async upload(file) {
      const form = new FormData();
      form.append("file", file);
      return (await call("files", { method: "POST", body: form })).json();
    },
  };
}

function json(body) {
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { events, rest: open } = parseEvents(rest + next.value);
      rest = open;
      for (const event of events) {
        if (event.event === "error") throw new RequestFailed(event.data.status, event.data.code);
        yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The complete events in a piece of a stream (html.spec.whatwg.org, 9.2), and the incomplete rest. @param {string} text */
export function parseEvents(text) {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const fields = Object.fromEntries(
      block.split("\n").map((line) => {
        const colon = line.indexOf(": ");
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    return fields.data === undefined ? [] : [{ event: fields.event, id: fields.id, data: JSON.parse(fields.data) }];
  });
  return { events, rest };
}
