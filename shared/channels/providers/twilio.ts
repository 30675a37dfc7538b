import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import type { IntegrationSections } from "../../schema/capability.ts";
import type { Logger } from "../../telemetry/log.ts";
import { isWindowClosed } from "../definition.ts";
import type { ChannelMessage } from "../sending/channel-message.ts";
import { shortIds } from "../sending/report-ids.ts";
import { acceptedReport, refusedReport } from "../sending/send-report.ts";
import type { ProviderSender } from "../sending/sender.ts";
import type { ShapedContent, TemplateContent } from "../sending/shaped-content.ts";
import { smsSegments } from "../sending/sms-segments.ts";
import { twilioAccount } from "./twilio-account.ts";
import { type TwilioMessages, twilioClients } from "./twilio-client.ts";

export interface TwilioDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<IntegrationSections>;
  /** The product's public origin, where Twilio calls back. */
  readonly publicUrl: string;
  /** The address of Twilio's API, where it is not the usual one. */
  readonly baseUrl: string | undefined;
}

/**
 * Sends WhatsApp and SMS through Twilio's own client. Twilio has no idempotency keys for messages. A send with an
 * unknown outcome is therefore first looked up among the messages to this customer since it was decided.
 */
export function twilioSender(dependencies: TwilioDependencies): ProviderSender {
  const clientOf = twilioClients(dependencies.baseUrl);

  return async (message, { tenantId, decidedAt, repeated, log }) => {
    const config = await dependencies.config(tenantId, message.config.name, message.config.version);
    const account = await twilioAccount(dependencies.keys, tenantId, config, message.account);
    if (!account) return refusedReport(message, "no-twilio-account");
    const { messages } = await clientOf(account);
    const callback = statusCallback(dependencies.publicUrl, tenantId, message);
    try {
      const found = repeated ? await lookUp(messages, message, decidedAt) : undefined;
      if (found) log.info({ messageId: message.messageId, provider: found }, "an earlier attempt had sent it");
      const sid = found ?? (await create(messages, message, message.content, callback));
      return acceptedReport(message, sid, await paidAs(message, log));
    } catch (error) {
      const code = refusalCode(error);
      const { fallback } = message;
      if (!isWindowClosed(code) || fallback === null) return rejection(message, code, log);
      return sendFallback(message, fallback, () => create(messages, message, fallback, callback), log);
    }
  };
}

async function sendFallback(
  message: ChannelMessage,
  { name }: TemplateContent,
  send: () => Promise<string>,
  log: Logger,
) {
  log.info({ messageId: message.messageId, template: name }, "the window for free text is closed, a template goes");
  try {
    return acceptedReport(message, await send(), { template: name });
  } catch (error) {
    return rejection(message, refusalCode(error), log);
  }
}

function create(
  messages: TwilioMessages,
  message: ChannelMessage,
  content: ShapedContent,
  callback: string | undefined,
): Promise<string> {
  return messages
    .create({
      from: addressOf(message, message.from),
      to: addressOf(message, message.to),
      ...parametersOf(content),
      ...(callback === undefined ? {} : { statusCallback: callback }),
    })
    .then(({ sid }) => sid);
}

/** Twilio docs, "Messages resource" and "Send templates created with the Content Template Builder". */
function parametersOf(content: ShapedContent) {
  if (content.type === "template")
    return {
      contentSid: content.contentSid ?? "",
      contentVariables: JSON.stringify(
        Object.fromEntries(
          content.values.map(({ placeholder, value }, index) => [
            content.named ? placeholder : String(index + 1),
            value,
          ]),
        ),
      ),
    };
  if (content.type === "media") return { body: content.caption, mediaUrl: [content.url] };
  return { body: bodyOf(content) };
}

/** The text under which Twilio lists a message. */
function bodyOf(content: ShapedContent): string {
  return content.type === "media" ? content.caption : content.text;
}

/** Twilio's dates are whole seconds and its clock is not ours. */
const clockDifferenceMs = 30_000;

async function lookUp(messages: TwilioMessages, message: ChannelMessage, decidedAt: Date): Promise<string | undefined> {
  const sent = await messages.list({
    from: addressOf(message, message.from),
    to: addressOf(message, message.to),
    limit: 100,
  });
  const bodies = [message.content, message.fallback].filter((content) => content !== null).map(bodyOf);
  const since = decidedAt.getTime() - clockDifferenceMs;
  const match = sent.find(
    (candidate) =>
      bodies.includes(candidate.body) &&
      candidate.dateCreated.getTime() >= since &&
      !message.knownProviderIds.includes(candidate.sid),
  );
  return match?.sid;
}

function addressOf({ channel }: ChannelMessage, address: string): string {
  return channel === "whatsapp" ? `whatsapp:${address}` : address;
}

/** The query returns the ids. Twilio's signature covers it, so nobody else can report a delivery. */
function statusCallback(publicUrl: string, tenantId: TenantId, message: ChannelMessage): string | undefined {
  const { turnId } = message;
  if (turnId === null) return undefined;
  const url = new URL("/webhooks/twilio/status", publicUrl);
  url.search = new URLSearchParams(shortIds({ ...message, tenantId, turnId })).toString();
  return url.href;
}

async function paidAs({ channel, content, messageId }: ChannelMessage, log: Logger) {
  if (channel !== "sms" || content.type !== "text") return {};
  const { segments, encoding } = await smsSegments(content.text);
  log.info({ messageId, segments, encoding }, "SMS handed over");
  return { segments };
}

const Refusal = z.object({ status: z.number(), code: z.number().optional() });

/**
 * The code with which Twilio refused this message.
 * @throws RetryableError `twilio-unavailable` where a retry may succeed; TerminalError `twilio-credentials`.
 */
function refusalCode(error: unknown): string {
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
  return String(code ?? status);
}

/** The report of a message that Twilio refused. */
function rejection(message: ChannelMessage, code: string, log: Logger) {
  log.warn({ provider: "twilio", messageId: message.messageId, code }, "the provider refused the message");
  return refusedReport(message, isWindowClosed(code) ? "window-closed" : code);
}
