import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { HttpReply } from "../http/exchange.ts";
import type { ApiPage } from "./pages/page.ts";

/** A required dependency. `probe` rejects when it does not respond. */
export interface Probe {
  readonly name: string;
  probe(): Promise<unknown>;
}

interface Check {
  readonly name: string;
  readonly status: "ok" | "failed";
  readonly duration_ms: number;
}

const probeTimeoutMs = 2000;
/** The endpoint is public, so results are cached to limit the load on dependencies. */
const checksKeptMs = 1000;

/** `/healthz`: the process responds. `/readyz`: its dependencies respond too; 503 names those that fail, without causes. */
export function healthPages(options: {
  readonly probes: readonly Probe[];
  readonly log: Logger;
  readonly now: () => Date;
}): ApiPage[] {
  let last: { readonly at: number; readonly checks: Promise<readonly Check[]> } | undefined;

  return [
    { path: "/healthz", answer: async () => json(200, { status: "ok" }) },
    {
      path: "/readyz",
      async answer() {
        const at = options.now().getTime();
        if (last === undefined || at - last.at > checksKeptMs)
          last = { at, checks: Promise.all(options.probes.map((probe) => check(probe, options.log))) };
        const checks = await last.checks;
        const ready = checks.every(({ status }) => status === "ok");
        return json(ready ? 200 : 503, { status: ready ? "ready" : "not-ready", checks });
      },
    },
  ];
}

async function check({ name, probe }: Probe, log: Logger): Promise<Check> {
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  const timer = new AbortController();
  try {
    await Promise.race([probe(), timeout(name, timer.signal)]);
    return { name, status: "ok", duration_ms: durationMs() };
  } catch (err) {
    log.warn({ probe: name, err }, "A readiness probe failed");
    return { name, status: "failed", duration_ms: durationMs() };
  } finally {
    timer.abort();
  }
}

/** Rejects after the time limit; never settles once the probe has settled. */
async function timeout(name: string, signal: AbortSignal): Promise<never> {
  await sleep(probeTimeoutMs, undefined, { signal }).catch(() => new Promise(() => {}));
  throw new Error(`${name} did not answer within ${probeTimeoutMs} ms`);
}

function json(status: number, body: object): HttpReply {
  return { status, headers: { "Content-Type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}
