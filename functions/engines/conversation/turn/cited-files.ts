import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import type { Conversation } from "../conversation.ts";

/** Files of the knowledge an answer rests on, those that went lately left out. Pure. */
export function citedFiles(
  { recent }: Pick<Conversation, "recent">,
  { knowledge }: Pick<TenantConfig, "knowledge">,
  outcome: AgentOutcome,
): Attachment[] {
  if (outcome.status !== "reply") return [];
  const cited = new Set(outcome.citations.map(({ id }) => id));
  const sent = new Set(recent.flatMap(({ files = [] }) => files));
  return knowledge
    .filter(({ id }) => cited.has(id))
    .flatMap(({ files }) => files)
    .filter(({ url }) => !sent.has(url))
    .map(({ url, content_type: contentType }) => ({ url, contentType }));
}
