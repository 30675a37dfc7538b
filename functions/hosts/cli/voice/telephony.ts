import { type PhoneLines, readPhoneLines } from "../../../../voice-runner/telephony/phone-lines.ts";
import { type Provisioning, provisionTelephony } from "../../../../voice-runner/telephony/provision.ts";
import { type LiveKitAccount, liveKitSetup } from "../../../app/livekit.ts";
import { openVersions } from "../config/open-versions.ts";
import { withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";

export interface Telephony {
  readonly account: LiveKitAccount;
  readonly lines: PhoneLines;
  readonly provisioning: Provisioning;
}

/**
 * Provisions the numbers of all clients, or with `dryRun` only compares them.
 * @throws Failure naming what is not set, or saying that LiveKit cannot be reached or refuses.
 */
export async function runProvisioning(
  options: DataOptions & { readonly dryRun?: boolean; readonly prune?: boolean },
): Promise<Telephony> {
  return withPlatform(options, async (platform, environment) => {
    const setup = await liveKitSetup({ environment, keys: platform.keys });
    if (!setup.configured)
      throw new Failure(
        `LiveKit is not set up. Set ${setup.missing.join(", ")}: see .env.example and docs/telephony.md.`,
      );
    const { account } = setup;
    const lines = await readPhoneLines({ ...platform, configs: openVersions(platform) });
    const { dryRun = false, prune = false } = options;
    const request = { account, keys: platform.keys, now: new Date(), dryRun, prune };
    const provisioning = await provisionTelephony(lines, request).catch((error: unknown) => {
      throw refusalOf(account, error);
    });
    return { account, lines, provisioning };
  });
}

/** LiveKit's own words, and what to do. Anything else is a defect and stays as it is. */
function refusalOf({ apiUrl }: LiveKitAccount, error: unknown): unknown {
  if (error instanceof TypeError)
    // fetch has no connection
    return new Failure(`LiveKit cannot be reached at ${apiUrl}. Check LIVEKIT_URL, and that the server runs.`, {
      cause: error,
    });
  if (!(error instanceof Error && "status" in error)) return error;
  const advice =
    error.status === 401
      ? "Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET."
      : /redis/i.test(error.message)
        ? "A LiveKit server of your own needs Redis for telephony: set `redis` in its configuration."
        : "Nothing else was changed after that; run it again once it is mended.";
  return new Failure(`LiveKit at ${apiUrl} answers ${String(error.status)}: ${error.message}. ${advice}`, {
    cause: error,
  });
}
