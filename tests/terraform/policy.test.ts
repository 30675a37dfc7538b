import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { agencySecrets } from "../../functions/endpoints/webhooks/agency-secrets.ts";
import { environmentVariables, readEnvironment } from "../../shared/environment.ts";
import { subscriptionFilter } from "../../shared/platform/gcp/events/wire.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { type PlannedResource, planProduction, terraformLacks } from "./production-plan.ts";
import { keepsDataWhereItBelongs } from "./residency.ts";

if (terraformLacks !== undefined) console.warn(`skipped the policy tests: ${terraformLacks}`);

(terraformLacks === undefined ? describe : describe.skip)("the plan of production", () => {
  let all: readonly PlannedResource[] = [];
  beforeAll(() => {
    all = planProduction();
  }, 300_000);

  const ofType = (type: string | RegExp) =>
    all.filter((resource) => (typeof type === "string" ? resource.type === type : type.test(resource.type)));
  const addresses = (resources: readonly PlannedResource[]) => resources.map((resource) => resource.address);

  // Beside the policies, because the plan takes a minute.
  describe("with every option", () => keepsDataWhereItBelongs(() => all));

  it("grants no primitive role", () => {
    const granted = ofType(/_iam_(member|binding)$/).filter(({ values }) =>
      /^roles\/(owner|editor|viewer)$/.test(String(values.role)),
    );
    expect(ofType(/_iam_member$/).length).toBeGreaterThan(50);
    expect(addresses(granted)).toEqual([]);
  });

  it("lets the public invoke only the functions behind the balancer", () => {
    const open = all.filter(({ values }) => ["allUsers", "allAuthenticatedUsers"].includes(String(values.member)));
    expect([...new Set(open.map(({ values }) => values.service))].sort()).toEqual([
      "api",
      "console",
      "proposals",
      "status",
      "webhooks",
      "widget",
    ]);
    expect(open.every(({ values }) => values.role === "roles/run.invoker")).toBe(true);
  });

  it("admits traffic only from the balancer or internally", () => {
    const Config = z.tuple([z.looseObject({ ingress_settings: z.string() })]);
    for (const { address, values } of ofType("google_cloudfunctions2_function")) {
      const [{ ingress_settings }] = Config.parse(values.service_config);
      const wanted = address.includes("module.http[") ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY";
      expect([address, ingress_settings]).toEqual([address, wanted]);
    }
  });

  it("gives every step's subscription a dead-letter policy and no expiry", () => {
    const subscriptions = ofType("google_pubsub_subscription");
    const last = /\.google_pubsub_subscription\.dead_letters$/;
    const without = subscriptions.filter(
      ({ address, values }) => !last.test(address) && !(values.dead_letter_policy as unknown[])?.length,
    );
    expect(subscriptions.length).toBeGreaterThanOrEqual(8);
    expect(addresses(without)).toEqual([]);
    expect(subscriptions.map(({ values }) => values.expiration_policy)).toEqual(subscriptions.map(() => [{ ttl: "" }]));
  });

  it("filters replayed events as the product does", () => {
    const steps = ofType("google_pubsub_subscription").filter(({ address }) => address.endsWith(".this"));
    expect(steps.length).toBeGreaterThan(0);
    for (const { values } of steps) expect(values.filter).toBe(subscriptionFilter(String(values.name)));
  });

  it("pushes every dead letter to the dead-letter function", () => {
    const Push = z.tuple([z.object({ oidc_token: z.tuple([z.object({ audience: z.string() })]) })]);
    const last = ofType("google_pubsub_subscription").filter(({ address }) => address.endsWith(".dead_letters"));
    expect(last.length).toBeGreaterThan(0);
    for (const { values } of last)
      expect(Push.parse(values.push_config)[0].oidc_token[0].audience).toMatch(/^https:\/\/dead-letters-/);
  });

  describe("sets for every function", () => {
    const Config = z.tuple([z.looseObject({ environment_variables: z.record(z.string(), z.unknown()) })]);
    const named = (config: unknown) => Object.keys(Config.parse(config)[0].environment_variables);
    const functions = () =>
      ofType("google_cloudfunctions2_function").map(({ address, values, unknown }) => ({
        address,
        told: [...new Set([...named(values.service_config), ...named(unknown.service_config)])],
        known: Config.parse(values.service_config)[0].environment_variables,
      }));

    it("only variables that the product reads", () => {
      const strange = functions().flatMap(({ address, told }) =>
        told.filter((name) => !environmentVariables.includes(name)).map((name) => `${address}: ${name}`),
      );
      expect(strange).toEqual([]);
    });

    it("where its spans go, with the right to write them and no other", () => {
      const traced = functions().map(({ known }) => known.OTEL_EXPORTER_OTLP_ENDPOINT);
      expect(new Set(traced)).toEqual(new Set(["https://telemetry.googleapis.com"]));
      expect(new Set(functions().map(({ known }) => known.OTEL_TRACES_SAMPLER_ARG))).toEqual(new Set(["0.1"]));
      const grants = ofType("google_project_iam_member").filter(({ address }) => address.includes(".traces["));
      expect(new Set(grants.map(({ values }) => values.role))).toEqual(new Set(["roles/telemetry.tracesWriter"]));
      const services = new Set(functions().map(({ address }) => /"([^"]+)"/.exec(address)?.[1]));
      expect(grants.length).toBeGreaterThanOrEqual(services.size);
      const apis = ofType("google_project_service").map(({ values }) => values.service);
      expect(apis).toEqual(expect.arrayContaining(["telemetry.googleapis.com", "cloudtrace.googleapis.com"]));
    });

    it("all variables that it needs on Google Cloud", async () => {
      const needed = ["NODE_ENV", "PLATFORM", "PUBLIC_URL", ...(await neededOnGoogleCloud())];
      expect(needed).toContain("GCP_KMS_KEY");
      for (const { address, told } of functions())
        expect({ address, missing: needed.filter((name) => !told.includes(name)) }).toEqual({ address, missing: [] });
    });

    it("a valid production environment on Google Cloud", () => {
      for (const { known } of functions())
        expect(readEnvironment(known as Record<string, string>)).toMatchObject({
          NODE_ENV: "production",
          PLATFORM: "gcp",
        });
    });
  });

  it("sets the same variables for the voice runner", async () => {
    const Template = z.tuple([
      z.object({ containers: z.tuple([z.object({ env: z.array(z.object({ name: z.string() })) })]) }),
    ]);
    for (const { values } of ofType("google_cloud_run_v2_worker_pool")) {
      const told = Template.parse(values.template)[0].containers[0].env.map(({ name }) => name);
      expect(told).toEqual(expect.arrayContaining(await neededOnGoogleCloud()));
    }
  });

  it("runs the script that fills the compile cache when a function is built", () => {
    // GOOGLE_NODE_RUN_SCRIPTS would replace `gcp-build` (GoogleCloudPlatform/buildpacks, pkg/nodejs).
    for (const { values } of ofType("google_cloudfunctions2_function"))
      expect(JSON.stringify(values.build_config)).not.toContain("GOOGLE_NODE_RUN_SCRIPTS");
  });

  it("grants functions no unconditional project role, except the one that writes spans", () => {
    // A span belongs to no resource that a condition could name.
    const exempt =
      /\.(google_project_iam_member\.traces\[0\]|module\.workload_identity\..*\.deployer|module\.delivery\[0\]\.google_project_iam_member\.planner_writes_logs|module\.artifacts\.google_project_iam_member\.build_writes_logs)/;
    const wide = ofType("google_project_iam_member").filter(
      ({ address, values }) => !exempt.test(address) && !(values.condition as unknown[])?.length,
    );
    expect(addresses(wide)).toEqual([]);
  });

  it("gives every function its own service account", () => {
    const accounts = ofType("google_service_account").map(({ values }) => String(values.account_id));
    expect(new Set(accounts).size).toBe(accounts.length);
    const named = new Set(ofType("google_cloudfunctions2_function").map(({ values }) => values.name));
    expect(accounts.filter((id) => id.startsWith("fn-"))).toHaveLength(named.size);
  });

  it("protects resources with data", () => {
    const [database] = ofType("google_firestore_database");
    expect(database?.values).toMatchObject({
      delete_protection_state: "DELETE_PROTECTION_ENABLED",
      point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    });
    expect(ofType("google_firestore_backup_schedule")).toHaveLength(2);
    expect(ofType("google_cloud_run_v2_worker_pool").every(({ values }) => values.deletion_protection === true)).toBe(
      true,
    );
    expect(ofType("google_storage_bucket").every(({ values }) => values.force_destroy === false)).toBe(true);
    expect(ofType("google_kms_crypto_key").every(({ values }) => values.rotation_period === "7776000s")).toBe(true);
  });

  it("lets only webhooks read the agency's provider secrets", () => {
    const agency = new Set<string>(agencySecrets);
    const readers = ofType("google_secret_manager_secret_iam_member").flatMap(({ address }) => {
      const [, reader, secret = ""] = /\["([a-z-]+)"\].*\["([A-Z_]+)"\]$/.exec(address) ?? [];
      return agency.has(secret) ? [`${reader} ${secret}`] : [];
    });
    expect(readers.sort()).toEqual(agencySecrets.map((secret) => `webhooks ${secret}`));
  });

  it("closes every bucket to the public", () => {
    for (const { values } of ofType("google_storage_bucket"))
      expect(values).toMatchObject({ uniform_bucket_level_access: true, public_access_prevention: "enforced" });
  });

  it("requires approval before production is deployed", () => {
    const deploy = ofType("google_cloudbuild_trigger").find(({ values }) => values.name === "deploy-prod");
    expect(deploy?.values.approval_config).toEqual([{ approval_required: true }]);
  });

  it("gives the account of pull requests the right to write its log and no other", () => {
    const [plan] = ofType("google_cloudbuild_trigger").filter(({ values }) => values.name === "plan-prod");
    expect(plan?.values.filename).toBe("cloudbuild.pull-request.yaml");
    const held = ofType(/_iam_(member|binding)$/).filter(({ address }) => address.includes("planner"));
    expect(held.map(({ values }) => values.role)).toEqual(["roles/logging.logWriter"]);
  });

  it("gives an isolated tenant its own key and queues", () => {
    const own = all.filter(({ address }) => address.includes('module.isolated_tenant["client_123"]'));
    expect(own.filter(({ type }) => type === "google_kms_crypto_key")).toHaveLength(1);
    expect(own.filter(({ type }) => type === "google_cloud_tasks_queue")).toHaveLength(2);
  });

  it("adds at most 30 resources for an isolated tenant, its permissions included", () => {
    const added = all.filter(({ address }) => address.includes("client_123"));
    expect(added.map(({ type }) => type)).toContain("google_kms_crypto_key_iam_binding");
    expect(added.map(({ type }) => type)).toContain("google_cloud_tasks_queue_iam_binding");
    expect(added.length).toBeLessThanOrEqual(30);
  });

  it("binds the publishers of each topic that a function publishes to, and grants no other publisher", () => {
    const published = new Set(manifest.functions.flatMap(({ publishes }) => publishes));
    const bound = ofType("google_pubsub_topic_iam_binding").map(({ address }) => /"([^"]+)"\]$/.exec(address)?.[1]);
    expect(bound.sort()).toEqual([...published].sort());
    const others = ofType("google_pubsub_topic_iam_member").filter(({ address }) => !address.endsWith(".dead_letters"));
    expect(addresses(others)).toEqual([]);
  });

  it("lets only functions that send, ask models or call servers read tenants' secrets", () => {
    const readers = ofType("google_project_iam_member").flatMap(({ address }) =>
      address.endsWith(".tenant_secrets[0]")
        ? (/\.module\.(?:http|step|internal)\["([^"]+)"\]/.exec(address)?.[1] ?? "voice-runner")
        : [],
    );
    const wanted = manifest.functions.filter(({ roles }) => roles.includes("secrets")).map(({ name }) => name);
    expect(readers.sort()).toEqual([...wanted, "voice-runner"].sort());
    expect(readers.length).toBeLessThan(manifest.functions.length / 3);
  });
});

const Manifest = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      roles: z.array(z.string()),
      publishes: z.array(z.string()),
      callsTenants: z.boolean().default(false),
    }),
  ),
});
const manifest = Manifest.parse(JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")));

/** The variables that the platform itself reports as missing. */
async function neededOnGoogleCloud(): Promise<string[]> {
  const nothing = await openPlatform(readEnvironment({ PLATFORM: "gcp" })).catch(String);
  return /needs ([A-Z_, ]+):/.exec(String(nothing))?.[1]?.split(", ") ?? [];
}
