import { agentName, callRoleAttribute } from "../../../../shared/voice/call.ts";
import type { LiveKitAccount } from "../../../app/livekit.ts";

/** How long a caller has to join. LiveKit renews the token of whoever is in the room. */
export const joinSeconds = 600;

/**
 * A browser's token for one call: one room, a microphone and nothing else to publish, data, and no right to change its own
 * attributes. The first to join makes the room, and with it the agent is sent for.
 */
export async function joinToken(
  { apiKey, apiSecret }: Pick<LiveKitAccount, "apiKey" | "apiSecret">,
  call: {
    readonly room: string;
    readonly identity: string;
    /** Of an agent, signed. */
    readonly metadata: string;
  },
): Promise<string> {
  const { AccessToken, RoomConfiguration, RoomAgentDispatch, TrackSource } = await import("livekit-server-sdk");
  const { room, identity, metadata } = call;
  const attributes = { [callRoleAttribute]: "caller" };
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: joinSeconds, attributes });
  token.addGrant({
    room,
    roomJoin: true,
    canPublish: true,
    canPublishSources: [TrackSource.MICROPHONE],
    canSubscribe: true,
    canPublishData: true,
    canUpdateOwnMetadata: false,
  });
  token.roomConfig = new RoomConfiguration({ agents: [new RoomAgentDispatch({ agentName, metadata })] });
  return token.toJwt();
}
