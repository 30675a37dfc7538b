import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";
import { type PlannedResource, planProduction, terraformLacks } from "./production-plan.ts";
import { isSpreadOverQueuesAndLanes } from "./scale.ts";

if (terraformLacks !== undefined) console.warn(`skipped the plan of one service per engine: ${terraformLacks}`);

const Manifest = z.object({
  functions: z.array(z.object({ name: z.string(), kind: z.string(), engine: z.string().optional() })),
  engines: z.array(z.object({ name: z.string(), roles: z.array(z.string()), timeoutSeconds: z.number() })),
});
const manifest = Manifest.parse(JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")));
const steps = manifest.functions.filter(({ kind }) => kind === "step");

test("every step belongs to an engine that the manifest lists", () => {
  const listed = manifest.engines.map(({ name }) => name);
  expect(steps.filter(({ engine = "" }) => !listed.includes(engine))).toEqual([]);
});

(terraformLacks === undefined ? describe : describe.skip)('production with deployment_shape = "engine"', () => {
  let all: readonly PlannedResource[] = [];
  beforeAll(() => {
    // Three options in one plan, because a plan takes half a minute: each test reads what its option changes.
    all = planProduction({
      deployment_shape: "engine",
      scale: "{ scheduled_event_queues = 10, index_lanes = 10 }",
      public_invocation: "unchecked",
    });
  }, 300_000);

  const ofType = (type: string) => all.filter((resource) => resource.type === type);

  describe("and ten queues and ten lanes", () => isSpreadOverQueuesAndLanes(() => all));

  it("grants allUsers nothing where the organisation forbids it", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ values }) => /^all(Authenticated)?Users$/.test(String(values.member)))).toEqual([]);
  });

  it("has one service per engine in place of the steps' functions", () => {
    const services = new Set(ofType("google_cloudfunctions2_function").map(({ values }) => values.name));
    const expected = [
      ...manifest.functions.filter(({ kind }) => kind !== "step").map(({ name }) => name),
      ...manifest.engines.map(({ name }) => name),
    ];
    expect([...services].sort()).toEqual(expected.sort());
    expect(
      ofType("google_service_account").filter(({ values }) => /^fn-/.test(String(values.account_id))),
    ).toHaveLength(services.size);
  });

  it("pushes each step's events to its engine, with the step's own deadline and dead letters", () => {
    const Push = z.tuple([z.object({ oidc_token: z.tuple([z.object({ audience: z.string() })]) })]);
    const subscriptions = ofType("google_pubsub_subscription").filter(({ address }) => address.endsWith(".this"));
    expect(subscriptions.map(({ values }) => values.name).sort()).toEqual(steps.map(({ name }) => name).sort());
    for (const { values } of subscriptions) {
      const engine = manifest.engines.find(
        ({ name }) => name === steps.find((each) => each.name === values.name)?.engine,
      );
      const [{ oidc_token: token }] = Push.parse(values.push_config);
      expect(token[0].audience).toMatch(new RegExp(`^https://${engine?.name}-[0-9]+\\.`));
      expect(values.dead_letter_policy).toHaveLength(1);
      expect(Number(values.ack_deadline_seconds)).toBeLessThanOrEqual(engine?.timeoutSeconds ?? 0);
    }
  });

  it("lets only Google's caller invoke an engine, from inside", () => {
    const Config = z.tuple([z.looseObject({ ingress_settings: z.string() })]);
    const engines = ofType("google_cloudfunctions2_function").filter(({ address }) =>
      address.includes("module.engine["),
    );
    expect(engines).toHaveLength(manifest.engines.length * 2);
    for (const { values } of engines)
      expect(Config.parse(values.service_config)[0].ingress_settings).toBe("ALLOW_INTERNAL_ONLY");
    const invokers = ofType("google_cloud_run_service_iam_member").filter(({ address }) => address.includes("engine-"));
    expect(invokers).toHaveLength(engines.length);
    expect(invokers.filter(({ values }) => values.member === "allUsers")).toEqual([]);
  });

  it("gives an engine what any of its steps may use", () => {
    const grants = {
      documents: "google_project_iam_member.documents",
      blobs: "google_storage_bucket_iam_member.blobs",
    };
    for (const { name, roles } of manifest.engines)
      for (const [role, grant] of Object.entries(grants)) {
        const granted = all.some(({ address }) =>
          address.includes(`["${name}"].module.function.module.roles[0].${grant}`),
        );
        expect([name, role, granted]).toEqual([name, role, roles.includes(role)]);
      }
  });
});
