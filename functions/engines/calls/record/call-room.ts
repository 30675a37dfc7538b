import { z } from "zod";
import { type Collection, type Documents, put } from "../../../../shared/platform/documents.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";

const CallRoom = z.object({ tenantId: TenantId, callId: z.string() });
export type CallRoom = z.infer<typeof CallRoom>;

/** Longer than any call lasts. */
const keptMs = 7 * 86_400_000;

/**
 * Which call a LiveKit room is, in the platform's scope: LiveKit's reports name a room and no tenant. Written when the
 * call opens; a room's name is never taken apart.
 */
export const callRooms: Collection<CallRoom> = {
  name: "call-rooms",
  schema: CallRoom,
  indexes: [],
  confidential: false,
  // An id that stands for nobody once the call's record is gone.
  personal: "nothing",
};

/** Resolves when LiveKit's reports of the room reach the call. */
export async function rememberRoom(
  documents: Pick<Documents, "commit">,
  room: string,
  call: CallRoom & { readonly now: Date },
): Promise<void> {
  const { tenantId, callId, now } = call;
  const expiresAt = new Date(now.getTime() + keptMs);
  await documents.commit(platformScope, [put(callRooms, idOf(room), { tenantId, callId }, { expiresAt })]);
}

export async function findCallOfRoom(documents: Pick<Documents, "get">, room: string): Promise<CallRoom | undefined> {
  return (await documents.get(platformScope, callRooms, idOf(room)))?.data;
}

/** Names of rooms may hold characters that a document's id may not. */
function idOf(room: string): string {
  return deriveId("call-room", room);
}
