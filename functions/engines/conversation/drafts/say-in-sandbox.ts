import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { openTurns } from "../turn/open-turns.ts";
import { webChatMessage } from "../turn/web-chat.ts";
import { type Turn, turns } from "../turn-record.ts";
import { draftConfigName } from "./draft.ts";
import { type DraftDependencies, paidBy } from "./open-draft.ts";

/**
 * Says something in a sandbox, as a web chat does, and waits for the answer. `payer` pays for the models. The same `eventId`
 * says it once.
 */
export async function sayInSandbox(
  dependencies: DraftDependencies,
  said: {
    readonly sandbox: TenantId;
    readonly payer: TenantId;
    readonly eventId: string;
    readonly session: string;
    readonly text: string;
    readonly choiceId: string | null;
  },
): Promise<Turn> {
  const { platform, models, now } = dependencies;
  const { sandbox, payer, eventId, session: sessionId, text, choiceId } = said;
  const event = webChatMessage({
    eventId,
    messageId: deriveId(eventId, "message"),
    ids: await platform.documents.ids(sandbox),
    sessionId,
    text,
    choiceId,
    attachments: [],
    configName: draftConfigName,
    at: now(),
  });
  await openTurns({ ...dependencies, models: paidBy(models, { tenantId: payer }) }).run(event, { repeatable: true });
  const turn = (await platform.documents.get(sandbox, turns.collection, eventId))?.data.state;
  if (turn === undefined) throw new Error(`The turn ${eventId} of a sandbox was not recorded.`);
  return turn;
}
