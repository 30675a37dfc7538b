import type { PubSub } from "@google-cloud/pubsub";

/** Terraform pushes to `https://NAME-NUMBER.REGION.run.app`, an address that Cloud Run gives every service. */
const inRegion = /^(https:\/\/[\w-]+-\d+\.)([a-z0-9-]+)(\.run\.app(?:\/.*)?)$/;

/** The same service's address in another region; undefined for any other address, and where it is there already. */
export function addressIn(region: string, address: string): string | undefined {
  const [, service, current, rest] = inRegion.exec(address) ?? [];
  return current === undefined || current === region ? undefined : `${service}${region}${rest}`;
}

/**
 * Points every push subscription of the product to its service in this region, and keeps its identity and its backlog.
 * Running it again finishes what an earlier run left. @returns the number of subscriptions changed.
 */
export async function pushTo(region: string, pubsub: PubSub): Promise<number> {
  const [subscriptions] = await pubsub.getSubscriptions();
  let changed = 0;
  for (const subscription of subscriptions) {
    const [{ pushConfig }] = await subscription.getMetadata();
    const pushEndpoint = addressIn(region, pushConfig?.pushEndpoint ?? "");
    if (!pushConfig || pushEndpoint === undefined) continue;
    const { oidcToken } = pushConfig;
    const audience = addressIn(region, oidcToken?.audience ?? "");
    const moved = oidcToken && audience !== undefined ? { oidcToken: { ...oidcToken, audience } } : {};
    await subscription.modifyPushConfig({ ...pushConfig, pushEndpoint, ...moved });
    changed += 1;
  }
  return changed;
}
