import type { Platform, PlatformRegions } from "../../../../shared/platform/platform.ts";
import { withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";
import { note, print } from "../output.ts";

export async function showRegions(options: DataOptions): Promise<void> {
  await withPlatform(options, async (platform) => {
    const { all, home } = regionsOf(platform);
    const handling = await home();
    for (const region of all) print(region === handling ? `${region}  handles events` : region);
  });
}

export async function moveHome({ region, ...options }: DataOptions & { readonly region: string }): Promise<void> {
  await withPlatform(options, async (platform) => {
    const regions = regionsOf(platform);
    if (!regions.all.includes(region))
      throw new Failure(`The product does not run in ${region}. Choose one of ${regions.all.join(", ")}.`);
    const { from, subscriptions } = await regions.move(region);
    print(`${region} handles events (before: ${from}). ${subscriptions} subscriptions push to it now.`);
    note("Instances follow within ten seconds. The next sweep takes over the scheduled events, within a minute.");
  });
}

function regionsOf({ regions }: Platform): PlatformRegions {
  if (!regions) throw new Failure("The product runs in one region. Set GCP_REGIONS, see .env.example.");
  return regions;
}
