import type { AutomationView } from "../../../engines/automation/views.ts";
import { note, print, printTable } from "../output.ts";

/** What the written configuration costs beside the active one. What is not known is called so. */
export function printCost({ cost }: AutomationView): void {
  if (cost === null) return;
  const { old, conversations, measured_days: days, day, change_usd: change } = cost;
  print(`  Cost of the last ${days} days (${conversations} conversations), by list prices of ${day}:`);
  printTable(
    ["version", "item", "units", "US dollars", "price", "read"],
    [...(old ? [old] : []), cost.new].flatMap(({ version, usd, known_usd, lines }) => [
      ...lines.map((line) => [
        String(version),
        line.item,
        line.units === null ? "unknown" : `${line.units} × ${line.unit}`,
        line.usd ?? "unknown",
        line.price === null ? "unknown" : `${line.price} for ${line.per}`,
        line.read_on === null ? line.source : `${line.read_on}, ${line.source}`,
      ]),
      [String(version), "all", "", usd ?? `unknown, at least ${known_usd}`, "", ""],
    ]),
  );
  note(change === null ? "The change is unknown." : `Change: ${change} US dollars.`);
}
