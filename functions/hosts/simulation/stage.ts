import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Role } from "../../../shared/security/identity.ts";
import { issueToken } from "../../../shared/security/tokens.ts";
import type { LocalProduct } from "./local-product.ts";
import { noteTaker } from "./notes.ts";
import { type SentMessage, sentMessages } from "./sent-messages.ts";
import { scenarioTranscript, type Transcript } from "./transcript.ts";

export interface SimulatedCustomer {
  readonly address: string;
  readonly name: string;
  readonly channel: string;
}

/** The customer a step means; without a name the scenario's own. @throws Error for a name that it does not give. */
export function customerCalled({ customer, customers }: Stage, name: string | undefined): SimulatedCustomer {
  if (name === undefined) return customer;
  const found = customers.get(name);
  if (found) return found;
  throw new Error(`The scenario has no customer "${name}" under \`customers\`: ${[...customers.keys()].join(", ")}.`);
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the steps of a scenario play on: a product with one tenant, its customers, and what was said so far. */
export interface Stage {
  readonly product: LocalProduct;
  readonly tenant: { readonly id: TenantId; readonly config: TenantConfig };
  readonly customer: SimulatedCustomer;
  /** The others of the scenario, by the names it gives them. */
  readonly customers: ReadonlyMap<string, SimulatedCustomer>;
  /** Where the scenario's file lies: other files are named from there. */
  readonly folder: string;
  readonly transcript: Transcript;
  /** What `{name}` stands for. */
  readonly names: Map<string, string>;
  api(line: string, call?: { readonly role?: Role; readonly body?: unknown }): Promise<ApiAnswer>;
  /** Reads a control of the sandbox, or posts to it. @throws Error with its answer when it refuses. */
  sandbox(path: string, body?: unknown): Promise<unknown>;
  gemini(path: string, body?: unknown): Promise<unknown>;
  sent(): Promise<readonly SentMessage[]>;
  /** The customer's conversation on their channel; undefined before they have one. */
  conversationOf(customer: SimulatedCustomer): Promise<string | undefined>;
  /** What a customer has got from the agent and from operators, oldest first. */
  received(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** What the customer got since they last spoke. */
  replies(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** Marks that the customer speaks now. */
  speaks(customer: SimulatedCustomer): Promise<void>;
  /** Lets time pass, until `met` at the longest, and tells in the transcript what became due. */
  passTime(until: Date, met?: () => Promise<boolean>): Promise<void>;
  /** Adds to the transcript what was done and said since the last notes. */
  takeNotes(): Promise<void>;
  /** True as soon as `met` holds, at once or while `withinMs` pass. */
  within(withinMs: number, met: () => Promise<boolean>): Promise<boolean>;
}

const Conversations = z.object({
  items: z.array(
    z.object({
      conversation_id: z.string(),
      channel: z.string(),
      status: z.string(),
      customer: z.object({ address: z.string() }),
    }),
  ),
});
const Messages = z.object({ items: z.array(z.object({ role: z.string(), text: z.string() })) });

export function openStage(
  product: LocalProduct,
  given: Pick<Stage, "tenant" | "customer" | "customers" | "folder"> & {
    readonly names: Readonly<Record<string, string>>;
  },
): Stage {
  const { tenant } = given;
  const { now } = product.clock;
  const script = scenarioTranscript(now);
  const notes = noteTaker();
  const names = new Map(Object.entries(given.names));
  const heard = new Map<string, number>();
  const keyOf = ({ channel, address }: SimulatedCustomer) => `${channel} ${address}`;

  async function api(line: string, { role = "admin", body }: Parameters<Stage["api"]>[1] = {}): Promise<ApiAnswer> {
    const [method = "GET", path = "/"] = line.split(" ");
    const { platform, environment } = product.composition;
    const token = await issueToken(
      { keys: platform.keys, issuer: environment.JWT_ISSUER, audience: environment.JWT_AUDIENCE, now },
      { subject: `simulated-${role}`, tenantId: tenant.id, roles: [role], lifetimeSeconds: 3_600 },
    );
    const response = await fetch(`${product.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
  }

  const sandbox = (path: string, body?: unknown) => ask(`${product.sandboxUrl}/_sandbox/${path}`, body);

  /** Of the scenario's own customer it is then what `{conversation}` stands for. */
  async function conversationOf(customer: SimulatedCustomer): Promise<string | undefined> {
    const { items } = Conversations.parse((await api("GET /v1/conversations?limit=100")).body);
    const { channel, address } = customer;
    const found = items.find((item) => item.channel === channel && item.customer.address === address);
    if (found && customer === given.customer) names.set("conversation", found.conversation_id);
    return found?.conversation_id;
  }

  async function received(customer: SimulatedCustomer): Promise<readonly string[]> {
    if (customer.channel !== "web_chat") {
      const sent = await sentMessages(sandbox);
      return sent.filter(({ channel, to }) => channel === customer.channel && to === customer.address).map(textOf);
    }
    const id = await conversationOf(customer);
    if (id === undefined) return [];
    const { items } = Messages.parse((await api(`GET /v1/conversations/${id}/messages?limit=100`)).body);
    return items
      .filter(({ role }) => role !== "customer")
      .map(textOf)
      .reverse();
  }

  async function passTime(until: Date, met?: () => Promise<boolean>): Promise<void> {
    for (const { type, at } of await product.passTime(until, met)) script.add("event", type, undefined, at);
  }

  const stage: Stage = {
    product,
    tenant,
    customer: given.customer,
    customers: given.customers,
    folder: given.folder,
    transcript: script,
    names,
    api,
    sandbox,
    gemini: (path, body) => ask(`${product.geminiUrl}/_standin/${path}`, body),
    sent: () => sentMessages(sandbox),
    conversationOf,
    received,
    replies: async (customer) => (await received(customer)).slice(heard.get(keyOf(customer)) ?? 0),
    async speaks(customer) {
      heard.set(keyOf(customer), (await received(customer)).length);
    },
    passTime,
    async within(withinMs, met) {
      await product.comeToRest();
      if (await met()) return true;
      if (withinMs > 0) await passTime(new Date(now().getTime() + withinMs), met);
      return met();
    },
    takeNotes: () => notes.take(stage),
  };
  return stage;
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}

async function ask(url: string, body?: unknown): Promise<unknown> {
  const posted = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, body === undefined ? {} : posted);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
