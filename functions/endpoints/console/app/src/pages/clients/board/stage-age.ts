import { m } from "#messages";
import { numberFormat } from "../../../components/formats.ts";
import { region } from "../../../components/region.ts";

const day = 86_400_000;

/** How long a client has been in its stage, in whole days. */
export function stageAge(since: string, now: number): string {
  const days = Math.floor((now - Date.parse(since)) / day);
  if (days < 1) return m.board_since_today();
  const text = numberFormat(region(), { style: "unit", unit: "day", unitDisplay: "long" }).format(days);
  return m.board_for_days({ days: text });
}
