import type { AgentOutcome } from "../../../../../shared/agent/agent.ts";
import type { Attachment } from "../../../../../shared/events/index.ts";
import type { Conversation } from "../../conversation.ts";

/** The files of an answer's cited sources, each once and without files sent recently. Pure. */
export function citedFiles({ recent }: Pick<Conversation, "recent">, outcome: AgentOutcome): Attachment[] {
  if (outcome.status !== "reply") return [];
  const sent = new Set(recent.flatMap(({ files = [] }) => files));
  const cited = new Map(outcome.citations.flatMap(({ files = [] }) => files).map((file) => [file.url, file]));
  return [...cited.values()].filter(({ url }) => !sent.has(url));
}
