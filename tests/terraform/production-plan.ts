import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";

/** Provides the providers' schema where they cannot be downloaded; see its README. */
const offline = process.env.TERRAFORM_OFFLINE ?? join(projectRoot, "../shared/tools/terraform-offline/run");

/** The reason that Terraform cannot run here; undefined when it can. */
export const terraformLacks: string | undefined = !existsSync(offline)
  ? `${offline} not found; set TERRAFORM_OFFLINE to it`
  : spawnSync("terraform", ["version"]).status === 0
    ? undefined
    : "terraform not found";

/** Runs what starts the providers' servers. They have half a minute for it, which a busy machine may exceed. */
export function onceProvidersStart(run: () => SpawnSyncReturns<string>): SpawnSyncReturns<string> {
  for (let attempt = 1; ; attempt++) {
    const result = run();
    if (attempt === 3 || !result.stderr.includes("server did not start")) return result;
  }
}

const Values = z.record(z.string(), z.unknown());
const Resource = z.object({
  address: z.string(),
  type: z.string(),
  change: z.object({ actions: z.array(z.string()), after: Values.nullable(), after_unknown: Values }),
});

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** The values known at planning time. */
  readonly values: Readonly<Record<string, unknown>>;
  /** In the same shape, with `true` for each unknown value. */
  readonly unknown: Readonly<Record<string, unknown>>;
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
  customer_managed_keys: "{}",
  fixed_egress: "{}",
  log_bucket: "{ retention_days = 90 }",
  isolated_tenants: '{ client_123 = { key_protection_level = "HSM" } }',
};

/** Runs shell commands in production's folder, in a copy whose state is local. @returns what they print. */
function inProduction(commands: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "terraform-"));
  try {
    for (const part of ["terraform", "firestore.indexes.json"])
      cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
    const root = join(folder, "terraform/environments/prod");
    writeFileSync(join(root, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    const command = ["sh", "-c", ["terraform init -input=false >&2", ...commands].join(" && ")];
    const { status, stdout, stderr } = onceProvidersStart(() =>
      spawnSync(offline, command, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }),
    );
    if (status !== 0) throw new Error(`${commands[0]} failed:\n${stderr.slice(-4000)}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For each resource of production, those it waits for. Addresses have no instance keys. */
export function productionOrder(): ReadonlyMap<string, readonly string[]> {
  const edges = [...inProduction(["terraform graph"]).matchAll(/"([^"]+)" -> "([^"]+)"/g)];
  const from = Map.groupBy(edges, ([, resource = ""]) => resource);
  return new Map([...from].map(([resource, its]) => [resource, its.map(([, , before = ""]) => before)]));
}

/** Every resource of a plan that creates production from nothing, with all options enabled, and with more variables. */
export function planProduction(more: Readonly<Record<string, string>> = {}): readonly PlannedResource[] {
  const given = Object.entries({ ...production, ...more }).map(([name, value]) => `-var='${name}=${value}'`);
  const shown = inProduction([
    `terraform plan -input=false -lock=false -out=plan ${given.join(" ")} >&2`,
    "terraform show -json plan",
  ]);
  const plan = z.object({ resource_changes: z.array(Resource) }).parse(JSON.parse(shown));
  return plan.resource_changes.flatMap(({ address, type, change }) =>
    change.actions.includes("create") && change.after
      ? [{ address, type, values: change.after, unknown: change.after_unknown }]
      : [],
  );
}
