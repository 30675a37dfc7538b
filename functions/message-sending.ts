import { z } from "zod";
import type { ChannelMessage } from "../shared/channels/channel-message.ts";
import { providerOf } from "../shared/channels/provider-of.ts";
import type { ConfigVersions } from "../shared/config/versions.ts";
import { TerminalError } from "../shared/runtime/errors.ts";
import { deriveId } from "../shared/runtime/ids.ts";
import type { Sender } from "../shared/runtime/outbox.ts";
import type { Logger } from "../shared/telemetry/log.ts";
import type { SendMessage } from "../shared/tools/tool.ts";

const Report = z.object({
  status: z.string(),
  providerMessageId: z.string().nullable(),
  errorCode: z.string().nullable(),
});

/** How far back a repeat of the same tool call may look for what its first try sent. */
const lookBackMs = 10 * 60_000;

/**
 * What the messaging tools send with: the tenant's own number, through the same sender as replies. Every send is
 * looked up first, because the effect ledger may be repeating it.
 */
export function messageSending(dependencies: {
  readonly configs: ConfigVersions;
  readonly send: Sender;
  readonly log: Logger;
  readonly now: () => Date;
}): SendMessage {
  const { configs, send, log, now } = dependencies;
  return async ({ tenantId, channel, to, conversationId, content, idempotencyKey }) => {
    if (channel !== "whatsapp" && channel !== "sms")
      throw new TerminalError(
        "channel-not-connected",
        `Messages by ${channel} need a channel provider that is not connected.`,
      );
    const active = await configs.active(tenantId);
    const config = active && (await configs.parsed(tenantId, active.name, active.version));
    const from = config?.channels.input.flatMap((input) =>
      input.type === channel ? [input.config.phone_number] : [],
    )[0];
    if (!active || !config || from === undefined)
      throw new TerminalError("channel-not-connected", `${tenantId} has no ${channel} number under channels.input.`);
    if (content.type === "template")
      throw new TerminalError(
        "template-not-approved",
        `The template ${content.name} has no approved text on this account.`,
      );
    const { provider, account } = providerOf(config, channel, from);
    const payload: ChannelMessage = {
      conversationId,
      turnId: null,
      messageId: deriveId(idempotencyKey, "tool-message"),
      part: 0,
      channel,
      provider,
      account,
      from,
      to,
      content: { type: "text", text: content.text },
      fallback: null,
      byPerson: false,
      thread: null,
      config: active,
      knownProviderIds: [],
    };
    const decidedAt = new Date(now().getTime() - lookBackMs);
    const sent = Report.parse(await send({ id: idempotencyKey, tenantId, payload, decidedAt, repeated: true, log }));
    if (sent.providerMessageId !== null) return { providerMessageId: sent.providerMessageId };
    throw new TerminalError("message-refused", `The provider refused the message (${sent.errorCode ?? "no code"}).`);
  };
}
