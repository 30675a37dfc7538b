import { callRoleAttribute } from "../../../../shared/voice/call.ts";
import type { LiveKitAccount } from "../../../app/livekit.ts";

/** `listen`: nobody in the room sees them. `speak`: the caller hears them. */
export type JoinMode = "listen" | "speak";

/** How long an operator has to join. LiveKit renews the token of whoever is in the room. */
export const joinSeconds = 300;

/** An operator's token for one room, with the least grants of its mode. It sends for no agent. */
export async function operatorToken(
  { apiKey, apiSecret }: Pick<LiveKitAccount, "apiKey" | "apiSecret">,
  { room, identity, mode }: { readonly room: string; readonly identity: string; readonly mode: JoinMode },
): Promise<string> {
  const { AccessToken, TrackSource } = await import("livekit-server-sdk");
  const attributes = { [callRoleAttribute]: "operator" };
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: joinSeconds, attributes });
  const speaks = mode === "speak";
  token.addGrant({
    room,
    roomJoin: true,
    hidden: !speaks,
    canSubscribe: true,
    canPublish: speaks,
    ...(speaks ? { canPublishSources: [TrackSource.MICROPHONE] } : {}),
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}
