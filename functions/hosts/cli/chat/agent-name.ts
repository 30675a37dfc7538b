import { tenantOf, withPlatform } from "../data.ts";
import type { ClientOptions, DataOptions } from "../options.ts";

/** The agent's name from the client's active configuration; "agent" if the data is on another machine. */
export async function agentNameOf(options: ClientOptions & DataOptions & { readonly token?: string }): Promise<string> {
  if (options.token !== undefined) return "agent";
  const { openVersions } = await import("../config/open-versions.ts");
  return withPlatform(options, async (platform) => {
    const tenantId = tenantOf(options.client);
    const versions = openVersions(platform);
    const active = await versions.active(tenantId);
    if (active === undefined) return "agent";
    return (await versions.parsed(tenantId, active.name, active.version)).agent.agent_name;
  });
}
