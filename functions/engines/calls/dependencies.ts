import type { ConfigSource } from "../../../shared/config/versions/current-config.ts";
import type { Environment } from "../../../shared/environment.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { type LiveKitSetup, liveKitSetup } from "../../app/livekit.ts";
import type { CallRecord } from "./call.ts";
import { type CallRooms, liveKitRooms } from "./livekit/rooms.ts";

export interface CallDependencies extends ConfigSource {
  readonly platform: Pick<Platform, "documents" | "keys" | "blobs">;
  /** Whose LiveKit server it is. */
  readonly transport: CallRecord["transport"];
  /** LiveKit, or the names of what is not set. */
  rooms(): Promise<
    { readonly configured: true; readonly rooms: CallRooms } | Extract<LiveKitSetup, { readonly configured: false }>
  >;
}

export function callDependencies(
  composition: Omit<CallDependencies, "rooms" | "transport"> & {
    readonly environment: Pick<Environment, "LIVEKIT_URL">;
  },
): CallDependencies {
  const { environment, platform, activeConfig, config } = composition;
  return {
    platform,
    activeConfig,
    config,
    transport: transportOf(environment),
    async rooms() {
      const setup = await liveKitSetup({ environment, keys: platform.keys });
      return setup.configured ? { configured: true, rooms: liveKitRooms(setup.account) } : setup;
    },
  };
}

function transportOf({ LIVEKIT_URL }: Pick<Environment, "LIVEKIT_URL">): CallRecord["transport"] {
  if (LIVEKIT_URL === undefined) return null;
  return new URL(LIVEKIT_URL).hostname.endsWith(".livekit.cloud") ? "livekit-cloud" : "livekit-self-hosted";
}
