import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";

/** Serves the providers' schema where they cannot be downloaded; see its README. */
const offline = process.env.TERRAFORM_OFFLINE ?? join(projectRoot, "../shared/tools/terraform-offline/run");
const possible = existsSync(offline) && spawnSync("terraform", ["version"]).status === 0;
if (!possible) console.warn(`skipped the policy tests: terraform or ${offline} not found`);

const Resource = z.object({ address: z.string(), type: z.string(), values: z.record(z.string(), z.unknown()) });
type Resource = z.infer<typeof Resource>;
interface Module {
  readonly resources?: readonly unknown[];
  readonly child_modules?: readonly Module[];
}

/** Every resource of an environment's plan, with the values that are known while planning. */
function planned(environment: string, variables: Readonly<Record<string, string>>): Resource[] {
  const folder = mkdtempSync(join(tmpdir(), "terraform-"));
  try {
    for (const part of ["terraform", "firestore.indexes.json"])
      cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
    const root = join(folder, "terraform/environments", environment);
    writeFileSync(join(root, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    const given = Object.entries(variables).map(([name, value]) => `-var='${name}=${value}'`);
    const commands = [
      "terraform init -input=false >&2",
      `terraform plan -input=false -lock=false -out=plan ${given.join(" ")} >&2`,
      "terraform show -json plan",
    ];
    const { status, stdout, stderr } = spawnSync(offline, ["sh", "-c", commands.join(" && ")], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`terraform plan failed:\n${stderr.slice(-4000)}`);
    const plan = JSON.parse(stdout) as { readonly planned_values: { readonly root_module: Module } };
    return resourcesOf(plan.planned_values.root_module);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resourcesOf({ resources = [], child_modules = [] }: Module): Resource[] {
  return [...resources.map((resource) => Resource.parse(resource)), ...child_modules.flatMap(resourcesOf)];
}

const production = {
  project_id: "demo",
  project_number: "123456789012",
  domain: "agents.example.com",
  alert_emails: '["oncall@example.com"]',
  runbooks_url: "https://example.com/runbooks",
  release_object: "functions-1.zip",
  voice_image: "asia-south1-docker.pkg.dev/demo/images/voice-runner:1",
  github_repository: "example/agents",
  billing_account: "012345-ABCDEF-678901",
  cloud_build_repository: "projects/demo/locations/asia-south1/connections/github/repositories/agents",
  isolated_tenants: '{ client_123 = { key_protection_level = "HSM" } }',
};

(possible ? describe : describe.skip)("the plan of production", () => {
  let all: Resource[] = [];
  beforeAll(() => {
    all = planned("prod", production);
  }, 180_000);

  const ofType = (type: string | RegExp) =>
    all.filter((resource) => (typeof type === "string" ? resource.type === type : type.test(resource.type)));
  const addresses = (resources: readonly Resource[]) => resources.map((resource) => resource.address);

  it("grants no primitive role", () => {
    const granted = ofType(/_iam_(member|binding)$/).filter(({ values }) =>
      /^roles\/(owner|editor|viewer)$/.test(String(values.role)),
    );
    expect(ofType(/_iam_member$/).length).toBeGreaterThan(50);
    expect(addresses(granted)).toEqual([]);
  });

  it("lets everybody invoke only the functions behind the balancer", () => {
    const open = all.filter(({ values }) => ["allUsers", "allAuthenticatedUsers"].includes(String(values.member)));
    expect([...new Set(open.map(({ values }) => values.service))].sort()).toEqual(["api", "console", "webhooks"]);
    expect(open.every(({ values }) => values.role === "roles/run.invoker")).toBe(true);
  });

  it("has every function behind the balancer or inside, never open", () => {
    const Config = z.tuple([z.looseObject({ ingress_settings: z.string() })]);
    for (const { address, values } of ofType("google_cloudfunctions2_function")) {
      const [{ ingress_settings }] = Config.parse(values.service_config);
      const wanted = address.includes("module.http[") ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY";
      expect([address, ingress_settings]).toEqual([address, wanted]);
    }
  });

  it("gives every subscription of a step a dead-letter policy, and keeps all of them for ever", () => {
    const subscriptions = ofType("google_pubsub_subscription");
    const last = /\.google_pubsub_subscription\.dead_letters$/;
    const without = subscriptions.filter(
      ({ address, values }) => !last.test(address) && !(values.dead_letter_policy as unknown[])?.length,
    );
    expect(subscriptions.length).toBeGreaterThanOrEqual(8);
    expect(addresses(without)).toEqual([]);
    expect(subscriptions.map(({ values }) => values.expiration_policy)).toEqual(subscriptions.map(() => [{ ttl: "" }]));
  });

  it("grants functions nothing on the project without a condition", () => {
    const exempt =
      /\.(module\.workload_identity\..*\.deployer|module\.artifacts\.google_project_iam_member\.build_writes_logs)/;
    const wide = ofType("google_project_iam_member").filter(
      ({ address, values }) => !exempt.test(address) && !(values.condition as unknown[])?.length,
    );
    expect(addresses(wide)).toEqual([]);
  });

  it("gives every function an account of its own", () => {
    const accounts = ofType("google_service_account").map(({ values }) => String(values.account_id));
    expect(new Set(accounts).size).toBe(accounts.length);
    const named = new Set(ofType("google_cloudfunctions2_function").map(({ values }) => values.name));
    expect(accounts.filter((id) => id.startsWith("fn-"))).toHaveLength(named.size);
  });

  it("protects what keeps data", () => {
    const [database] = ofType("google_firestore_database");
    expect(database?.values).toMatchObject({
      delete_protection_state: "DELETE_PROTECTION_ENABLED",
      point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    });
    expect(ofType("google_firestore_backup_schedule")).toHaveLength(2);
    expect(ofType("google_cloud_run_v2_service").every(({ values }) => values.deletion_protection === true)).toBe(true);
    expect(ofType("google_storage_bucket").every(({ values }) => values.force_destroy === false)).toBe(true);
    expect(ofType("google_kms_crypto_key").every(({ values }) => values.rotation_period === "7776000s")).toBe(true);
  });

  it("closes every bucket to the public", () => {
    for (const { values } of ofType("google_storage_bucket"))
      expect(values).toMatchObject({ uniform_bucket_level_access: true, public_access_prevention: "enforced" });
  });

  it("asks a person before production is deployed", () => {
    const deploy = ofType("google_cloudbuild_trigger").find(({ values }) => values.name === "deploy-prod");
    expect(deploy?.values.approval_config).toEqual([{ approval_required: true }]);
  });

  it("gives an isolated tenant a key and queues of its own", () => {
    const own = all.filter(({ address }) => address.includes('module.isolated_tenant["client_123"]'));
    expect(own.filter(({ type }) => type === "google_kms_crypto_key")).toHaveLength(1);
    expect(own.filter(({ type }) => type === "google_cloud_tasks_queue")).toHaveLength(2);
  });
});
