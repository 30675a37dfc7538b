import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startGemini } from "../../emulators/gemini.ts";
import { findEmulators } from "../../emulators/google/find.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { startFunction } from "./function-process.ts";
import { messageReceived, startGoogleFunctions } from "./google-functions.ts";
import { pushExample, seed } from "./seed.ts";

/**
 * Measures an instance from start to first response, compared with a functions-framework echo: wall-clock time and CPU
 * of the whole process, and its memory. Run `node tests/deployment/cold-starts.ts [--platform gcp] [--rounds 7]
 * [--source dist-functions] [--profile FOLDER]` after `npm run build`. On `gcp` the functions use Google's emulators.
 * Rounds alternate, so that load on the machine affects all equally. Medians are shown. `--profile` writes a CPU profile
 * of every process, which slows them.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    source: { type: "string", default: "dist-functions" },
    platform: { type: "string", default: "embedded" },
    profile: { type: "string" },
  },
});
const source = join(projectRoot, values.source);
const echo = { name: "echo", source: join(projectRoot, "tests/deployment/echo.mjs"), target: "echo", path: "/" };

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
  readonly status?: number;
}

/** A platform with the example tenant, and what is measured on it. */
interface Stage {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthOf: readonly string[];
  firstTurns(round: number): Promise<readonly Measured[]>;
  close(): Promise<void>;
}

const stage = await (values.platform === "gcp" ? googleStage() : embeddedStage());
const gemini = await startGemini({ port: 0 });
try {
  const environment = {
    ...stage.environment,
    LOG_LEVEL: "warn",
    GEMINI_API_KEY: "any key",
    GEMINI_BASE_URL: gemini.url,
  };
  // The first instance of a release parses each configuration's YAML and stores the result for all later ones.
  for (const measured of await stage.firstTurns(-1)) await measure(measured, environment);
  const profiled = values.profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` } : {};
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const healths = stage.healthOf.map((target) => ({ name: `${target}, health`, source, target, path: "/healthz" }));
    for (const measured of [echo, ...healths, ...(await stage.firstTurns(round))]) {
      const sample = await measure(measured, { ...environment, ...profiled });
      samples.set(measured.name, [...(samples.get(measured.name) ?? []), sample]);
    }
  }
  console.table(Object.fromEntries([...samples].map(([name, taken]) => [name, row(taken, samples.get("echo") ?? [])])));
} finally {
  await gemini.close();
  await stage.close();
}

async function embeddedStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "cold-starts-"));
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
  return {
    environment: { DATA_DIR: dataDir, JWT_SECRET: jwtSecret },
    healthOf: ["api", "webhooks", "console", "conversation-turn", "conversation-operate", "sweep"],
    firstTurns: async (round) => [chat(round)],
    close: async () => rmSync(dataDir, { recursive: true }),
  };
}

/** A cold step's first turn, in both shapes of deployment. */
async function googleStage(): Promise<Stage> {
  const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
  if (!emulators.found) throw new Error(emulators.notice);
  const google = await startGoogleFunctions(emulators);
  await pushExample(google.platform.documents);
  const turn = async (target: string, path: string, round: number): Promise<Measured> => ({
    name: `${target}, first turn`,
    source,
    target,
    path,
    request: {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await google.pushOf(messageReceived(`${target}-${round}`, new Date()))),
    },
    status: 204,
  });
  return {
    environment: google.environment,
    healthOf: ["conversation-turn", "engine-conversation", "sweep"],
    firstTurns: (round) =>
      Promise.all([
        turn("conversation-turn", "/", round),
        turn("engine-conversation", "/steps/conversation-turn", round),
      ]),
    close: () => google.close(),
  };
}

async function measure(measured: Measured, environment: Readonly<Record<string, string>>): Promise<Sample> {
  const instance = await startFunction({ ...measured, environment });
  try {
    const answer = await instance.firstAnswer(measured.path, measured.request);
    const wallMs = performance.now() - instance.startedAt;
    const { status = 200 } = measured;
    if (answer.status !== status) throw new Error(`${measured.name}: ${answer.status} ${await answer.text()}`);
    return { wallMs, ...instance.usage() };
  } finally {
    await instance.stop();
  }
}

function row(taken: readonly Sample[], baseline: readonly Sample[]): object {
  const of = (samples: readonly Sample[], field: keyof Sample) => median(samples.map((sample) => sample[field]));
  const times = (field: keyof Sample) => (of(taken, field) / of(baseline, field)).toFixed(2);
  return {
    "first response (ms)": Math.round(of(taken, "wallMs")),
    "× echo": times("wallMs"),
    "CPU (ms)": of(taken, "cpuMs"),
    "CPU × echo": times("cpuMs"),
    "memory (MB)": Math.round(of(taken, "residentMb")),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
