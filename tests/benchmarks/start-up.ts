import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../shared/project-root.ts";
import type { Section } from "./report.ts";
import { median } from "./statistics.ts";

const goalSeconds = 3;

interface Start {
  readonly readySeconds: number;
  readonly firstTurnMs: number;
  readonly secondTurnMs: number;
}

/**
 * Measures `npm start` from the command to the ready line, and the first turn. Cold: without compile cache and data, as
 * after `npm ci`. Warm: with both from the previous start.
 */
export async function startUpSection(repetitions: number): Promise<Section> {
  const cold: Start[] = [];
  const warm: Start[] = [];
  for (let each = 0; each < repetitions; each += 1) {
    const folder = mkdtempSync(join(tmpdir(), "bench-start-"));
    cold.push(await start(folder));
    warm.push(await start(folder));
    rmSync(folder, { recursive: true });
  }
  return {
    title: `npm start, until it is ready (median of ${repetitions})`,
    columns: ["ready", "fastest", "first turn", "second turn"],
    rows: [rowOf("cold: the first after installing", cold), rowOf("warm: compile cache and data are there", warm)],
    notes: ["Turns use the Gemini stand-in. The first turn loads the model's client and LangGraph."],
  };
}

function rowOf(name: string, starts: readonly Start[]) {
  const of = (pick: (start: Start) => number) => median(starts.map(pick));
  return {
    name,
    figures: {
      ready: { value: of(({ readySeconds }) => readySeconds), unit: " s", atMost: goalSeconds },
      fastest: { value: Math.min(...starts.map(({ readySeconds }) => readySeconds)), unit: " s" },
      "first turn": { value: of(({ firstTurnMs }) => firstTurnMs), unit: " ms" },
      "second turn": { value: of(({ secondTurnMs }) => secondTurnMs), unit: " ms" },
    },
  };
}

async function start(folder: string): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn("npm", ["start", "--", "--port", "0", "--data-dir", join(folder, "data")], {
    cwd: projectRoot,
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compile-cache"), LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "pipe"],
    // A separate process group, so that the signal reaches the product and not only npm.
    detached: true,
  });
  const errorOutput: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errorOutput.push(text));
  let token = "";
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    token = /\b(ey[\w-]+\.[\w-]+\.[\w-]+)/.exec(line)?.[1] ?? token;
    url = /^ready (\S+)/.exec(line)?.[1] ?? "";
    if (url !== "") break;
  }
  if (url === "") throw new Error(`npm start ended before it was ready:\n${errorOutput.join("")}`);
  const readySeconds = (performance.now() - startedAt) / 1_000;
  const firstTurnMs = await turn(url, token);
  const secondTurnMs = await turn(url, token);
  const ended = once(child, "exit");
  process.kill(-(child.pid ?? 0), "SIGTERM");
  await ended;
  return { readySeconds, firstTurnMs, secondTurnMs };
}

async function turn(url: string, token: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ client_id: "client_123", session_id: "benchmark", message: "When are you open on Sunday?" }),
  });
  if (response.status !== 200) throw new Error(`/v1/chat answered ${response.status}: ${await response.text()}`);
  await response.json();
  return performance.now() - startedAt;
}
