import { z } from "zod";
import { isCarried } from "../../../../shared/channels/definitions.ts";
import { issueToken } from "../../../../shared/security/tokens/tokens.ts";
import { noteTaker } from "../notes.ts";
import { scenarioTranscript } from "../transcript.ts";
import type { LocalProduct } from "./local-product.ts";
import { sentMessages } from "./sent-messages.ts";
import type { ApiAnswer, SimulatedCustomer, Stage } from "./stage.ts";

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

  /** For the scenario's main customer, also sets the name `{conversation}`. */
  async function conversationOf(customer: SimulatedCustomer): Promise<string | undefined> {
    const { items } = Conversations.parse((await api("GET /v1/conversations?limit=100")).body);
    const { channel, address } = customer;
    const found = items.find((item) => item.channel === channel && item.customer.address === address);
    if (found && customer === given.customer) names.set("conversation", found.conversation_id);
    return found?.conversation_id;
  }

  async function readReceived(customer: SimulatedCustomer): Promise<readonly string[]> {
    if (isCarried(customer.channel)) {
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
    async scriptModel({ vendor, ...script }) {
      const url = vendor === "gemini" ? product.geminiUrl : product.compatibleUrl;
      await ask(`${url}/_standin/script`, script);
    },
    sent: () => sentMessages(sandbox),
    conversationOf,
    received: readReceived,
    replies: async (customer) => (await readReceived(customer)).slice(heard.get(keyOf(customer)) ?? 0),
    async speaks(customer) {
      heard.set(keyOf(customer), (await readReceived(customer)).length);
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
  if (!response.ok) throw new Error(`${url} responded with ${response.status}: ${text}`);
  return JSON.parse(text);
}
