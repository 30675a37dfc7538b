import { parseArgs } from "node:util";
import type { Figure } from "./figure.ts";
import { figuresOf } from "./figures.ts";
import { playMonth } from "./play.ts";
import { openProgress } from "./progress.ts";
import { monthStartMs, scriptOf } from "./script.ts";
import { openWorld, prepareMonth } from "./world.ts";

/** `npm run cli -- simulate-month` in a separate process, which its parent may kill. */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    seed: { type: "string" },
    conversations: { type: "string" },
    days: { type: "string" },
    gemini: { type: "string" },
    sandbox: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const differing = await main().catch((error: unknown) => {
  console.error(error);
  return undefined;
});
process.exit(differing === 0 ? 0 : 1);

/** @returns how many figures differ */
async function main(): Promise<number> {
  const { data, seed, conversations, days, gemini, sandbox } = values;
  if (data === undefined) throw new Error("--data is missing: the folder of the virtual month.");
  if (gemini === undefined || sandbox === undefined) throw new Error("--gemini or --sandbox is missing: outside.ts.");
  const began = performance.now();
  const script = scriptOf({ seed: Number(seed), conversations: Number(conversations), days: Number(days) });
  let percent = -1;
  const progress = openProgress(data, (minute) => {
    process.send?.({ minute });
    const done = Math.floor((minute * 20) / script.minutes) * 5;
    if (done === percent) return;
    percent = done;
    console.error(`${done} %, day ${Math.ceil(minute / 1_440)}, ${Math.round((performance.now() - began) / 1_000)} s`);
  });
  const world = await openWorld(data, monthStartMs + progress.minute * 60_000, { gemini, sandbox });
  if (!progress.isPrepared) {
    await prepareMonth(world, script);
    progress.note(0, undefined);
  }
  await playMonth(world, script, progress);
  const figures = await figuresOf(world, script, progress);
  const seconds = Math.round((performance.now() - began) / 1_000);
  const { user, system } = process.cpuUsage();
  await world.close();
  return show(figures, { seconds, cpuSeconds: Math.round((user + system) / 1e6), isJson: values.json });
}

interface Shown {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly isJson: boolean;
}

function show(figures: readonly Figure[], of: Shown): number {
  const differing = figures.filter(({ expected, found }) => expected !== found);
  if (of.isJson) console.log(JSON.stringify({ figures: figures.length, differing: differing.length, all: figures }));
  else {
    const counted = figures.filter(({ figure }) => /^(rollup|day) /.test(figure));
    const rows = figures.filter((each) => !counted.includes(each) || differing.includes(each));
    console.log(["figure", "expected", "found"].join("\t"));
    for (const { figure, expected, found } of rows)
      console.log([figure, expected, found, ...(expected === found ? [] : ["DIFFERS"])].join("\t"));
    console.log(`${counted.length} figures of the rollups, ${figures.length - counted.length} others.`);
    console.log(`${differing.length} differ. This process: ${of.seconds} s, ${of.cpuSeconds} s of processor time.`);
  }
  return differing.length;
}
