import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { StepContext } from "../../../../shared/runtime/step.ts";
import type { CallMetadata } from "../../../../shared/voice/call.ts";
import { signCallMetadata } from "../../../../shared/voice/call-metadata.ts";
import type { CallRecord } from "../call.ts";
import type { CallDependencies } from "../dependencies.ts";
import type { CallRooms } from "../livekit/rooms.ts";

/** An agent is sent for and comes at once, or the call is over. */
const lifetimeSeconds = 3_600;

/**
 * Sends for an agent, once for this event and key. After a crash the dispatch is looked for at LiveKit by the id in its
 * metadata, so that two agents never come for one wish.
 */
export async function dispatchAgent(
  { rooms, keys }: { readonly rooms: CallRooms; readonly keys: CallDependencies["platform"]["keys"] },
  call: { readonly room: string; readonly metadata: CallMetadata },
  ctx: Pick<StepContext, "effect" | "now">,
): Promise<void> {
  const { room, metadata } = call;
  const send = async (id: string) => {
    const signed = await signCallMetadata(keys, metadata, { now: ctx.now, lifetimeSeconds, id });
    return { dispatchId: await rooms.dispatch(room, signed) };
  };
  await ctx.effect(`dispatch:${room}`, send, {
    policy: "lookUp",
    async find(id) {
      const dispatchId = await rooms.findDispatch(room, id);
      return dispatchId === undefined ? undefined : { dispatchId };
    },
  });
}

/** What the agent of a call is told. */
export function metadataOf(tenantId: TenantId, call: CallRecord): CallMetadata {
  const { id: callId, direction, configName, customerAddress, accountAddress, briefing } = call;
  const channel = direction === "web" ? "web_voice" : "voice";
  return { tenantId, callId, direction, channel, configName, customerAddress, accountAddress, briefing };
}
