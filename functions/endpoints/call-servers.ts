import type { Environment } from "../../shared/environment.ts";

/**
 * The servers of calls that are not this host: LiveKit's, and the socket's unless it is a path here. In a file of its own,
 * because instances of endpoints load nothing of the environment before their first request.
 */
export function callServersOf({
  LIVEKIT_URL: liveKit,
  VOICE_SOCKET_URL: socket,
}: Pick<Environment, "LIVEKIT_URL" | "VOICE_SOCKET_URL">): readonly string[] {
  return [liveKit, socket].filter((url) => url !== undefined && !url.startsWith("/")) as readonly string[];
}
