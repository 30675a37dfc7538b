import { z } from "zod";
import { readBounded } from "../outbound/bounded-body.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import type { Sender } from "../runtime/outbox.ts";
import type { Capability } from "../schema/capability.ts";
import { jsonOf } from "../schema/json-of.ts";
import { secretName } from "../security/secrets/secret-reference.ts";
import type { Logger } from "../telemetry/log.ts";
import { crm, crmProvider } from "./crm.ts";

export const zendeskTicketKind = "zendesk-ticket";

/** One of the platform's tickets, to be mirrored in Zendesk. */
const ZendeskTicket = z.object({
  /** The platform's ticket id, also used as the Idempotency-Key. */
  ticketId: z.string(),
  conversationId: z.string(),
  subject: z.string(),
  description: z.string(),
  priority: z.string(),
  /** `apiKey` is the name of the tenant's secret. */
  account: z.object({ subdomain: z.string(), email: z.string().nullable(), apiKey: z.string() }),
});
export type ZendeskTicket = z.infer<typeof ZendeskTicket>;

/** The outcome: `externalId` is Zendesk's number; null where Zendesk refused the ticket, with the reason. */
export interface ZendeskReport {
  readonly ticketId: string;
  readonly externalId: string | null;
  readonly errorCode: string | null;
}

const Created = z.object({ ticket: z.object({ id: z.union([z.number(), z.string()]) }) });
/** Maps the tenant's priorities to the four that Zendesk supports. */
const priorities: Readonly<Record<string, string>> = { urgent: "urgent", high: "high", medium: "normal", low: "low" };
const senderTimeoutMs = 15_000;
const maxAnswerBytes = 256 * 1024;

export interface ZendeskDependencies {
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
  /** The value of a tenant's `${NAME}`. @throws TerminalError `secret-missing` */
  secret(tenantId: TenantId, name: string): Promise<string>;
}

/** Sends the platform's tickets to the help desk, after the commit that left them. */
export function zendeskSender(
  dependencies: ZendeskDependencies,
): (send: Parameters<Sender>[0]) => Promise<ZendeskReport> {
  return ({ tenantId, payload, log }) =>
    createInZendesk(dependencies, { tenantId, ticket: ZendeskTicket.parse(payload), log, timeoutMs: senderTimeoutMs });
}

/**
 * Creates one ticket in Zendesk, even after retries: Zendesk repeats its first answer for a repeated Idempotency-Key
 * (Zendesk API reference, "Creating idempotent tickets"). `external_id` holds the tenant and the conversation, so that
 * comments can be routed back.
 * @throws RetryableError `zendesk-unavailable` on 409, 429 and 5xx
 */
export async function createInZendesk(
  dependencies: ZendeskDependencies,
  request: {
    readonly tenantId: TenantId;
    readonly ticket: ZendeskTicket;
    readonly log: Logger;
    readonly timeoutMs: number;
  },
): Promise<ZendeskReport> {
  const { tenantId, ticket, log } = request;
  const { account, ticketId } = ticket;
  const refused = (errorCode: string): ZendeskReport => ({ ticketId, externalId: null, errorCode });
  const key = await dependencies.secret(tenantId, account.apiKey).catch((error: unknown) => {
    if (!(error instanceof TerminalError)) throw error;
    log.error({ err: error, ticket: ticketId }, "a ticket could not be sent to Zendesk");
    return undefined;
  });
  if (key === undefined) return refused("secret-missing");
  const response = await dependencies
    .fetch(`${zendeskOrigin(account, dependencies.baseUrl)}/api/v2/tickets.json`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: zendeskAuthorization(account, key),
        "Idempotency-Key": ticketId,
      },
      body: JSON.stringify({
        ticket: {
          subject: ticket.subject,
          comment: { body: ticket.description, public: false },
          priority: priorities[ticket.priority] ?? "normal",
          // Zendesk's events return this id, which names the tenant (functions/endpoints/webhooks/zendesk).
          external_id: `${tenantId}:${ticket.conversationId}`,
        },
      }),
      signal: AbortSignal.timeout(request.timeoutMs),
    })
    .catch((cause: unknown) => {
      throw new RetryableError("zendesk-unavailable", "Zendesk did not answer.", { cause });
    });
  if (response.ok) {
    const created = Created.safeParse(jsonOf((await readBounded(response, maxAnswerBytes)) ?? ""));
    if (created.success) return { ticketId, externalId: String(created.data.ticket.id), errorCode: null };
    log.error({ ticket: ticketId }, "Zendesk's answer is not that of its API: check the integration's subdomain");
    return refused("zendesk-answer-unknown");
  }
  await response.body?.cancel();
  const { status } = response;
  if (status === 409 || status === 429 || status >= 500) {
    const seconds = Number(response.headers.get("retry-after"));
    const retryAfterMs = seconds > 0 ? seconds * 1_000 : undefined;
    throw new RetryableError("zendesk-unavailable", `Zendesk answered ${status}.`, { retryAfterMs });
  }
  log.error({ status, ticket: ticketId }, "Zendesk rejected a ticket: check the integration's key and address");
  return refused(`zendesk-${status}`);
}

type Account = ZendeskTicket["account"];

export function zendeskAuthorization({ email }: Pick<Account, "email">, key: string): string {
  return email === null ? `Bearer ${key}` : `Basic ${Buffer.from(`${email}/token:${key}`).toString("base64")}`;
}

export function zendeskOrigin({ subdomain }: Pick<Account, "subdomain">, baseUrl: string | undefined): string {
  return baseUrl ?? `https://${hostOf(subdomain)}`;
}

/** The tenant's Zendesk account, if the configuration names one. */
export function zendeskAccountOf(integrations: readonly Capability[]): Account | undefined {
  const integration = integrations.find(
    ({ name, type, config }) => type === crm.kind && crmProvider(name, config) === "zendesk",
  );
  const settings = crm.config.safeParse(integration?.config);
  if (!settings.success || settings.data.subdomain === undefined) return undefined;
  const { subdomain, email, api_key } = settings.data;
  return { subdomain, email: email ?? null, apiKey: secretName(api_key) };
}

function hostOf(subdomain: string): string {
  return subdomain.includes(".") ? subdomain : `${subdomain}.zendesk.com`;
}
