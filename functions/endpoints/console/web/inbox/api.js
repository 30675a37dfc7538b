import { eventsOf } from "../events.js";
import { caller } from "../request.js";
import { newKey } from "./outbox.js";

const pageSize = 50;
const messagePageSize = 30;
/** Two of the product's heartbeats (every 15 s) may be missed. */
const silenceMs = 45_000;

/** The API client of the inbox, for one client. @param {string} clientId */
export function inboxApi(clientId) {
  const call = caller(clientId);
  const read = async (path, init) => (await call(path, init)).json();
  const under = (id, rest = "") => `/v1/conversations/${encodeURIComponent(id)}${rest}`;

  const ofCall = (id, rest = "") => `/v1/calls/${encodeURIComponent(id)}${rest}`;

  async function write(method, path, body, key = newKey()) {
    const headers = { "Idempotency-Key": key };
    if (body === undefined) return read(path, { method, headers });
    headers["Content-Type"] = "application/json";
    return read(path, { method, headers, body: JSON.stringify(body) });
  }

  /** Opens a stream of server-sent events, after `lastEventId` if given. */
  const watch = (path) => async (lastEventId, signal) => {
    const resumed = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
    return eventsOf(await call(path, { headers: { Accept: "text/event-stream", ...resumed }, signal }), { silenceMs });
  };

  return {
    handoffs: (cursor) => read(`/v1/handoffs?${query({ limit: pageSize, cursor })}`),
    watchHandoffs: watch("/v1/handoffs/events"),
    conversation: (id) => read(under(id)),
    watchConversation: (id) => watch(under(id, "/events")),
    /** Newest first. */
    messages: (id, cursor) => read(under(id, `/messages?${query({ limit: messagePageSize, cursor })}`)),
    customer: (id) => read(`/v1/customers/${encodeURIComponent(id)}`),
    followUps: async (id) => (await read(`/v1/follow-ups?${query({ conversation: id, limit: 20 })}`)).items,
    cannedReplies: async (id) => (await read(`/v1/canned-replies?${query({ conversation_id: id })}`)).items,
    operators: async () => (await read("/v1/operators?limit=100")).items,
    setPresence: (presence) => write("PUT", "/v1/operators/me/presence", { presence }),

    /**
     * @param {"takeover" | "release" | "resolve" | "transfer"} action
     * @param {{ force?: boolean, expected_turn_count?: number, body?: object }} [options]
     */
    act: (action, id, { body, ...rest } = {}) => write("POST", under(id, `/${action}?${query(rest)}`), body),

    /** Sends an entry of the outbox. @param {import("./outbox.js").Entry} entry */
    say: ({ id, conversationId, callId, kind, text, force }) =>
      kind === "whisper"
        ? write("POST", ofCall(callId, "/whisper"), { text }, id)
        : write("POST", under(conversationId, `/${kind}?${query({ force: force || undefined })}`), { text }, id),

    callsOf: async (id) => (await read(`/v1/calls?${query({ conversation: id, limit: 10 })}`)).items,
    liveCalls: async () => (await read("/v1/calls?status=open&limit=50")).items,
    call: (id) => read(ofCall(id)),
    /** @param {string} id @param {{ mode: "listen" | "speak", force?: boolean }} how */
    joinCall: (id, how) => write("POST", ofCall(id, "/join"), how),
    endCall: (id) => write("POST", ofCall(id, "/end")),
    translate: async (id, messageId, language) =>
      (await write("POST", under(id, "/translate"), { message_id: messageId, language })).text,
  };
}

function query(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null));
}
