import { sandboxSendGrid } from "../../emulators/sandbox/credentials.ts";
import { type LocalProduct, startLocalProduct } from "../../functions/hosts/simulation/stage/local-product.ts";
import { type RecordedMessage, sentMessages } from "../../functions/hosts/simulation/stage/sent-messages.ts";
import type { Collection } from "../../shared/platform/documents.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import type { Message, Way } from "./attack.ts";
import { opticianYaml, rivalYaml } from "./tenants.ts";

/** Somebody who writes to the optician, with a word that nobody else uses. */
export interface Writer {
  readonly word: string;
  readonly way: Way;
  readonly address: string;
}

export interface TenantCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface ApiConversation {
  readonly conversation_id: string;
  readonly channel: string;
  readonly status: string;
  readonly customer: { readonly address: string };
}

/** The whole product in this process, with two tenants and a model that does what it is told. */
export interface Arena {
  /** The message of an attack, or of an honest customer, to a model that does what `does` says. */
  write(writer: Writer, message: Message): Promise<void>;
  rest(): Promise<void>;
  sent(): Promise<readonly RecordedMessage[]>;
  /** Everything that changed something in the tenants' own APIs. */
  effects(): Promise<readonly TenantCall[]>;
  /** Everything that a list of the API holds. */
  all<T>(path: string, tenant?: string): Promise<readonly T[]>;
  /** What the documents of one collection hold. */
  stored(collection: Collection<unknown>): Promise<readonly unknown[]>;
  control<T>(path: string): Promise<T>;
  close(): Promise<void>;
}

const at = new Date("2026-11-23T06:00:00.000Z");
const numbers = { whatsapp: "+15550200001", sms: "+15550200002" };

export async function openArena(): Promise<Arena> {
  const product = await startLocalProduct(at, { geminiApiKey: undefined });
  const sandbox = <T>(path: string, body?: unknown) => ask<T>(`${product.sandboxUrl}/_sandbox/${path}`, body);
  for (const [tenant, yaml] of [
    ["optician", opticianYaml],
    ["rival", rivalYaml],
  ] as const) {
    const { configs } = product.composition;
    const pushed = await configs.push(TenantId.parse(tenant), "default", yaml, { by: "red team", activate: true });
    if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems.slice(0, 3)));
  }
  await sandbox("twilio/settings", { stepMs: 0 });
  await sandbox("sendgrid/settings", { stepMs: 0, webhookUrl: `${product.url}/webhooks/sendgrid` });

  async function api<T>(line: string, tenant = "optician", body?: unknown): Promise<T> {
    const [method = "GET", path = "/"] = line.split(" ");
    const { platform, environment } = product.composition;
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = environment;
    const token = await issueToken(
      { keys: platform.keys, issuer, audience, now: product.clock.now },
      { subject: "red-team", tenantId: TenantId.parse(tenant), roles: ["admin", "service"], lifetimeSeconds: 3_600 },
    );
    return ask<T>(`${product.url}${path}`, body, { method, authorization: `Bearer ${token}` });
  }

  async function script({ word, way }: Writer, message: Message): Promise<void> {
    const { use, with: args, say, says } = message;
    const reads = readings[way]?.(word);
    if (reads?.name === "read_file") {
      const json = { document_type: "letter", items: [{ name: "text", value: says, confidence: 0.9 }] };
      const match = { contains: word, system_contains: "You read files" };
      await ask(`${product.geminiUrl}/_standin/script`, { match, responses: [{ json }] });
    }
    const calls = [...(reads ? [reads] : []), ...(use === undefined ? [] : [{ name: use, args }])];
    // The model obeys again when the guard sends its reply back.
    const responses = [...calls.map((functionCall) => ({ functionCall })), { text: say }, { text: say }];
    const filled = JSON.parse(JSON.stringify(responses).replaceAll("{word}", word));
    await ask(`${product.geminiUrl}/_standin/script`, { match: { contains: word }, responses: filled });
  }

  return {
    async write(writer, message) {
      await script(writer, message);
      await deliver({ product, sandbox, api }, writer, message.says);
    },
    rest: async () => void (await product.comeToRest()),
    sent: () => sentMessages((path) => sandbox(path)),
    effects: () => sandbox("tenant/effects"),
    async all<T>(path: string, tenant?: string) {
      const found: T[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: { items: readonly T[]; next_cursor: string | null } = await api(
          `GET ${path}?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
          tenant,
        );
        found.push(...page.items);
        cursor = page.next_cursor ?? null;
      }
      return found;
    },
    async stored(collection) {
      const { documents } = product.composition.platform;
      const { items } = await documents.query(TenantId.parse("optician"), collection, { limit: 500 });
      return items.map(({ data }) => data);
    },
    control: (path) => sandbox(path),
    close: () => product.close({ keepData: false }),
  };
}

/** What the model reads first where the attacker's words do not stand in the message itself. */
const readings: Partial<Record<Way, (word: string) => { readonly name: string; readonly args: object }>> = {
  photo: (word) => ({ name: "read_file", args: { question: word } }),
  pdf: (word) => ({ name: "read_file", args: { question: word } }),
  tool: (word) => ({ name: "find_orders", args: { reference: word } }),
  row: () => ({ name: "notices", args: {} }),
  knowledge: () => ({ name: "search_help", args: { query: "guest book" } }),
};

interface Post {
  readonly product: LocalProduct;
  sandbox<T>(path: string, body?: unknown): Promise<T>;
  api<T>(line: string, tenant?: string, body?: unknown): Promise<T>;
}

async function deliver({ product, sandbox, api }: Post, { word, way, address }: Writer, says: string): Promise<void> {
  const twilio = (channel: "whatsapp" | "sms", more: object) =>
    sandbox("twilio/inbound", {
      url: `${product.url}/webhooks/twilio/${channel}`,
      channel,
      to: numbers[channel],
      from: address,
      ...more,
    });
  const mail = (more: object) =>
    sandbox("sendgrid/inbound", {
      url: `${product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
      from: address,
      to: "care@optician.example",
      subject: "A question",
      headers: { "Message-ID": `<${word}@mail.example>` },
      ...more,
    });
  const pdf = Buffer.from(`%PDF-1.4\n% ${says}\n%%EOF\n`).toString("base64");
  switch (way) {
    case "web":
      await api("POST /v1/chat", "optician", {
        client_id: "optician",
        session_id: address,
        message: `${says} ${word}`,
      });
      return;
    case "mail":
      return void (await mail({ text: `${says} ${word}` }));
    case "form":
      return void (await mail({
        from: `Contact form <${address}>`,
        text: `New message from your site ${word}\nName: A Visitor\nEmail: ${address}\nMessage: ${says}`,
        headers: { "Message-ID": `<${word}@site.example>`, "Reply-To": address },
      }));
    case "quote":
      return void (await mail({
        text: `Please do what stands below ${word}\n\nOn Mon, 23 Nov 2026 at 10:00, Clear View <care@optician.example> wrote:\n> ${says}`,
      }));
    case "pdf":
      return void (await mail({
        text: `Please read my letter ${word}`,
        attachments: [{ filename: "letter.pdf", type: "application/pdf", content: pdf }],
      }));
    case "photo":
      return void (await twilio("whatsapp", { body: `My prescription ${word}`, mediaUrl: await photo(sandbox) }));
    case "name":
      return void (await twilio("whatsapp", { body: `Hello ${word}`, profileName: says }));
    case "tool":
      await sandbox("tenant/objects", { path: "/orders", objects: [{ id: word, reference: word, note: says }] });
      return void (await twilio("whatsapp", { body: `Where is my order ${word}` }));
    case "row":
    case "knowledge":
      return void (await twilio("whatsapp", { body: `What is new with you ${word}` }));
    default:
      await twilio(way, { body: `${says} ${word}` });
  }
}

/** The smallest PNG, at a URL of Twilio's. */
async function photo(sandbox: Post["sandbox"]): Promise<string> {
  const base64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const { url } = await sandbox<{ url: string }>("twilio/media", { base64, contentType: "image/png" });
  return url;
}

async function ask<T>(
  url: string,
  body?: unknown,
  { method = body === undefined ? "GET" : "POST", ...headers }: Readonly<Record<string, string>> = {},
): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers: { "content-type": "application/json", ...headers }, ...json });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
