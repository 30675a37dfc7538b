import { z } from "zod";
import { type Collection, type Documents, put } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { RetryableError } from "../../runtime/failures/errors.ts";
import type { ChannelMessage } from "./channel-message.ts";
import { acceptedReport, type ProviderReport } from "./send-report.ts";
import type { ProviderSender } from "./sender.ts";

const PendingSend = z.object({
  /** Since when it is unknown which parts a process that died had sent; null where no process died. */
  unknownSince: z.string().nullable(),
  /** The part tried last since then, when, and whether that attempt is known to have failed. Parts go in order. */
  part: z.number().int(),
  triedAt: z.string(),
  failed: z.boolean(),
});
type PendingSend = z.infer<typeof PendingSend>;

/** Keyed by the message's id. A message that was sent at the first attempt has no document. */
export const uncertainSends: Collection<PendingSend> = {
  name: "uncertain-sends",
  schema: PendingSend,
  indexes: [],
  confidential: false,
  // Times and numbers, under the id of a message.
  personal: "nothing",
};

const keptMs = 7 * 24 * 3_600_000;

/** The provider certainly did not accept the message: it said so, or there was no connection. */
export class NotAccepted extends RetryableError {}

export interface Certainty {
  readonly documents: Documents;
  readonly now: () => Date;
  /** The provider's id of this part, where its webhooks have reported it. */
  reported(tenantId: TenantId, message: ChannelMessage): Promise<string | undefined>;
  /** How long a webhook may take to report a message that was accepted. */
  readonly graceMs: number;
}

/**
 * For providers without idempotency keys and without a list of what was sent: Meta, SendGrid, Telegram. An attempt that
 * certainly failed is recorded and repeated. After a crash or a broken connection the outcome is unknown: the
 * provider's webhooks get `graceMs` to report the message, and if none does, it is sent again. A message is therefore
 * never lost. It is sent twice only when a webhook comes later than that after a crash
 * (docs/decisions/2026-11-22-sends-nobody-can-look-up.md). A message sent at the first attempt costs nothing here.
 * @throws RetryableError `send-outcome-unknown` while the webhooks may still report.
 */
export function withConfirmation(certainty: Certainty, attempt: ProviderSender): ProviderSender {
  const { documents, now, graceMs } = certainty;
  const ago = (at: string) => now().getTime() - Date.parse(at);

  async function keep(tenantId: TenantId, { messageId }: ChannelMessage, doubt: PendingSend): Promise<void> {
    const expiresAt = new Date(now().getTime() + keptMs);
    await documents.commit(tenantId, [put(uncertainSends, messageId, doubt, { expiresAt })]);
  }

  /** The part's known outcome; undefined when it may be sent (again). */
  async function outcome(
    tenantId: TenantId,
    message: ChannelMessage,
    doubt: PendingSend,
  ): Promise<ProviderReport | undefined> {
    const { part } = message;
    if (part > doubt.part && doubt.unknownSince === null) return undefined;
    if (part === doubt.part && doubt.failed) return undefined;
    const id = await certainty.reported(tenantId, message);
    // A later part was tried, so this one was accepted, even if its webhook has not come.
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
