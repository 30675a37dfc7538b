import type { Composition } from "../../../app/compose.ts";
import { type Instances, recording } from "../../../app/instances.ts";
import { appKeyName, gitHubAccount } from "./account.ts";
import { gitHubClient } from "./client.ts";

/** For a step that calls GitHub as the agency's app, and waits for its answers. */
export const callingGitHub: Instances = {
  ...recording,
  concurrency: 40,
  timeoutSeconds: 120,
  optionalSecrets: [appKeyName],
};

/** The agency's app, and the way to its repositories. */
export function openAgencyGitHub({
  environment,
  platform,
  now,
}: Pick<Composition, "environment" | "platform" | "now">) {
  return {
    account: () => gitHubAccount({ environment, keys: platform.keys }),
    openGitHub: gitHubClient(now),
  };
}
