import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Environment } from "../../../../shared/environment.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { requireLiveKit } from "../../../app/livekit.ts";

/**
 * The number that a campaign calls from: the first of the tenant's.
 * @throws Problem 503 `voice-not-configured` without a LiveKit server, 422 `channel-unavailable` without a number
 */
export async function requireLine(
  config: TenantConfig,
  sources: { readonly environment: Pick<Environment, "LIVEKIT_URL">; readonly keys: Pick<Keys, "secret"> },
): Promise<string> {
  await requireLiveKit(sources);
  const [number] = voiceSettings(config, "voice").telephony.phoneNumbers;
  if (number !== undefined) return number;
  throw new Problem(
    422,
    "channel-unavailable",
    "There is no number to call from: add one to phone_numbers of channels.input, voice, and run `npm run cli -- voice provision`.",
  );
}
