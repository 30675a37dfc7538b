import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import type { Conversation } from "../conversation.ts";

/** Files of the sources an answer cites, without those that were sent lately. Each comes once. Pure. */
export function citedFiles({ recent }: Pick<Conversation, "recent">, outcome: AgentOutcome): Attachment[] {
  if (outcome.status !== "reply") return [];
  const sent = new Set(recent.flatMap(({ files = [] }) => files));
  const cited = new Map(outcome.citations.flatMap(({ files = [] }) => files).map((file) => [file.url, file]));
  return [...cited.values()].filter(({ url }) => !sent.has(url));
}
