import { startNode } from "./node-process.ts";

/** A call that the sandbox received. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** A message as Twilio lists it. */
export interface ListedMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly direction: "inbound" | "outbound-api";
  readonly status: string;
}

/** A distinct effect in a tenant's own API. */
export interface TenantEffect {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

interface ModelCall {
  readonly path: string;
  readonly body: { readonly contents: readonly unknown[]; readonly tools?: unknown };
}

export interface Inbound {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly channel?: "whatsapp" | "sms";
  readonly repeat?: number;
  readonly token?: string;
  readonly mediaUrl?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The outside services of the product, in their own process, so that they survive kills of the product. */
export interface Outside {
  readonly geminiUrl: string;
  readonly sandboxUrl: string;
  /** Queues the model's answers while the customer's newest message contains `contains`. */
  script(contains: string, ...responses: readonly object[]): Promise<void>;
  /** The model's requests on messages containing `contains`. */
  asked(contains: string): Promise<readonly ModelCall[]>;
  fault(fault: {
    readonly provider: "twilio" | "tenant" | "razorpay" | "zendesk" | "google";
    readonly times?: number;
    readonly [name: string]: unknown;
  }): Promise<void>;
  /** Posts a customer's message, signed, `repeat` times concurrently. Returns the status of each post. */
  inbound(
    productUrl: string,
    message: Inbound,
  ): Promise<{ readonly sid: string; readonly statuses: readonly (number | null)[] }>;
  /** The messages sent to a number, in order. The number is in Twilio's format (`whatsapp:+91…`). */
  sentTo(address: string): Promise<readonly ListedMessage[]>;
  /** The product's send requests to Twilio for a number, whatever their outcome. */
  sendsTo(address: string): Promise<readonly Call[]>;
  effects(containing?: string): Promise<readonly TenantEffect[]>;
  tenantCalls(containing: string): Promise<readonly Call[]>;
  twilioSettings(settings: object): Promise<void>;
  /** Calls a control of the sandbox, such as `razorpay/pay`: POST with a body, otherwise GET. */
  control<T>(path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

export async function startOutside(): Promise<Outside> {
  const standIns = startNode("emulators/start.ts", ["--gemini-port", "0", "--sandbox-port", "0", "--traps-port", "0"]);
  const [geminiUrl, sandboxUrl] = await Promise.all([
    standIns.printed(/gemini +(http\S+)/),
    standIns.printed(/sandbox +(http\S+)/),
  ]);
  const sandbox = <T>(path: string, body?: object) => ask<T>(`${sandboxUrl}/_sandbox/${path}`, body);
  const calls = (provider: string) => sandbox<readonly Call[]>(`requests?provider=${provider}`);

  return {
    geminiUrl,
    sandboxUrl,
    async script(contains, ...responses) {
      await ask(`${geminiUrl}/_standin/script`, { match: { contains }, responses });
    },
    async asked(contains) {
      const all = await ask<readonly ModelCall[]>(`${geminiUrl}/_standin/requests`);
      return all.filter(({ body }) => JSON.stringify(body.contents).includes(contains));
    },
    async fault(fault) {
      await sandbox("faults", fault);
    },
    inbound(productUrl, message) {
      const url = `${productUrl}/webhooks/twilio/${message.channel ?? "whatsapp"}`;
      return sandbox("twilio/inbound", { url, ...message });
    },
    async sentTo(address) {
      const messages = await sandbox<readonly ListedMessage[]>("twilio/messages");
      return messages.filter(({ to, direction }) => to === address && direction === "outbound-api");
    },
    async sendsTo(address) {
      return (await calls("twilio")).filter(({ method, body }) => method === "POST" && body.To === address);
    },
    async effects(containing = "") {
      const effects = await sandbox<readonly TenantEffect[]>("tenant/effects");
      return effects.filter((effect) => JSON.stringify(effect).includes(containing));
    },
    async tenantCalls(containing) {
      return (await calls("tenant")).filter((call) => JSON.stringify(call).includes(containing));
    },
    async twilioSettings(settings) {
      await sandbox("twilio/settings", settings);
    },
    control: sandbox,
    async stop() {
      await standIns.signal("SIGKILL");
    },
  };
}

/**
 * POST with a body, otherwise GET.
 * @throws Error with the stand-in's answer when it is an error.
 */
async function ask<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
