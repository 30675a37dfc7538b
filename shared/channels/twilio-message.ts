import type { Twilio } from "twilio";
import { z } from "zod";
import type { TenantConfig } from "../config/index.ts";
import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "../runtime/errors.ts";
import type { Sender } from "../runtime/outbox.ts";
import type { Logger } from "../telemetry/log.ts";
import { type TwilioAccount, twilioAccount } from "./twilio-account.ts";

/** One part of an agent's message on its way through Twilio. Addresses are E.164, without a channel prefix. */
export const TwilioMessage = z.object({
  conversationId: z.string(),
  turnId: z.string(),
  messageId: z.string(),
  channel: z.literal(["whatsapp", "sms"]),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  config: z.object({ name: z.string(), version: z.number() }),
  /** Twilio's ids of this conversation's earlier messages: a look-up must not take one of them for this. */
  knownProviderIds: z.array(z.string()),
});
export type TwilioMessage = z.infer<typeof TwilioMessage>;

export const twilioMessageKind = "twilio-message";

export interface TwilioDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
  /** Where Twilio calls back: the product's public origin. */
  readonly publicUrl: string;
  /** Twilio's API, unless it stands elsewhere. */
  readonly baseUrl: string | undefined;
}

/** Long enough for Twilio's slow minutes, shorter than the sweeper's patience. */
const timeoutMs = 20_000;

/**
 * Sends through the genuine client. Twilio keeps no idempotency keys for messages, so a send whose outcome is not
 * known is first looked for among the messages to this customer since it was decided.
 */
export function twilioSender(dependencies: TwilioDependencies): Sender {
  const clients = new Map<string, Promise<Twilio>>();

  return async ({ tenantId, payload, decidedAt, repeated, log }) => {
    const message = TwilioMessage.parse(payload);
    const config = await dependencies.config(tenantId, message.config.name, message.config.version);
    const account = await twilioAccount(dependencies.keys, tenantId, config, `twilio_${message.channel}`);
    if (!account) return report(message, "failed", null, "no-twilio-account");
    const client = await clientOf(clients, account, dependencies.baseUrl);
    try {
      const found = repeated ? await lookUp(client, message, decidedAt) : undefined;
      if (found) log.info({ message: message.messageId, provider: found }, "an earlier attempt had sent it");
      const sid = found ?? (await create(client, message, statusCallback(dependencies.publicUrl, tenantId, message)));
      return report(message, "sent", sid, null);
    } catch (error) {
      return refused(error, message, log);
    }
  };
}

function report(
  message: TwilioMessage,
  status: "sent" | "failed",
  providerMessageId: string | null,
  errorCode: string | null,
) {
  // Twilio has queued it; `sent` comes with its own callback.
  return {
    messageId: message.messageId,
    status: status === "sent" ? "queued" : "failed",
    providerMessageId,
    errorCode,
  };
}

async function create(client: Twilio, message: TwilioMessage, callback: string): Promise<string> {
  const { sid } = await client.messages.create({
    from: addressOf(message.channel, message.from),
    to: addressOf(message.channel, message.to),
    body: message.body,
    statusCallback: callback,
  });
  return sid;
}

/** Twilio's dates are whole seconds and its clock is not ours. */
const clockDifferenceMs = 30_000;

async function lookUp(client: Twilio, message: TwilioMessage, decidedAt: Date): Promise<string | undefined> {
  const sent = await client.messages.list({
    from: addressOf(message.channel, message.from),
    to: addressOf(message.channel, message.to),
    limit: 100,
  });
  const since = decidedAt.getTime() - clockDifferenceMs;
  const match = sent.find(
    (candidate) =>
      candidate.body === message.body &&
      candidate.dateCreated.getTime() >= since &&
      !message.knownProviderIds.includes(candidate.sid),
  );
  return match?.sid;
}

function addressOf(channel: TwilioMessage["channel"], address: string): string {
  return channel === "whatsapp" ? `whatsapp:${address}` : address;
}

/** The ids come back in the query; Twilio's signature covers it, so nobody else can report a delivery. */
function statusCallback(publicUrl: string, tenantId: TenantId, message: TwilioMessage): string {
  const url = new URL("/webhooks/twilio/status", publicUrl);
  url.search = new URLSearchParams({
    t: tenantId,
    c: message.conversationId,
    u: message.turnId,
    m: message.messageId,
  }).toString();
  return url.href;
}

const Refusal = z.object({ status: z.number(), code: z.number().optional() });

/** A refusal of this message is its outcome; anything that may pass is tried again. */
function refused(error: unknown, message: TwilioMessage, log: Logger) {
  const refusal = Refusal.safeParse(error);
  if (!refusal.success || refusal.data.status === 429 || refusal.data.status >= 500)
    throw new RetryableError("twilio-unavailable", "Twilio did not take the message; it is tried again.", {
      cause: error,
    });
  const { status, code } = refusal.data;
  if (status === 401 || status === 403)
    throw new TerminalError(
      "twilio-credentials",
      `Twilio refused the account of this tenant (${status}, code ${code ?? "none"}): check its secrets.`,
    );
  log.warn({ message: message.messageId, status, code }, "Twilio refused the message");
  return report(message, "failed", null, String(code ?? status));
}

function clientOf(
  clients: Map<string, Promise<Twilio>>,
  account: TwilioAccount,
  baseUrl: string | undefined,
): Promise<Twilio> {
  const key = `${account.accountSid}\n${account.authToken}`;
  const client = clients.get(key) ?? createClient(account, baseUrl);
  clients.set(key, client);
  return client;
}

async function createClient({ accountSid, authToken }: TwilioAccount, baseUrl: string | undefined): Promise<Twilio> {
  const { default: twilio } = await import("twilio");
  const http = new twilio.RequestClient({ timeout: timeoutMs });
  if (baseUrl) {
    const direct = http.request.bind(http);
    http.request = (options) => direct({ ...options, uri: options.uri.replace("https://api.twilio.com", baseUrl) });
  }
  return twilio(accountSid, authToken, { httpClient: http });
}
