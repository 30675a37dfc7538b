import { EventSourceParserStream } from "/console/eventsource-parser/stream.js";
import { tokenFor } from "./identity.js";

/** An answer that is no success, in words for the person at the page. */
export class ApiProblem extends Error {
  /** @param {number} status @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The API as this page uses it, for one client. @param {string} clientId */
export function api(clientId) {
  async function call(path, init = {}, renewed = false) {
    const headers = { Authorization: `Bearer ${await tokenFor(clientId, { renew: renewed })}`, ...init.headers };
    const response = await reach(path, { ...init, headers });
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.code === "token-expired" && !renewed) return call(path, init, true);
    throw problem;
  }

  const read = async (path, init) => (await call(path, init)).json();
  const under = (id, rest = "") => `/v1/conversations/${encodeURIComponent(id)}${rest}`;

  return {
    conversation: (id) => read(under(id)),
    /** Newest first. */
    messages: async (id) => (await read(under(id, "/messages?limit=100"))).items,
    /** Newest first. */
    turns: async (id, limit = 100) => (await read(under(id, `/turns?limit=${limit}`))).items,
    release: (id) => read(under(id, "/release"), { method: "POST" }),

    /** The conversation of a session whose first answer this page did not live to see. */
    async conversationOf(sessionId) {
      const { items } = await read("/v1/conversations?limit=20");
      return items.find(({ customer }) => customer.address === sessionId)?.conversation_id;
    },

    /** The answer's events as they arrive: `{ event, data }`. */
    async *chat(sessionId, message, signal) {
      const response = await call("/v1/chat", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
        body: JSON.stringify({ client_id: clientId, session_id: sessionId, message }),
        signal,
      });
      const reader = response.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream())
        .getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const { event, data } = next.value;
        const value = JSON.parse(data);
        if (event === "error") throw new ApiProblem(value.status, value.code, value.detail);
        yield { event, data: value };
      }
    },
  };
}

async function reach(path, init) {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem(0, "unreachable", "The product does not answer. Is it still running?");
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const wait = response.headers.get("Retry-After");
  const detail = body.detail ?? `The product answered ${response.status}.`;
  return new ApiProblem(response.status, body.code ?? "unknown", wait === null ? detail : `${detail} (${wait} s)`);
}
