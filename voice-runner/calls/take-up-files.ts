import type { Composition } from "../../functions/app/compose.ts";
import { conversationIdOf } from "../../shared/channels/addresses/recipient.ts";
import { type Call, isDialable } from "../../shared/voice/call.ts";
import { readsFilesInCalls } from "../../shared/voice/file-request.ts";
import { followFiles } from "../session/files/follow-files.ts";
import type { PreparedCall } from "./prepare-call.ts";

/** Has the call's agent answer what its caller sends by WhatsApp, until the returned function is called. */
export async function takeUpFiles(
  { platform, log, now }: Pick<Composition, "platform" | "log" | "now">,
  { tenantId, callId, channel, customerAddress }: Pick<Call, "tenantId" | "callId" | "channel" | "customerAddress">,
  { config, session }: Pick<PreparedCall, "config" | "session">,
  { isResumed }: { readonly isResumed: boolean },
): Promise<() => void> {
  if (channel !== "voice" || !isDialable(customerAddress) || !readsFilesInCalls(config)) return () => {};
  const { documents } = platform;
  const whatsappId = conversationIdOf(await documents.ids(tenantId), "whatsapp", customerAddress);
  return followFiles(documents, tenantId, {
    whatsappId,
    callId: session.conversationId,
    isResumed,
    now,
    onFiles: session.sent,
    onFault: (error) => log.error({ err: error, call: callId }, "files of a caller do not reach their call"),
  });
}
