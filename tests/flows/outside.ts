import { startNode } from "./node-process.ts";

/** A call the sandbox received. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** A message as Twilio would list it. */
export interface ListedMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly direction: "inbound" | "outbound-api";
  readonly status: string;
}

/** A distinct thing a tenant's own API was made to do. */
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
  readonly fields?: Readonly<Record<string, string>>;
}

/** Everything the product talks to, in a process of its own, so that it outlives the product's kills. */
export interface Outside {
  readonly geminiUrl: string;
  readonly sandboxUrl: string;
  /** Queues what the model answers while the customer's newest message contains `contains`. */
  script(contains: string, ...responses: readonly object[]): Promise<void>;
  /** What the model was asked about messages containing `contains`. */
  asked(contains: string): Promise<readonly ModelCall[]>;
  fault(fault: {
    readonly provider: "twilio" | "tenant" | "razorpay";
    readonly times?: number;
    readonly [name: string]: unknown;
  }): Promise<void>;
  /** A customer's message, signed and posted `repeat` times at once; what each post was answered. */
  inbound(
    productUrl: string,
    message: Inbound,
  ): Promise<{ readonly sid: string; readonly statuses: readonly (number | null)[] }>;
  /** What left for a number, in order; the number as Twilio writes it (`whatsapp:+91…`). */
  sentTo(address: string): Promise<readonly ListedMessage[]>;
  /** What the product asked Twilio to send to a number, whatever became of it. */
  sendsTo(address: string): Promise<readonly Call[]>;
  effects(containing?: string): Promise<readonly TenantEffect[]>;
  tenantCalls(containing: string): Promise<readonly Call[]>;
  twilioSettings(settings: object): Promise<void>;
  /** A control of the sandbox, such as `razorpay/pay`: posts a body, or reads. */
  control<T>(path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

export async function startOutside(): Promise<Outside> {
  const standIns = startNode("emulators/start.ts", ["--gemini-port", "0", "--sandbox-port", "0"]);
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

/** POST with a body, else GET. @throws Error with what the stand-in said when it refused. */
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
