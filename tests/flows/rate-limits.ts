import { compose } from "../../functions/app/compose.ts";
import { serveFunction, type TestServer } from "../../functions/endpoints/http/test-server.ts";
import { endpoints } from "../../functions/endpoints/index.ts";
import { engines } from "../../functions/index.ts";
import { type Environment, readEnvironment } from "../../shared/environment.ts";
import { countedPlatform } from "../../shared/platform/counted.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { issueToken } from "../../shared/security/tokens/tokens.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

const limits = {
  RATE_LIMIT_TENANT_PER_MINUTE: "120",
  RATE_LIMIT_TENANT_PER_HOUR: "600",
  RATE_LIMIT_KEY_PER_MINUTE: "100000",
};
const secrets = () => "a secret of at least thirty-two bytes";

/** One instance of the deployed API, with its own connection to the database. */
interface Instance {
  readonly url: string;
  tokenOf(tenant: string): Promise<string>;
  writes(): number;
  close(): Promise<void>;
}

/** Three instances of the product's API share one database: `environment` names it. */
export function rateLimitFlows(environment: () => Partial<Environment>): void {
  const clock = { now: new Date("2026-11-29T08:00:05.000Z") };
  let instances: Instance[] = [];

  async function openInstance(): Promise<Instance> {
    const settings = { ...readEnvironment(limits), ...environment() };
    const log = createLogger({ level: "silent" });
    const counted = countedPlatform(await openPlatform(settings, { secrets, log }));
    const composition = compose({
      engines,
      environment: settings,
      platform: counted.platform,
      publicUrl: "https://agents.example",
      log,
      now: () => clock.now,
    });
    const [api] = endpoints.filter(({ name }) => name === "api");
    const runtime = { log, composition: async () => composition, engines, staticRoot: projectRoot, callServers: [] };
    const handler = await api?.open(runtime, { clients: async () => [] });
    if (handler === undefined) throw new Error("The register has no api.");
    const server: TestServer = await serveFunction(handler);
    return {
      url: server.url,
      tokenOf: (tenant) =>
        issueToken(
          { keys: composition.platform.keys, now: composition.now },
          { subject: "desk", tenantId: TenantId.parse(tenant), roles: ["admin"], lifetimeSeconds: 7_200 },
        ),
      writes: () => counted.counts().writes,
      async close() {
        await server.close();
        await composition.platform.close(1_000);
      },
    };
  }

  /** Spreads calls over the instances, twelve at a time. Returns each call's status. */
  async function callApi(tenant: string, calls: number): Promise<number[]> {
    const token = await instances[0]?.tokenOf(tenant);
    const statuses: number[] = [];
    while (statuses.length < calls) {
      const wave = Array.from({ length: 12 }, async (_, at) => {
        const { url = "" } = instances[at % instances.length] ?? {};
        const answer = await fetch(`${url}/v1/events/dead-letters`, { headers: { Authorization: `Bearer ${token}` } });
        await answer.arrayBuffer();
        return answer.status;
      });
      statuses.push(...(await Promise.all(wave)));
    }
    return statuses;
  }

  const allowed = (statuses: readonly number[]) => statuses.filter((status) => status === 200).length;

  beforeAll(async () => {
    instances = await Promise.all([openInstance(), openInstance(), openInstance()]);
  }, 90_000);
  afterAll(() => Promise.all(instances.map((instance) => instance.close())));

  it("hold a tenant's limits per minute and per hour over three instances", async () => {
    const before = instances.reduce((sum, instance) => sum + instance.writes(), 0);
    const first = await callApi("clinic_1", 240);
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(Math.abs(allowed(first) / 120 - 1)).toBeLessThan(0.15);
    const writes = instances.reduce((sum, instance) => sum + instance.writes(), 0) - before;
    // Instances that lease at the same time write again, more often on a busy machine. A shared counter writes every call.
    expect(writes / allowed(first)).toBeLessThan(0.9);
    let inHour = allowed(first);
    for (let minute = 1; minute <= 5; minute += 1) {
      clock.now = new Date(clock.now.getTime() + 60_000);
      inHour += allowed(await callApi("clinic_1", 144));
    }
    expect(Math.abs(inHour / 600 - 1)).toBeLessThan(0.15);
  }, 120_000);

  it("leave other tenants alone", async () => {
    expect(new Set(await callApi("clinic_2", 24))).toEqual(new Set([200]));
  }, 60_000);
}
