import { EventSourceParserStream } from "eventsource-parser/stream";

export interface VisitorMessage {
  readonly message_id: string;
  readonly role: string;
  readonly text: string;
}

export interface VisitorEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

interface Session {
  readonly session_id: string;
  readonly token: string;
  readonly resume_token: string;
}

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A visitor of a tenant's page, as their browser calls the product. */
export async function openVisitor(
  url: string,
  page: { readonly client: string; readonly origin?: string | undefined; readonly resumeToken?: string },
) {
  const origin: Record<string, string> = page.origin === undefined ? {} : { origin: page.origin };
  const opened = await fetch(`${url}/widget/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...origin },
    body: JSON.stringify({ client_id: page.client, ...(page.resumeToken ? { resume_token: page.resumeToken } : {}) }),
  });
  if (opened.status !== 201) throw new Error(`No session: ${opened.status} ${await opened.text()}`);
  const session = (await opened.json()) as Session;
  const headers = { authorization: `Bearer ${session.token}`, ...origin };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/widget/v1/${path}`, { ...init, headers: { ...headers, ...(init.headers as object) } });
  const json = (body: object) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  return {
    sessionId: session.session_id,
    token: session.token,
    resumeToken: session.resume_token,
    allowedOrigin: opened.headers.get("access-control-allow-origin"),
    comeBack: () => openVisitor(url, { ...page, resumeToken: session.resume_token }),

    async post(path: string, body: object): Promise<Reply> {
      const response = await call(path, json(body));
      return { status: response.status, body: (await response.json()) as Reply["body"] };
    },

    async say(id: string, text: string, more: object = {}): Promise<VisitorEvent[]> {
      const events: VisitorEvent[] = [];
      for await (const event of eventsOf(await call("messages", json({ id, text, ...more })))) events.push(event);
      return events;
    },

    async history(): Promise<{ readonly messages: readonly VisitorMessage[]; readonly after: number }> {
      return (await (await call("messages")).json()) as { messages: VisitorMessage[]; after: number };
    },

    async upload(bytes: Buffer, name: string): Promise<Reply> {
      const form = new FormData();
      form.append("file", new Blob([new Uint8Array(bytes)]), name);
      const response = await call("files", { method: "POST", body: form });
      return { status: response.status, body: (await response.json()) as Reply["body"] };
    },

    /** Streams what is said after a turn. `until` returns all events up to and including the first match. */
    watch(after: number, { lastEventId }: { readonly lastEventId?: string } = {}) {
      const abort = new AbortController();
      const resumed = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
      const open = call(`events?after=${after}`, { headers: resumed, signal: abort.signal }).then(eventsOf);
      const seen: VisitorEvent[] = [];
      return {
        async until(isIt: (event: VisitorEvent) => boolean): Promise<readonly VisitorEvent[]> {
          const events = await open;
          while (!seen.some(isIt)) {
            const next = await events.next();
            if (next.done) throw new Error("The events ended.");
            seen.push(next.value);
          }
          return [...seen];
        },
        async stop() {
          abort.abort();
          await open.then((events) => events.return(undefined)).catch(() => undefined);
        },
      };
    },
  };
}

async function* eventsOf(response: Response): AsyncGenerator<VisitorEvent, void, undefined> {
  if (response.status !== 200 || !response.body)
    throw new Error(`No events: ${response.status} ${await response.text()}`);
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { event = "message", id, data } = next.value;
    yield { event, id, data: JSON.parse(data) };
  }
}
