import { z } from "zod";
import { providerOf } from "../../shared/channels/channel-settings.ts";
import { isCarried, providers } from "../../shared/channels/definitions.ts";
import { conversationIdOf } from "../../shared/channels/recipient.ts";
import type { ChannelMessage } from "../../shared/channels/sending/channel-message.ts";
import { toolParts } from "../../shared/channels/sending/tool-parts.ts";
import { begunBefore } from "../../shared/channels/sending/uncertain-sends.ts";
import type { ConfigVersions } from "../../shared/config/versions.ts";
import { conversationSummaries } from "../../shared/contracts/conversation-summary.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import { TerminalError } from "../../shared/runtime/errors.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { SendMessage } from "../../shared/tools/tool.ts";

const Report = z.object({ providerMessageId: z.string().nullable(), errorCode: z.string().nullable() });

/** How far back a repeated tool call may search for the message of its first attempt. */
const repeatWindowMs = 10 * 60_000;

interface Dependencies {
  readonly configs: Pick<ConfigVersions, "active" | "parsed">;
  readonly documents: Documents;
  readonly send: Sender;
  readonly log: Logger;
  readonly now: () => Date;
}

/**
 * The messaging tools' sender. It uses the tenant's own number or account, the sender of replies, and the same rules. A
 * repeat of the same call, which the effect ledger may make after a crash, sends nothing twice.
 * @throws TerminalError `channel-not-connected`, `template-unknown`, `template-not-approved`, `template-value-missing`,
 * `window-closed` or `message-refused`, in words the model can act on.
 */
export function messageSending(dependencies: Dependencies): SendMessage {
  const { configs, documents, send, log, now } = dependencies;
  return async ({ tenantId, channel, to, conversationId, content, idempotencyKey }) => {
    const active = await configs.active(tenantId);
    const config = active && (await configs.parsed(tenantId, active.name, active.version));
    const carrier = config && isCarried(channel) ? providerOf(config, channel, null) : undefined;
    if (!active || !config || !isCarried(channel) || !carrier || carrier.address === null)
      throw new TerminalError(
        "channel-not-connected",
        `${tenantId} has no account for ${channel} under channels.input.`,
      );
    const { provider, account, address } = carrier;

    const target = conversationIdOf(tenantId, channel, to);
    // In the customer's own turn they have just written, but that message is not stored yet.
    const lastInboundAt =
      target === conversationId ? now().toISOString() : await lastWroteAt(documents, tenantId, target);
    const parts = toolParts({ config, channel, provider, content, lastInboundAt, now: now() });

    const messageId = deriveId(idempotencyKey, "tool-message");
    // When the provider cannot be asked what it sent, the start of the send is recorded.
    const repeated = providers[provider].canBeAsked || (await begunBefore({ documents, now }, tenantId, messageId));
    const decidedAt = new Date(now().getTime() - repeatWindowMs);
    const ids: string[] = [];
    for (const [part, shaped] of parts.entries()) {
      const payload: ChannelMessage = {
        conversationId,
        turnId: null,
        messageId,
        part,
        channel,
        provider,
        account,
        from: address,
        to,
        content: shaped,
        fallback: null,
        byPerson: false,
        thread: null,
        config: active,
        knownProviderIds: [...ids],
      };
      const id = `${idempotencyKey}.${part}`;
      const report = Report.parse(await send({ id, tenantId, payload, decidedAt, repeated, log }));
      if (report.errorCode !== null)
        throw new TerminalError("message-refused", `The provider refused the message (${report.errorCode}).`);
      if (report.providerMessageId !== null) ids.push(report.providerMessageId);
    }
    return { providerMessageId: ids[0] ?? messageId };
  };
}

async function lastWroteAt(documents: Documents, tenantId: TenantId, conversationId: string): Promise<string | null> {
  const stored = await documents.get(tenantId, conversationSummaries, conversationId);
  return stored?.data.state.lastInboundAt ?? null;
}
