import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChatCompletions } from "../../../../emulators/chat-completions.ts";
import { startGemini } from "../../../../emulators/gemini.ts";
import { sandboxTenant } from "../../../../emulators/sandbox/credentials.ts";
import { sandboxBaseUrls, sandboxSecrets } from "../../../../emulators/sandbox/local.ts";
import { startSandbox } from "../../../../emulators/sandbox.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import type { Agenda, ScheduledEvent } from "../../../../shared/platform/embedded/agenda.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { sealedPlatform } from "../../../../shared/platform/sealing/sealed.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { ownedDocuments } from "../../../app/collections/stored-collection.ts";
import { type Composition, compose } from "../../../app/compose.ts";
import { runEngines, sweepEveryMs } from "../../../app/run-engines.ts";
import { geminiKeyName } from "../../../app/settings/vendor-keys.ts";
import { openEndpoints } from "../../../endpoints/index.ts";
import { engines } from "../../../index.ts";
import { blobLinks } from "../../local/blob-links.ts";
import { ensureLocalSecrets } from "../../local/local-secrets.ts";
import { mount } from "../../local/mount.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

/** The whole product and its stand-ins in this process, on a virtual clock. */
export interface LocalProduct {
  readonly url: string;
  readonly dataDir: string;
  readonly clock: Pick<VirtualClock, "now">;
  readonly composition: Composition;
  readonly geminiUrl: string;
  /** The stand-in of OpenAI-compatible endpoints. */
  readonly compatibleUrl: string;
  readonly sandboxUrl: string;
  /** The product's warnings and errors as JSON lines, newest last. */
  readonly logged: readonly string[];
  /** Waits until no work is in progress or due. @throws Error after a time limit. */
  comeToRest(): Promise<Agenda>;
  /**
   * Advances the clock to `until`. Stops at every due event, earliest first, until the product is idle again. `met` is
   * checked at each stop and can end it early. @returns the scheduled events that became due.
   */
  passTime(until: Date, met?: () => Promise<boolean>): Promise<readonly ScheduledEvent[]>;
  close(options: { readonly keepData: boolean }): Promise<void>;
}

/** Maximum real time until the product must be idle. */
const maxWaitMs = 30_000;
const closeWithinMs = 2_000;
/** Maximum number of stops. More means that an event reschedules itself endlessly. */
const maxStops = 20_000;

/** Starts the product with the real model if a key is given, otherwise with its stand-in. A failed start closes all parts. */
export async function startLocalProduct(
  startAt: Date,
  model: { readonly geminiApiKey: string | undefined },
): Promise<LocalProduct> {
  const opened: Opened = [];
  return start(startAt, model, opened).catch(async (error: unknown) => {
    await closeAll(opened);
    throw error;
  });
}

/** Close functions of the opened parts, in the order of opening. */
type Opened = (() => unknown)[];

async function closeAll(opened: Opened): Promise<void> {
  for (const close of opened.toReversed()) await close();
}

async function start(
  startAt: Date,
  { geminiApiKey }: { readonly geminiApiKey: string | undefined },
  opened: Opened,
): Promise<LocalProduct> {
  const clock = virtualClock(startAt);
  const dataDir = mkdtempSync(join(tmpdir(), "simulation-"));
  let keep = false;
  opened.push(() => {
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  });
  const server = createServer();
  const [gemini, chat, sandbox] = await Promise.all([
    startGemini({ port: 0 }),
    startChatCompletions({ port: 0 }),
    startSandbox({ port: 0, now: clock.now }),
    new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)),
  ]);
  opened.push(gemini.close, chat.close, sandbox.close, () => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  ensureLocalSecrets(dataDir, {
    platform: { [geminiKeyName]: geminiApiKey ?? "the-stand-in-takes-any-key", ...sandboxSecrets() },
    tenants: {
      ...sandboxSecrets(),
      CLIENT_API_TOKEN: "sandbox-client-api-token",
      CLIENT_OAUTH_ID: sandboxTenant.oauthId,
      CLIENT_OAUTH_SECRET: sandboxTenant.oauthSecret,
    },
  });
  const environment = {
    ...readEnvironment({}),
    ...sandboxBaseUrls(sandbox.url),
    GEMINI_BASE_URL: geminiApiKey === undefined ? gemini.url : undefined,
    OPENAI_COMPATIBLE_URL: `${chat.url}/v1`,
    TENANT_API_BASE_URL: `${sandbox.url}/tenant`,
    DATA_DIR: dataDir,
    PORT: port,
    RATE_LIMIT_TENANT_PER_MINUTE: 1_000_000,
    RATE_LIMIT_TENANT_PER_HOUR: 1_000_000,
    RATE_LIMIT_KEY_PER_MINUTE: 1_000_000,
  };
  const logged: string[] = [];
  const log = createLogger({ level: "warn", destination: { write: (line) => logged.push(line.trimEnd()) } });
  // Fixed randomness gives the same retry delays in every run.
  const embedded = openEmbedded({ dataDir, baseUrl: url, log, now: clock.now, random: () => 0.5, throwaway: true });
  const platform = sealedPlatform(embedded);
  opened.push(() => platform.close(closeWithinMs));
  const composition = compose({ engines, environment, platform, publicUrl: url, log, now: clock.now });
  const [running, endpoints] = await Promise.all([
    runEngines(engines, composition),
    openEndpoints({ composition, engines, access: { clients: async () => [] } }),
  ]);
  const { follow } = platform.blobs;
  const links = follow ? [{ name: "blobs", handler: blobLinks(follow, url), prefixes: ["/blobs/"] }] : [];
  server.on("request", mount([...endpoints, ...links]));

  async function comeToRest(): Promise<Agenda> {
    const deadline = performance.now() + maxWaitMs;
    for (;;) {
      await Promise.race([sandbox.atRest(), wait(maxWaitMs, undefined, { ref: false })]);
      const begun = sandbox.begun();
      const agenda = await embedded.agenda();
      if (agenda.open === 0 && sandbox.begun() === begun) return agenda;
      if (performance.now() > deadline)
        throw new Error(`The product was not idle after ${maxWaitMs / 1_000} s: ${agenda.open} open deliveries.`);
      await wait(1);
    }
  }

  const owned = await ownedDocuments(engines);
  let sweptAt = startAt;

  /** Also runs the sweeper: not for every half minute that passes, but at each stop. */
  async function moveTo(at: Date): Promise<void> {
    clock.moveTo(at);
    embedded.clockMoved();
    if (at.getTime() - sweptAt.getTime() < sweepEveryMs) return;
    sweptAt = at;
    await comeToRest();
    await composition.runner.sweep(owned);
  }

  async function passTime(until: Date, met = async () => false): Promise<readonly ScheduledEvent[]> {
    const due: ScheduledEvent[] = [];
    for (let stops = 0; stops < maxStops; stops++) {
      const { nextAt, scheduled } = await comeToRest();
      if (await met()) return due;
      if (nextAt === undefined || nextAt > until) {
        await moveTo(until);
        await comeToRest();
        return due;
      }
      due.push(...scheduled.filter(({ at }) => at <= nextAt));
      await moveTo(nextAt);
    }
    throw new Error(
      `More than ${maxStops} events became due before ${until.toISOString()}. Does an event reschedule itself?`,
    );
  }

  return {
    url,
    dataDir,
    clock,
    composition,
    geminiUrl: gemini.url,
    compatibleUrl: chat.url,
    sandboxUrl: sandbox.url,
    logged,
    comeToRest,
    passTime,
    async close({ keepData }) {
      keep = keepData;
      running.stop();
      await closeAll(opened);
    },
  };
}
