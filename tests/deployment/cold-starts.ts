import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startGemini } from "../../emulators/gemini.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { startFunction } from "./function-process.ts";
import { seed } from "./seed.ts";

/**
 * Measures an instance from start to first response, compared with a functions-framework echo: wall-clock time and CPU
 * of the whole process, and its memory. Run `node tests/deployment/cold-starts.ts [--rounds 7] [--source
 * dist-functions]` after `npm run build`. Rounds alternate, so that load on the machine affects all equally. Medians
 * are shown.
 */
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "7" }, source: { type: "string", default: "dist-functions" } },
});
const source = join(projectRoot, values.source);
const echo = { name: "echo", source: join(projectRoot, "tests/deployment/echo.mjs"), target: "echo", path: "/" };
const targets = ["api", "webhooks", "console", "conversation-turn", "conversation-operate", "sweep"];

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

interface Measured {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly path: string;
  readonly request?: RequestInit;
}

const dataDir = mkdtempSync(join(tmpdir(), "cold-starts-"));
const gemini = await startGemini({ port: 0 });
try {
  const { tenantId, token, jwtSecret } = await seed(dataDir);
  const chat = (round: number): Measured => ({
    name: "api, first turn",
    source,
    target: "api",
    path: "/v1/chat",
    request: {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ client_id: tenantId, session_id: `round ${round}`, message: "Hello, who are you?" }),
    },
  });
  const environment = {
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    JWT_SECRET: jwtSecret,
    GEMINI_API_KEY: "any key",
    GEMINI_BASE_URL: gemini.url,
  };
  // The first instance of a release parses each configuration's YAML and stores the result for all later ones.
  await measure(chat(-1), environment);
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const healths = targets.map((target) => ({ name: `${target}, health`, source, target, path: "/healthz" }));
    for (const measured of [echo, ...healths, chat(round)]) {
      const sample = await measure(measured, environment);
      samples.set(measured.name, [...(samples.get(measured.name) ?? []), sample]);
    }
  }
  console.table(Object.fromEntries([...samples].map(([name, taken]) => [name, row(taken, samples.get("echo") ?? [])])));
} finally {
  await gemini.close();
  rmSync(dataDir, { recursive: true });
}

async function measure(measured: Measured, environment: Readonly<Record<string, string>>): Promise<Sample> {
  const instance = await startFunction({ ...measured, environment });
  try {
    const answer = await instance.firstAnswer(measured.path, measured.request);
    const wallMs = performance.now() - instance.startedAt;
    if (answer.status !== 200) throw new Error(`${measured.name}: ${answer.status} ${await answer.text()}`);
    return { wallMs, ...instance.usage() };
  } finally {
    await instance.stop();
  }
}

function row(taken: readonly Sample[], baseline: readonly Sample[]): object {
  const of = (samples: readonly Sample[], field: keyof Sample) => median(samples.map((sample) => sample[field]));
  const times = (field: keyof Sample) => (of(taken, field) / of(baseline, field)).toFixed(2);
  return {
    "first 200 (ms)": Math.round(of(taken, "wallMs")),
    "× echo": times("wallMs"),
    "CPU (ms)": of(taken, "cpuMs"),
    "CPU × echo": times("cpuMs"),
    "memory (MB)": Math.round(of(taken, "residentMb")),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
