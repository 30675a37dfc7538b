import type { Difference, TurnVerdict } from "../../../../../shared/agent/comparison/answer.ts";
import { answerOf } from "../../../../../shared/agent/comparison/answer-of.ts";
import { compareAnswers, overallVerdict } from "../../../../../shared/agent/comparison/compare-answers.ts";
import { rerunSession } from "../../../../../shared/contracts/lifecycle/recorded-calls.ts";
import { type Documents, put } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import type { Inbound } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import { type Draft, draftConfigName } from "../../drafts/draft.ts";
import type { DraftDependencies } from "../../drafts/open-draft.ts";
import { sayInSandbox } from "../../drafts/say-in-sandbox.ts";
import { type Turn, turns } from "../../turn-record.ts";
import { turnTraces } from "../turn-trace.ts";
import { conversationBefore } from "./conversation-before.ts";

/** More than any window of messages holds (`recent_messages`). */
const mostEarlier = 60;

/**
 * Answers a turn's messages once more, in the sandbox of a draft that was opened for it. Nothing reaches the customer, and
 * the conversation does not change.
 * @returns the sandbox's own record of the turn
 */
export async function rerunTurn(
  dependencies: DraftDependencies,
  tenantId: TenantId,
  {
    turn,
    draft: { id, sandbox },
    customerName,
  }: {
    readonly turn: Turn;
    readonly draft: Draft;
    readonly customerName: string | null;
  },
): Promise<Turn> {
  const { platform, now } = dependencies;
  const { documents } = platform;
  const ids = await documents.ids(sandbox);
  const config = await dependencies.activeConfig(sandbox, draftConfigName);
  const { conversation: limits } = await dependencies.config(sandbox, config.name, config.version);
  const said = messagesWithWords(turn);
  const session = rerunSession(turn.id);
  const before = conversationBefore(turn, {
    earlier: await turnsBefore(documents, tenantId, turn),
    pending: said.slice(0, -1),
    customerName,
    session,
    notes: (await documents.get(tenantId, turnTraces, turn.id))?.data.given,
    ids,
    config,
    // At the whole window, the sandbox would have a summary written that nobody reads.
    messages: Math.ceil(limits.recent_messages / 2),
    now: now(),
  });
  await documents.commit(sandbox, [put(conversations.collection, before.id, newOwned(before))]);
  const last = said.at(-1);
  return sayInSandbox(dependencies, {
    sandbox,
    payer: tenantId,
    eventId: deriveId(id, "rerun"),
    session,
    text: last?.text ?? "",
    choiceId: last?.choiceId ?? null,
  });
}

/** What can be said again: a file cannot, and a message that its customer deleted has lost its words. */
export function messagesWithWords({ inbound }: Pick<Turn, "inbound">): readonly Inbound[] {
  return inbound.filter(({ text }) => text.trim() !== "");
}

/** What differs between the answer that was given and the one that would be given. */
export function compareTurns(
  before: Turn,
  after: Turn,
  now: Date,
): { readonly verdict: TurnVerdict; readonly differences: readonly Difference[] } {
  const day = now.toISOString().slice(0, 10);
  const said = before.inbound.map(({ text }) => text).join("\n");
  const differences = compareAnswers({ said, old: answerOf(before, day), new: answerOf(after, day) });
  return { verdict: overallVerdict(differences.map(({ verdict }) => verdict)), differences };
}

/** Oldest first. */
async function turnsBefore(documents: Documents, tenantId: TenantId, turn: Turn): Promise<readonly Turn[]> {
  const { items } = await documents.query(tenantId, turns.collection, {
    where: [
      ["state.conversationId", "==", turn.conversationId],
      ["state.index", "<", turn.index],
    ],
    orderBy: { field: "state.index", direction: "desc" },
    limit: mostEarlier,
  });
  return items.map(({ data }) => data.state).toReversed();
}
