import { z } from "zod";
import { absent, type Collection, type Documents, put, VersionConflict } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError } from "../runtime/errors.ts";
import type { ChannelMessage } from "./channel-message.ts";
import { acceptedReport, type ProviderReport } from "./send-report.ts";
import type { ProviderSender } from "./sender.ts";

const PendingSend = z.object({
  /** Since when it is not known which parts a process that died had sent; null where none died. */
  unknownSince: z.string().nullable(),
  /** The part tried last since then, when, and whether that try is known to have failed. Parts go in order. */
  part: z.number().int(),
  triedAt: z.string(),
  failed: z.boolean(),
});
type PendingSend = z.infer<typeof PendingSend>;

/** By the message's id; only a message that did not go through at once has one. */
export const uncertainSends: Collection<PendingSend> = {
  name: "uncertain-sends",
  schema: PendingSend,
  indexes: [],
  confidential: false,
};

const keptMs = 7 * 24 * 3_600_000;

/** The provider certainly did not take the message: it said so, or there was no connection. */
export class NotAccepted extends RetryableError {}

/**
 * Writes down that a message is about to be sent for the first time, for callers that may be repeating themselves
 * without knowing. True when it had been written down before: then the send is a repeated one.
 */
export async function begunBefore(
  { documents, now }: Pick<Certainty, "documents" | "now">,
  tenantId: TenantId,
  messageId: string,
): Promise<boolean> {
  const at = now();
  const doubt: PendingSend = { unknownSince: at.toISOString(), part: -1, triedAt: at.toISOString(), failed: true };
  const expiresAt = new Date(at.getTime() + keptMs);
  try {
    await documents.commit(tenantId, [put(uncertainSends, messageId, doubt, { ifVersion: absent, expiresAt })]);
    return false;
  } catch (error) {
    if (error instanceof VersionConflict) return true;
    throw error;
  }
}

export interface Certainty {
  readonly documents: Documents;
  readonly now: () => Date;
  /** The provider's id of this part, where its webhooks have told of it. */
  reported(tenantId: TenantId, message: ChannelMessage): Promise<string | undefined>;
  /** How long a webhook may take to tell of a message that was taken. */
  readonly graceMs: number;
}

/**
 * For providers that have neither idempotency keys nor a way to ask what was sent: Meta, SendGrid. A try that certainly
 * failed is written down and made again. Where nobody knows, after a crash or a broken connection, the provider's
 * webhooks get `graceMs` to tell of the message; if none does, it is sent again. So a message is never lost, and doubled
 * only when a crash and a webhook later than that meet (docs/decisions/2026-11-22-sends-nobody-can-look-up.md). A
 * message that goes through at once costs nothing here.
 * @throws RetryableError `send-outcome-unknown` while the webhooks may yet tell.
 */
export function withConfirmation(certainty: Certainty, attempt: ProviderSender): ProviderSender {
  const { documents, now, graceMs } = certainty;
  const ago = (at: string) => now().getTime() - Date.parse(at);

  async function keep(tenantId: TenantId, { messageId }: ChannelMessage, doubt: PendingSend): Promise<void> {
    const expiresAt = new Date(now().getTime() + keptMs);
    await documents.commit(tenantId, [put(uncertainSends, messageId, doubt, { expiresAt })]);
  }

  /** How the part ended, as far as that is known; undefined when it may go (again). */
  async function outcome(
    tenantId: TenantId,
    message: ChannelMessage,
    doubt: PendingSend,
  ): Promise<ProviderReport | undefined> {
    const { part } = message;
    if (part > doubt.part && doubt.unknownSince === null) return undefined;
    if (part === doubt.part && doubt.failed) return undefined;
    const id = await certainty.reported(tenantId, message);
    // A later part was tried, so this one had been taken, whether its webhook came or not.
    if (id !== undefined || part < doubt.part) return acceptedReport(message, id ?? null);
    const since = part === doubt.part ? doubt.triedAt : (doubt.unknownSince ?? doubt.triedAt);
    const leftMs = graceMs - ago(since);
    if (leftMs <= 0) return undefined;
    throw new RetryableError(
      "send-outcome-unknown",
      "The provider's webhooks may yet tell whether it took the message.",
      {
        retryAfterMs: leftMs,
      },
    );
  }

  return async (message, send) => {
    const { tenantId, repeated, log } = send;
    let doubt: PendingSend | undefined;
    if (repeated) {
      const at = now().toISOString();
      doubt = (await documents.get(tenantId, uncertainSends, message.messageId))?.data;
      if (!doubt) {
        doubt = { unknownSince: at, part: -1, triedAt: at, failed: true };
        await keep(tenantId, message, doubt);
      }
      const report = await outcome(tenantId, message, doubt);
      if (report) return report;
      log.info({ messageId: message.messageId, part: message.part }, "a message is sent again");
      doubt = { ...doubt, part: message.part, triedAt: at, failed: false };
      await keep(tenantId, message, doubt);
    }
    try {
      return await attempt(message, send);
    } catch (error) {
      if (error instanceof NotAccepted)
        await keep(tenantId, message, {
          unknownSince: doubt?.unknownSince ?? null,
          part: message.part,
          triedAt: now().toISOString(),
          failed: true,
        });
      throw error;
    }
  };
}
