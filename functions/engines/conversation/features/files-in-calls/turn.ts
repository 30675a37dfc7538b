import { z } from "zod";
import { conversationIdOf } from "../../../../../shared/channels/addresses/recipient.ts";
import { liveCallOf } from "../../../../../shared/contracts/calls/call-standing.ts";
import {
  conversationSummaries,
  KeptMessage,
} from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import { readModel } from "../../../../../shared/contracts/read-model.ts";
import { textContent } from "../../../../../shared/events/index.ts";
import { isDialable } from "../../../../../shared/voice/call.ts";
import { fileRequestTool, readsFilesInCalls } from "../../../../../shared/voice/file-request.ts";
import { isAudio } from "../../voice-note.ts";
import type { FeaturePorts, FeatureTurn, Preparation, TurnPart } from "../turn-part.ts";
import { filePhrases } from "./phrases.ts";
import { FileRequest, plannedRequest, requestedMessages, requestTool, whatsappNumber } from "./request-file.ts";

/** The same customer's messages on WhatsApp. */
const datedMessages = readModel({
  name: conversationSummaries.name,
  state: z.object({
    recent: z.array(z.object({ ...KeptMessage.shape, at: z.string() })),
    lastInboundAt: z.string().nullable(),
  }),
  indexes: [],
});

/** A caller looks for the prescription and takes its picture while the call goes on. */
const recentMs = 20 * 60_000;
const mostMessages = 6;
/** Several pictures one after the other are acknowledged once. */
const acknowledgedForMs = 2 * 60_000;

/**
 * Files that callers send by WhatsApp during a call, where the tenant has `prescription_analysis`. In the call: lets the
 * agent ask for a file, and tells it what was written on WhatsApp meanwhile. On WhatsApp: leaves a file to the call that the
 * same number is in, whose session takes it up (voice-runner/session/files). Each costs one read a turn.
 */
export const filesInCallsTurn: TurnPart = {
  async prepare(turn, ports) {
    const { channel, customer } = turn.conversation;
    if (!readsFilesInCalls(turn.config) || !isDialable(customer.address)) return undefined;
    if (channel === "voice") return prepareCall(turn, ports);
    return channel === "whatsapp" ? leaveToCall(turn, ports) : undefined;
  },

  conclude(turn, { found, outcome, now }) {
    if (turn.conversation.channel !== "voice" || found === undefined) return undefined;
    return { publish: requestedMessages(turn, outcome, FileRequest.nullable().parse(found), now) };
  },
};

async function prepareCall(turn: FeatureTurn, { documents, now }: FeaturePorts): Promise<Preparation | undefined> {
  const { tenantId, conversation, config, inbound } = turn;
  const ids = await documents.ids(tenantId);
  const address = conversationIdOf(ids, "whatsapp", conversation.customer.address);
  const stored = (await documents.get(tenantId, datedMessages, address))?.data.state;
  const since = new Date(now.getTime() - recentMs).toISOString();
  const messages = (stored?.recent ?? []).filter(({ at }) => at >= since).slice(-mostMessages);
  const hasWritten = messages.some(({ role }) => role === "customer");
  const text = messages.map(({ role, text: words }) => `${role}: ${words === "" ? "[a file]" : words}`).join("\n");
  const source = { id: "whatsapp-during-call", title: "What was written by WhatsApp during this call", text };
  const files = inbound.flatMap(({ attachments }) => attachments).length;
  const notes = [...(hasWritten ? [writtenNote] : []), ...(files > 0 ? [sentNote(files)] : [])];
  const request = plannedRequest(turn, { ids, whatsappInboundAt: stored?.lastInboundAt ?? null, now });
  const number = whatsappNumber(config);
  const tools = number === null ? [] : [requestTool(request, number)];
  if (notes.length === 0 && tools.length === 0) return undefined;
  return { type: "brief", briefing: { notes, sources: hasWritten ? [source] : [] }, tools, found: request };
}

async function leaveToCall(turn: FeatureTurn, { documents, now }: FeaturePorts): Promise<Preparation | undefined> {
  const { tenantId, conversation, inbound, signals } = turn;
  const hasFile = inbound.some(({ attachments }) => attachments.some(({ contentType }) => !isAudio(contentType)));
  if (!hasFile) return undefined;
  const ids = await documents.ids(tenantId);
  const spoken = conversationIdOf(ids, "voice", conversation.customer.address);
  if ((await liveCallOf(documents, tenantId, spoken)) === undefined) return undefined;
  const { received } = filePhrases(signals.language);
  const since = new Date(now.getTime() - acknowledgedForMs).toISOString();
  const isAcknowledged = conversation.recent.some(
    ({ role, text, at }) => role === "agent" && text === received && at >= since,
  );
  return { type: "reply", content: isAcknowledged ? null : textContent(received), found: null };
}

const writtenNote =
  "The customer has written by WhatsApp during this call: see [whatsapp-during-call] in the knowledge. If a prescription was read there, say what it names and ask whether that is right.";

function sentNote(files: number): string {
  const which = files === 1 ? "The file of this message has" : `The ${files} files of this message have`;
  return `${which} just arrived by WhatsApp, from the telephone of this call. Say so, read ${files === 1 ? "it" : "each"} with your tool, say what it names, and ask whether that is right. Do not use ${fileRequestTool} for the same again.`;
}
