import { eventsOf } from "./events.js";
import { ApiProblem, caller } from "./request.js";

/** The API client of the chat page, for one client. @param {string} clientId */
export function api(clientId) {
  const call = caller(clientId);
  const read = async (path, init) => (await call(path, init)).json();
  const under = (id, rest = "") => `/v1/conversations/${encodeURIComponent(id)}${rest}`;

  return {
    conversation: (id) => read(under(id)),
    /** Newest first. */
    messages: async (id) => (await read(under(id, "/messages?limit=100"))).items,
    /** Newest first. */
    turns: async (id, limit = 100) => (await read(under(id, `/turns?limit=${limit}`))).items,
    release: (id) => read(under(id, "/release"), { method: "POST" }),

    /** Finds the conversation of a session if the page was closed before its first answer. */
    async conversationOf(sessionId) {
      const { items } = await read("/v1/conversations?limit=20");
      return items.find(({ customer }) => customer.address === sessionId)?.conversation_id;
    },

    /** Yields the answer's events as they arrive: `{ event, data }`. */
    async *chat(sessionId, message, signal) {
      const response = await call("/v1/chat", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
        body: JSON.stringify({ client_id: clientId, session_id: sessionId, message }),
        signal,
      });
      for await (const { event, data } of eventsOf(response)) {
        if (event === "error") throw new ApiProblem(data.status, data.code, data.detail);
        yield { event, data };
      }
    },
  };
}
