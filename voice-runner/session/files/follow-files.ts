import {
  followConversation,
  storedConversation,
  turnsOf,
} from "../../../functions/engines/conversation/follow-conversation.ts";
import type { Turn } from "../../../functions/engines/conversation/turn-record.ts";
import { isAudio } from "../../../functions/engines/conversation/voice-note.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { SentByCaller } from "./sent-by-caller.ts";

/** What was sent longer ago belongs to an earlier matter. */
const takenUpForMs = 10 * 60_000;

/**
 * Tells what a caller sends to a WhatsApp conversation from now on, once, until the returned function is called. An agent that
 * replaces a lost one is also told what was sent shortly before and stands in no turn of the call.
 */
export function followFiles(
  documents: Documents,
  tenantId: TenantId,
  follower: {
    /** The caller's conversation on WhatsApp, which may not be stored yet. */
    readonly whatsappId: string;
    /** The call's own conversation. */
    readonly callId: string;
    readonly isResumed: boolean;
    readonly now: () => Date;
    onFiles(sent: SentByCaller): void;
    onFault(error: unknown): void;
  },
): () => void {
  const { whatsappId, isResumed } = follower;
  const over = new AbortController();

  async function follow(): Promise<void> {
    const ids = [whatsappId];
    const known = await storedConversation(documents, tenantId, ids);
    const after = known?.turnCount ?? 0;
    if (isResumed) tell(await untaken(documents, tenantId, follower));
    for await (const { turns } of followConversation(documents, tenantId, { ids, after, signal: over.signal }))
      tell(turns);
  }

  function tell(turns: readonly Turn[]): void {
    const inbound = turns.flatMap((turn) => turn.inbound).filter(({ attachments }) => attachments.some(isFile));
    if (inbound.length === 0 || over.signal.aborted) return;
    follower.onFiles({
      text: inbound.flatMap(({ text }) => (text === "" ? [] : [text])).join(" "),
      attachments: inbound.flatMap(({ attachments }) => attachments.filter(isFile)),
    });
  }

  void follow().catch(follower.onFault);
  return () => over.abort();
}

/** Newly sent turns whose files no turn of the call has. */
async function untaken(
  documents: Documents,
  tenantId: TenantId,
  { whatsappId, callId, now }: Pick<Parameters<typeof followFiles>[2], "whatsappId" | "callId" | "now">,
): Promise<readonly Turn[]> {
  const newest = (conversationId: string) =>
    turnsOf(documents, tenantId, { conversationId, after: 0, direction: "desc" });
  const [sent, spoken] = await Promise.all([newest(whatsappId), newest(callId)]);
  const taken = new Set(spoken.flatMap(filesOf));
  const since = new Date(now().getTime() - takenUpForMs).toISOString();
  return sent.filter((turn) => turn.at >= since && filesOf(turn).some((url) => !taken.has(url))).toReversed();
}

function filesOf({ inbound }: Turn): readonly string[] {
  return inbound.flatMap(({ attachments }) => attachments.map(({ url }) => url));
}

function isFile({ contentType }: { readonly contentType: string }): boolean {
  return !isAudio(contentType);
}
