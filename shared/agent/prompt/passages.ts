import { wordsAbout } from "../../channels/details/about-message.ts";
import { sourceOfEntry } from "../../knowledge/entry.ts";
import type { Knowledge } from "../../knowledge/knowledge.ts";
import type { Source } from "../../knowledge/source.ts";
import { inSpan } from "../../telemetry/trace.ts";
import type { AgentTurn } from "../agent.ts";

/** Maximum passages for a message, and maximum characters of a knowledge base that every prompt includes. */
const limits = { passages: 6, wholeKnowledge: 4_000 };

/**
 * The passages that match the message, best first. When the whole knowledge is small, all other passages follow. A
 * message that matches nothing as a whole is searched sentence by sentence.
 */
export async function passagesFor(turn: AgentTurn, knowledge: Knowledge): Promise<readonly Source[]> {
  const { tenantId, config } = turn;
  const query = queryOf(turn);
  const attributes = { "gen_ai.operation.name": "retrieval" };
  const found = await inSpan("retrieval", { attributes }, async () => {
    const matches = await knowledge.search(tenantId, null, query, limits.passages);
    return matches.length > 0 ? matches : bySentence(turn, query, knowledge);
  });
  const size = config.knowledge.reduce((sum, { text }) => sum + text.length, 0);
  if (size > limits.wholeKnowledge) return found;
  const ids = new Set(found.map(({ id }) => id));
  return [...found, ...config.knowledge.filter(({ id }) => !ids.has(id)).map(sourceOfEntry)];
}

async function bySentence({ tenantId }: AgentTurn, query: string, knowledge: Knowledge): Promise<readonly Source[]> {
  const sentences = query.split(/[.!?।؟\n]+/).filter((sentence) => sentence.trim() !== "");
  if (sentences.length < 2) return [];
  const found = await Promise.all(sentences.slice(-4).map((sentence) => knowledge.search(tenantId, null, sentence, 2)));
  return [...new Map(found.flat().map((source) => [source.id, source])).values()];
}

/** A short message such as "how much?" refers to the previous message, which the query therefore includes. */
function queryOf(turn: AgentTurn): string {
  const asked = turn.inbound
    .flatMap(({ text, details }) => [text, details ? wordsAbout(details) : ""])
    .filter((text) => text !== "")
    .join("\n");
  if (asked.length >= 40) return asked;
  const before = turn.recent.findLast(({ role }) => role === "customer");
  return before ? `${asked}\n${before.text.slice(0, 200)}` : asked;
}
