import type { ToolCallRecord } from "../../../../shared/agent/agent.ts";
import { resultTexts } from "../../../../shared/agent/guard/tool-results.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { type FinishedTurn, finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import type { Knowledge } from "../../../../shared/knowledge/knowledge.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { CheckedTurn } from "../checks/finding.ts";

/** The newest turns of a session that are evaluated. A conversation of thousands costs no more than these. */
const turnsRead = 60;
/** Passages looked up for each question. */
const passages = 6;
/** A knowledge of at most this size is a source of every answer, as it is for the agent. */
const wholeKnowledge = 4_000;

/** The newest turns of a session, oldest first. */
export async function readSession(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  session: { readonly conversationId: string; readonly since: string; readonly until: string },
): Promise<readonly FinishedTurn[]> {
  const found: FinishedTurn[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, finishedTurns, {
      where: [["state.conversationId", "==", session.conversationId]],
      orderBy: { field: "state.index", direction: "desc" },
      limit: turnsRead,
      cursor,
    });
    const turns = page.items.map(({ data }) => data.state);
    found.push(...turns.filter(({ at }) => at >= session.since && at <= session.until));
    cursor = turns.some(({ at }) => at < session.since) ? undefined : page.nextCursor;
  } while (cursor !== undefined && found.length < turnsRead);
  return found.slice(0, turnsRead).toReversed();
}

/**
 * The turns with the texts that support their answers: the prompt, the catalogue, passages for the question, and what
 * tools told, without what the model itself had given them. An answer never supports itself.
 */
export async function withSources(
  turns: readonly FinishedTurn[],
  {
    tenantId,
    config,
    knowledge,
  }: { readonly tenantId: TenantId; readonly config: TenantConfig; readonly knowledge: Knowledge },
): Promise<readonly CheckedTurn[]> {
  const general = generalSources(config);
  const told: string[] = [];
  const checked: CheckedTurn[] = [];
  for (const turn of turns) {
    const asked = turn.inbound.map(({ text }) => text).join("\n");
    const replies = [...(turn.reply ? [turn.reply] : []), ...turn.more]
      .map(({ text }) => text)
      .filter((text) => text !== "");
    const isJudged = turn.by === null && replies.length > 0 && asked !== "";
    const found = isJudged ? await knowledge.search(tenantId, null, asked, passages) : [];
    told.push(...resultTexts(turn.toolCalls as unknown as readonly ToolCallRecord[]).map(({ text }) => text));
    checked.push({
      index: turn.index,
      asked,
      replies,
      byPerson: turn.by !== null,
      // The last count where there are too many.
      sources: [
        ...told,
        ...general,
        ...citedEntries(turn, config),
        ...found.map(({ title, text }) => `${title}\n${text}`),
      ],
      completedTools: turn.toolCalls.filter(({ status }) => status === "completed").map(({ name }) => name),
      guardFindings: turn.guardFindings,
      escalated: turn.escalationReason !== null,
    });
    // What people of the company wrote may be repeated.
    if (turn.by !== null) told.push(...replies);
  }
  return checked;
}

function generalSources(config: TenantConfig): readonly string[] {
  const size = config.knowledge.reduce((sum, { text }) => sum + text.length, 0);
  const entries = size > wholeKnowledge ? [] : config.knowledge.map(({ title, text }) => `${title ?? ""}\n${text}`);
  const catalogue = config.catalogue.map(({ name, price }) => `${name}: ${price} ${config.payments.currency}`);
  return [config.agent.system_prompt, ...catalogue, ...entries];
}

function citedEntries({ reply, more }: FinishedTurn, config: TenantConfig): readonly string[] {
  const cited = new Set(
    [...(reply?.citations ?? []), ...more.flatMap(({ citations }) => citations)].map(({ id }) => id),
  );
  return config.knowledge.filter(({ id }) => cited.has(id)).map(({ title, text }) => `${title ?? ""}\n${text}`);
}
