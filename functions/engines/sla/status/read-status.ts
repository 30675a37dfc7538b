import { LRUCache } from "lru-cache";
import { findStatusPage } from "../../../../shared/config/status-page-route.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { minuteOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayMinutes } from "../../../../shared/sla/minute-record.ts";
import type { ChannelLanguage } from "../channel-names.ts";
import { currentSla } from "../current-sla.ts";
import { incidents } from "../incidents/incident.ts";
import { correctionsIn, maintenanceIn } from "../notes/read-notes.ts";
import { slaWatches, watchId } from "../watch/watch.ts";

export type ShownState = "up" | "down" | "unknown" | "maintenance";

/** What the public page shows: states, times and words that were written for it. Nothing of a customer or of staff. */
export interface PublicStatus {
  readonly client: string;
  readonly slug: string;
  readonly language: ChannelLanguage;
  readonly zone: string;
  readonly readAt: Date;
  readonly checkedAt: number | null;
  readonly channels: readonly {
    readonly channel: ChannelType;
    readonly state: ShownState;
    /** By day since the epoch, the newest last: minutes known and minutes down. */
    readonly days: readonly (readonly [day: number, known: number, down: number])[];
  }[];
  readonly incidents: readonly {
    readonly title: string;
    readonly channels: readonly ChannelType[];
    readonly openedAt: string;
    readonly closedAt: string | null;
    readonly updates: readonly { readonly at: string; readonly text: string }[];
  }[];
  readonly maintenance: readonly { readonly title: string; readonly from: number; readonly to: number }[];
  readonly corrections: readonly {
    readonly from: number;
    readonly to: number;
    readonly state: string;
    readonly reason: string;
    readonly at: string;
  }[];
}

export type StatusReader = (slug: string) => Promise<PublicStatus | undefined>;

const keptMs = 20_000;
const pastDays = 30;
const aheadDays = 60;
const mostIncidents = 20;

/** Reads a page's contents at most every 20 seconds, however many visitors there are. */
export function statusReader(parts: {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
  readonly now: () => Date;
}): StatusReader {
  const { documents, configs, now } = parts;
  const pages = new LRUCache<string, { readonly page: PublicStatus | undefined }>({ max: 1_000, ttl: keptMs });
  return async (slug) => {
    const known = pages.get(slug);
    if (known) return known.page;
    const page = await read(slug);
    pages.set(slug, { page });
    return page;
  };

  async function read(slug: string): Promise<PublicStatus | undefined> {
    const tenantId = await findStatusPage(documents, slug);
    const current = tenantId && (await currentSla(configs, tenantId));
    if (!tenantId || current?.sla.status_page?.slug !== slug) return undefined;
    const readAt = now();
    const minute = minuteOf(readAt);
    const around = { from: minute - pastDays * dayMinutes, to: minute + aheadDays * dayMinutes };
    const [watch, recent, maintenance, corrections] = await Promise.all([
      documents.get(tenantId, slaWatches.collection, watchId),
      documents.query(tenantId, incidents.collection, {
        orderBy: { field: "state.openedAt", direction: "desc" },
        limit: mostIncidents,
      }),
      maintenanceIn(documents, tenantId, around),
      correctionsIn(documents, tenantId, around),
    ]);
    const state = watch?.data.state;
    const isRecent = state !== undefined && state.minute >= minute - 3;
    const stateOf = (channel: ChannelType): ShownState => {
      const isMaintained = maintenance.some(
        ({ channels, from, to }) =>
          from <= minute && minute < to && (channels.length === 0 || channels.includes(channel)),
      );
      if (isMaintained) return "maintenance";
      const last = state?.channels[channel]?.recent.minutes.at(-1);
      if (!isRecent || last === undefined || last[1] === 0) return "unknown";
      return last[2] > 0 || state.channels[channel]?.incident ? "down" : "up";
    };
    return {
      client: current.config.client_name,
      slug,
      language: current.sla.status_page.language,
      zone: current.zone,
      readAt,
      checkedAt: state === undefined || state.minute === 0 ? null : state.minute,
      channels: current.channels.map((channel) => ({
        channel,
        state: stateOf(channel),
        days: state?.history[channel] ?? [],
      })),
      incidents: recent.items.map(({ data: { state: incident } }) => {
        const { title, channels, openedAt, closedAt, timeline } = incident;
        const shown = timeline.filter(({ isPublic, type }) => isPublic && type !== "opened");
        return { title, channels, openedAt, closedAt, updates: shown.map(({ at, text }) => ({ at, text })) };
      }),
      maintenance: maintenance.map(({ title, from, to }) => ({ title, from, to })),
      corrections: corrections.map(({ from, to, state: counts, reason, at }) => ({
        from,
        to,
        state: counts,
        reason,
        at,
      })),
    };
  }
}
