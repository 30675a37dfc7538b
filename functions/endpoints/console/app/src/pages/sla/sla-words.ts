import { m } from "#messages";
import { listText } from "../../components/region.ts";

/** How minutes count, in the person's language. */
export const stateNames = { excluded: m.sla_excluded, up: m.sla_up, down: m.sla_down, unknown: m.sla_unknown } as const;

/** The channels that something concerns. */
export function channelsText(channels: readonly string[]): string {
  return channels.length === 0 ? m.sla_all_channels() : listText(channels);
}
