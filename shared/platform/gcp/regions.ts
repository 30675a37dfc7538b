import { z } from "zod";
import { type Collection, type Documents, put } from "../documents.ts";
import type { PlatformLog } from "../embedded/log.ts";
import { platformScope } from "../tenant.ts";

/** How long an instance may follow an earlier home. Each instance reads the document once in this time at most. */
export const homeCachedMs = 10_000;
/** After a failure, another region is preferred for this long. */
const avoidedMs = 30_000;
const documentId = "events";

/** The region that handles events. Absent until somebody moves it. */
export const homeRegions: Collection<{ readonly home: string; readonly movedAt: string }> = {
  name: "home-regions",
  schema: z.object({ home: z.string(), movedAt: z.string() }),
  indexes: [],
  confidential: false,
  // The name of a region.
  personal: "nothing",
};

export interface Regions {
  readonly all: readonly string[];
  /** Where events are published and scheduled. Follows `move` within `homeCachedMs`. */
  home(): Promise<string>;
  /** The regions to publish in, best first: home, then this instance's own. One that failed lately comes last. */
  toPublishIn(): Promise<readonly string[]>;
  /** Remembers that a region did not answer. */
  failed(region: string): void;
  /** Makes another region home. @throws Error when the product does not run there. */
  move(to: string): Promise<{ readonly from: string }>;
}

/**
 * The regions of the product. One region needs no document and reads none. When the document cannot be read, the last
 * known home stays: what cannot read documents cannot handle events either.
 */
export function openRegions(settings: {
  readonly documents: Pick<Documents, "get" | "commit">;
  /** Home until it is moved. */
  readonly location: string;
  readonly all: readonly string[];
  /** The region of this instance. */
  readonly own: string;
  readonly log: PlatformLog;
  readonly now: () => number;
}): Regions {
  const { documents, location, own, log, now } = settings;
  const all = settings.all.includes(location) ? settings.all : [location, ...settings.all];
  const failedAt = new Map<string, number>();
  let known = location;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const home = (await documents.get(platformScope, homeRegions, documentId))?.data.home ?? location;
      if (all.includes(home)) known = home;
      else log.error({ home }, "the home region is none of the product's regions");
      readAtMs = now();
    } catch (error) {
      log.warn({ error }, "the home region could not be read, the last known one stays");
    }
  }

  async function home(): Promise<string> {
    if (all.length === 1 || now() - readAtMs < homeCachedMs) return known;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    return known;
  }

  return {
    all,
    home,
    async toPublishIn() {
      const preferred = [...new Set([await home(), own, ...all])].filter((region) => all.includes(region));
      const isAvoided = (region: string) => now() - (failedAt.get(region) ?? Number.NEGATIVE_INFINITY) < avoidedMs;
      return [...preferred.filter((region) => !isAvoided(region)), ...preferred.filter(isAvoided)];
    },
    failed: (region) => void failedAt.set(region, now()),
    async move(to) {
      if (!all.includes(to)) throw new Error(`The product does not run in ${to}, only in ${all.join(", ")}.`);
      readAtMs = Number.NEGATIVE_INFINITY;
      const from = await home();
      const movedAt = new Date(now()).toISOString();
      await documents.commit(platformScope, [put(homeRegions, documentId, { home: to, movedAt })]);
      readAtMs = Number.NEGATIVE_INFINITY;
      return { from };
    },
  };
}
