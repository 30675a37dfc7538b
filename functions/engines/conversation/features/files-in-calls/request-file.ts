import { z } from "zod";
import type { AgentOutcome } from "../../../../../shared/agent/agent.ts";
import { accountAddressOf, conversationIdOf } from "../../../../../shared/channels/addresses/recipient.ts";
import { windowIsOpen } from "../../../../../shared/channels/definition.ts";
import { twilioWhatsapp } from "../../../../../shared/channels/whatsapp.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { messageRequested, textContent } from "../../../../../shared/events/index.ts";
import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Tool } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import { fileRequestTool } from "../../../../../shared/voice/file-request.ts";
import type { FeatureTurn } from "../turn-part.ts";
import { filePhrases } from "./phrases.ts";

/** By which channel a caller is asked for a file, and with which words. */
export const FileRequest = z.object({
  channel: z.literal(["whatsapp", "sms"]),
  conversationId: z.string(),
  accountAddress: z.string().nullable(),
  text: z.string(),
});
type FileRequest = z.infer<typeof FileRequest>;

/** The request is repeated after this time, not before. */
const againAfterMs = 3 * 60_000;

/**
 * The message that asks the caller for a file: by WhatsApp while they may be written to freely there, otherwise by SMS with a
 * link that opens the chat. Null: neither is possible, and the number must be said aloud.
 */
export function plannedRequest(
  { conversation, config, signals }: Pick<FeatureTurn, "conversation" | "config" | "signals">,
  at: { readonly ids: TenantIds; readonly whatsappInboundAt: string | null; readonly now: Date },
): FileRequest | null {
  const { address } = conversation.customer;
  const phrases = filePhrases(signals.language);
  const whatsapp = whatsappNumber(config);
  if (whatsapp === null) return null;
  const to = (channel: FileRequest["channel"], text: string) => ({
    channel,
    text,
    accountAddress: accountAddressOf(config, channel),
    conversationId: conversationIdOf(at.ids, channel, address),
  });
  if (windowIsOpen(twilioWhatsapp, { by: "agent", lastInboundAt: at.whatsappInboundAt, now: at.now }))
    return to("whatsapp", phrases.sendHere);
  if (accountAddressOf(config, "sms") === null) return null;
  return to("sms", phrases.sendByWhatsapp(`https://wa.me/${whatsapp.replace(/\D/g, "")}`));
}

/** The number where callers send files; null where the tenant reads no WhatsApp. */
export function whatsappNumber(config: TenantConfig): string | null {
  return config.channels.input.some(({ type, enabled }) => type === "whatsapp" && enabled)
    ? accountAddressOf(config, "whatsapp")
    : null;
}

/** The message leaves with the turn's commit, so a turn that is thought twice sends it once. */
export function requestTool(request: FileRequest | null, number: string): Tool {
  return {
    name: fileRequestTool,
    description:
      "Asks the caller for a photo or document, such as a prescription, while the call goes on: sends them a message that says where to send it. Use it when they have agreed. What arrives reaches you by itself.",
    parameters: zodParameters(z.object({})),
    sideEffects: false,
    reconcile: "repeat",
    async execute() {
      if (request === null)
        return {
          content: { sent: false, note: `No message can be sent. Ask them to send it by WhatsApp to ${number}.` },
        };
      const note = `A message by ${request.channel === "sms" ? "SMS" : "WhatsApp"} is on its way. Say so, and that you stay on the line. They may also send the file by WhatsApp to ${number}, from the telephone that they call with.`;
      return { content: { sent: true, note } };
    },
  };
}

/** The request that the agent made in this turn. Pure. */
export function requestedMessages(
  { tenantId, conversation }: Pick<FeatureTurn, "tenantId" | "conversation">,
  { toolCalls }: Pick<AgentOutcome, "toolCalls">,
  request: FileRequest | null,
  now: Date,
): readonly NewEvent[] {
  const isAsked = toolCalls.some(({ name, status }) => name === fileRequestTool && status === "completed");
  if (!isAsked || request === null) return [];
  const { channel, conversationId, accountAddress, text } = request;
  const id = deriveId("call-file", tenantId, conversation.id, String(Math.floor(now.getTime() / againAfterMs)));
  const { address, name } = conversation.customer;
  return [
    newEvent(messageRequested, conversationId, {
      requestId: id,
      origin: { kind: "tool", id },
      purpose: "transactional",
      conversationId,
      recipient: { channel, accountAddress, address, name },
      content: textContent(text),
      template: null,
      unlessWrittenSince: null,
      configName: conversation.config.name,
    }),
  ];
}
