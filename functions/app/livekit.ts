import type { Environment } from "../../shared/environment.ts";
import { Problem } from "../../shared/http/problem.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import { platformScope } from "../../shared/platform/tenant.ts";
import { callSecrets } from "./instances.ts";

/** The account at a LiveKit server, which all tenants share. */
export interface LiveKitAccount {
  /** `wss://…`, for browsers and workers. */
  readonly url: string;
  /** `https://…`, for its API. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** The account, or the names of what is not set. */
export type LiveKitSetup =
  | { readonly configured: true; readonly account: LiveKitAccount }
  | { readonly configured: false; readonly missing: readonly string[] };

interface Sources {
  readonly environment: Pick<Environment, "LIVEKIT_URL">;
  readonly keys: Pick<Keys, "secret">;
}

export async function liveKitSetup({ environment, keys }: Sources): Promise<LiveKitSetup> {
  const url = environment.LIVEKIT_URL;
  const [apiKey, apiSecret, signing] = await Promise.all(callSecrets.map((name) => keys.secret(platformScope, name)));
  if (url !== undefined && apiKey !== undefined && apiSecret !== undefined && signing !== undefined) {
    const apiUrl = url.replace(/^ws/, "http");
    return { configured: true, account: { url: url.replace(/^http/, "ws"), apiUrl, apiKey, apiSecret } };
  }
  const unset = callSecrets.filter((_name, index) => [apiKey, apiSecret, signing][index] === undefined);
  return { configured: false, missing: [...(url === undefined ? ["LIVEKIT_URL"] : []), ...unset] };
}

/** @throws Problem 503 `voice-not-configured` naming what is to be set */
export async function requireLiveKit(sources: Sources): Promise<LiveKitAccount> {
  const setup = await liveKitSetup(sources);
  if (setup.configured) return setup.account;
  throw new Problem(
    503,
    "voice-not-configured",
    `There are no calls without a LiveKit server. Set ${setup.missing.join(", ")}: see .env.example and docs/voice.md.`,
  );
}
