import type { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { readDays, readRollups, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { kpiNames, kpis, revenueCurrency } from "../../../engines/success/kpis.ts";
import { addExperiment, addQuality, addSla, addSuccess } from "./engine-figures.ts";
import { type Cells, cellsOf, expectedCounts, type Sums } from "./expected/counts.ts";
import { expectedKpis, expectedLevels } from "./expected/outcomes.ts";
import { type AddFigure, days, type Figure } from "./figure.ts";
import type { Progress } from "./progress.ts";
import { rawRecords } from "./raw-records.ts";
import { type Script, zones } from "./script.ts";
import type { World } from "./world.ts";

/** Every figure of the month, twice. */
export async function figuresOf(world: World, script: Script, progress: Progress): Promise<readonly Figure[]> {
  const { documents } = world.platform;
  const raw = await rawRecords(documents, script);
  const figures: Figure[] = [];
  const add: AddFigure = (figure, expected, found) =>
    figures.push({ figure, expected: textOf(expected), found: textOf(found) });

  const counts = expectedCounts(script, raw);
  const cells = cellsOf(counts);
  const [foundCells, foundDays] = await foundCellsOf(world);
  compare(add, "rollup", cells, foundCells);
  compare(add, "day", withoutAgents(cells), foundDays);

  await addSla(add, world, { script, raw });
  await addExperiment(add, world, { script, raw });
  await addQuality(add, world, raw);
  await addSuccess(add, world, { script, counts });

  for (const [period, level] of expectedLevels(script, counts)) add(`budget ${period}`, level, progress.levels[period]);

  for (const tenantId of Object.keys(zones) as TenantId[]) {
    const total = totalOf(await readDays(documents, tenantId, days));
    const expected = expectedKpis(script, raw, tenantId);
    for (const name of kpiNames)
      add(`kpi ${tenantId} ${name}`, expected[name], kpis[name].of(total, revenueCurrency(total)));
  }
  return figures;
}

async function foundCellsOf({ platform: { documents } }: World): Promise<readonly [Cells, Cells]> {
  const [cells, byDay]: [Cells, Cells] = [new Map(), new Map()];
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    for await (const { day, agent, channel, counters } of readRollups(documents, tenantId, days))
      cells.set(`${tenantId} ${day} ${agent.name}~${agent.version} ${channel}`, numbersIn(counters));
    for (const { day, counters } of await readDays(documents, tenantId, days))
      byDay.set(`${tenantId} ${day}`, numbersIn(counters));
  }
  return [cells, byDay];
}

function numbersIn(counters: Counters): Sums {
  const sums: Sums = new Map();
  const walk = (value: unknown, path: string) => {
    if (typeof value === "number") sums.set(path, value);
    else for (const [key, inner] of Object.entries(value ?? {})) walk(inner, path === "" ? key : `${path}.${key}`);
  };
  walk(counters, "");
  return sums;
}

/** The cells of a tenant's day together. */
function withoutAgents(cells: Cells): Cells {
  const byDay: Cells = new Map();
  for (const [key, sums] of cells) {
    const day = key.split(" ").slice(0, 2).join(" ");
    const into = byDay.get(day) ?? new Map<string, number>();
    for (const [name, count] of sums) into.set(name, (into.get(name) ?? 0) + count);
    byDay.set(day, into);
  }
  return byDay;
}

/** What is nowhere counts as 0: the product keeps names that have counted nothing, and the other way round. */
function compare(add: (...given: [string, number, number]) => void, kind: string, expected: Cells, found: Cells): void {
  for (const key of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const [one, other] = [expected.get(key), found.get(key)];
    for (const name of [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])].sort()) {
      const figure = [one?.get(name) ?? 0, other?.get(name) ?? 0] as const;
      if (figure[0] !== 0 || figure[1] !== 0) add(`${kind} ${key} ${name}`, ...figure);
    }
  }
}

/** Shares to twelve digits: sums of fractions differ in the last ones by their order. */
function textOf(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(12))) : String(value);
}
