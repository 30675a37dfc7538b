import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";

/**
 * How a call stands. `planned`: an attempt is scheduled. `dialling`: it rings. `open`: somebody is, or is expected, in the
 * room. `ended`: final, although usage and the recording may be added.
 */
export const CallStanding = z.object({
  id: z.string(),
  status: z.literal(["planned", "dialling", "open", "ended"]),
  /** LiveKit's room of the newest attempt; null for a call without a room, or before its first attempt. */
  room: z.string().nullable(),
  /** Null until an agent's session began. */
  conversationId: z.string().nullable(),
});
export type CallStanding = z.infer<typeof CallStanding>;

/** The calls engine owns these documents. */
export const callStandings = readModel({
  name: "calls",
  state: CallStanding,
  indexes: [],
});

/** The calls of one conversation, newest first. */
const callsOfConversation = readModel({
  name: callStandings.name,
  state: z.object({ ...CallStanding.shape, createdAt: z.string() }),
  indexes: [["conversationId", "createdAt desc"]],
});

/** The call in which this conversation is spoken at the moment. */
export async function liveCallOf(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  conversationId: string,
): Promise<CallStanding | undefined> {
  const { items } = await documents.query(tenantId, callsOfConversation, {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.createdAt", direction: "desc" },
    limit: 1,
  });
  const newest = items[0]?.data.state;
  return newest?.status === "open" ? newest : undefined;
}
