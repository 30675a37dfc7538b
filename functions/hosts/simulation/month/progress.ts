import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { BudgetStanding } from "../../../../shared/contracts/metrics/budget-standing.ts";

const Noted = z.object({ minute: z.number().int(), levels: z.record(z.string(), z.string()) });

/** How far the month was played, kept in a file, so that a killed process goes on where it was. */
export interface Progress {
  readonly minute: number;
  /** Whether everything from before the month is there. */
  readonly isPrepared: boolean;
  /** The budget's level at the end of each day and month. */
  readonly levels: Readonly<Record<string, string>>;
  note(minute: number, standing: BudgetStanding | undefined): void;
}

export function openProgress(dataDir: string, report: (minute: number) => void): Progress {
  const file = join(dataDir, "month.json");
  const isPrepared = existsSync(file);
  const noted = isPrepared ? Noted.parse(JSON.parse(readFileSync(file, "utf8"))) : { minute: 0, levels: {} };
  return {
    isPrepared,
    minute: noted.minute,
    levels: noted.levels,
    note(minute, standing) {
      noted.minute = minute;
      for (const period of [standing?.day, standing?.month])
        if (period) (noted.levels as Record<string, string>)[period.of] = period.level;
      writeFileSync(`${file}.new`, JSON.stringify(noted));
      renameSync(`${file}.new`, file);
      report(minute);
    },
  };
}
