import { type CallStanding, callStandings } from "../../../../shared/contracts/calls/call-standing.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

/** A call that lasts, and in which an agent's session began. */
export interface LiveCall extends CallStanding {
  readonly conversationId: string;
}

/**
 * A call that operators can act on now.
 * @throws Problem 404 `call-not-found`, 409 `call-ended`, 409 `call-not-open` before somebody answered and an agent came
 */
export async function requireLiveCall(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  id: string,
): Promise<LiveCall> {
  const stored = await documents.get(tenantId, callStandings, id);
  if (!stored) throw new Problem(404, "call-not-found", `There is no call "${id}".`);
  const call = stored.data.state;
  const { status, conversationId } = call;
  if (status === "ended") throw new Problem(409, "call-ended", "The call has ended.");
  if (status !== "open" || conversationId === null)
    throw new Problem(409, "call-not-open", "Nobody speaks in this call yet. Try again once it is answered.");
  return { ...call, conversationId };
}

/** @throws Problem 409 `call-without-room` for a call over the page's own connection */
export function requireRoom({ room }: LiveCall): string {
  if (room !== null) return room;
  throw new Problem(
    409,
    "call-without-room",
    "The call runs over the page's own connection and cannot be joined. Follow its transcript, whisper, or take the conversation over and type: the agent's voice says it.",
  );
}
