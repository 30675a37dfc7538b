import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";
import { type Stage, setStage } from "./pipeline-stage.ts";
import { type PlannedResource, planProduction, terraformLacks } from "./production-plan.ts";

if (terraformLacks !== undefined) console.warn(`skipped the plan of three regions: ${terraformLacks}`);

const example = readFileSync(join(projectRoot, "terraform/environments/prod/three-regions.tfvars.example"), "utf8");
const given = Object.fromEntries(
  [...example.matchAll(/^([a-z_]+) += (.+)$/gm)].map(([, name, value]) => [name, value]),
);
const text = (name: string): string => z.string().parse(JSON.parse(given[name] ?? "null"));
const regions = z.array(z.string()).parse(JSON.parse(given.regions ?? "null"));

(terraformLacks === undefined ? describe : describe.skip)("production in three regions", () => {
  let all: readonly PlannedResource[] = [];
  beforeAll(() => {
    const locations = ["firestore_location", "blobs_location", "key_location"].map((name) => [name, text(name)]);
    all = planProduction({
      deployment_shape: "engine",
      regions: given.regions ?? "",
      ...Object.fromEntries(locations),
    });
  }, 300_000);
  const ofType = (type: string) => all.filter((resource) => resource.type === type);

  it("has every function, queue and sweep in each region", () => {
    const Located = z.object({ name: z.string(), location: z.string() });
    const functions = ofType("google_cloudfunctions2_function").map(({ values }) => Located.parse(values));
    const names = new Set(functions.map(({ name }) => name));
    for (const name of names)
      expect(
        functions
          .filter((each) => each.name === name)
          .map(({ location }) => location)
          .sort(),
      ).toEqual([...regions].sort());
    const queues = ofType("google_cloud_tasks_queue").map(({ values }) => Located.parse(values));
    expect(queues.filter(({ name }) => name === "scheduled-events")).toHaveLength(regions.length);
    const sweeps = ofType("google_cloud_scheduler_job").filter(({ values }) => values.name === "sweep");
    expect(sweeps.map(({ values }) => values.region).sort()).toEqual([...regions].sort());
  });

  it("tells each function its own region, and all of them the addresses in every region", () => {
    const Config = z.tuple([z.looseObject({ environment_variables: z.record(z.string(), z.string()) })]);
    for (const { values } of ofType("google_cloudfunctions2_function")) {
      const [{ environment_variables: variables }] = Config.parse(values.service_config);
      expect(variables).toMatchObject({ GCP_REGION: values.location, GCP_LOCATION: regions[0] });
      const urls = z.record(z.string(), z.string()).parse(JSON.parse(variables.GCP_REGIONS ?? "{}"));
      expect(Object.keys(urls).sort()).toEqual([...regions].sort());
      for (const region of regions) expect(urls[region]).toMatch(`.${region}.run.app`);
    }
  });

  it("pushes to addresses that name the home region, so that it can be moved without Terraform", () => {
    const Push = z.tuple([
      z.object({ push_endpoint: z.string(), oidc_token: z.tuple([z.object({ audience: z.string() })]) }),
    ]);
    const subscriptions = ofType("google_pubsub_subscription");
    expect(subscriptions.length).toBeGreaterThan(0);
    for (const { values } of subscriptions) {
      const [{ push_endpoint: endpoint, oidc_token: token }] = Push.parse(values.push_config);
      for (const address of [endpoint, token[0].audience])
        expect(address).toMatch(new RegExp(`^https://[a-z0-9-]+-[0-9]+\\.${regions[0]}\\.run\\.app`));
    }
  });

  it("keeps documents, files and keys in more than one region", () => {
    expect(ofType("google_firestore_database").map(({ values }) => values.location_id)).toEqual(["nam5"]);
    expect(ofType("google_storage_bucket").map(({ values }) => String(values.location).toLowerCase())).toEqual(["us"]);
    const rings = ofType("google_kms_key_ring").filter(({ address }) =>
      address.startsWith("module.platform.module.kms."),
    );
    expect(rings.map(({ values }) => values.location)).toEqual(["us"]);
  });
});

describe("a plan after events were moved", () => {
  let stage: Stage;
  afterEach(() => stage.clear());
  const planned = (pushed: string) => {
    stage = setStage(`"gcloud pubsub subscriptions describe conversation-turn "*) ${pushed};;`);
    const { status, calls } = stage.run("plan.sh");
    expect(status).toBe(0);
    return calls.find((call) => / plan /.test(call)) ?? "";
  };

  it("keeps the region that handles events now", () => {
    expect(planned("echo https://conversation-turn-123.us-west1.run.app")).toContain("-var=home_region=us-west1");
    stage.clear();
    expect(planned("echo https://engine-conversation-123.europe-west1.run.app/steps/conversation-turn")).toContain(
      "-var=home_region=europe-west1",
    );
  });

  it("leaves it to the variable before the first release", () => {
    expect(planned("exit 1")).not.toContain("home_region");
  });
});

describe("bootstrap.sh", () => {
  let stage: Stage;
  afterEach(() => stage.clear());

  it("creates state and releases in a multi-region, and lets the deployer keep the budget", () => {
    stage = setStage('"gcloud storage buckets describe"*) exit 1;;');
    const { status, calls } = stage.run("bootstrap.sh", {
      BUCKETS_LOCATION: "asia",
      BILLING_ACCOUNT: "012345-ABCDEF-678901",
    });
    expect(status).toBe(0);
    const created = calls.filter((call) => call.startsWith("gcloud storage buckets create"));
    expect(created).toHaveLength(2);
    for (const call of created) expect(call).toContain("--location=asia ");
    expect(calls.filter((call) => call.includes("roles/billing.costsManager"))).toHaveLength(1);
  });

  it("says when the deployer does not exist yet", () => {
    stage = setStage('"gcloud iam service-accounts describe"*) exit 1;;');
    const { status, stdout, calls } = stage.run("bootstrap.sh", { BUCKETS_LOCATION: "asia", BILLING_ACCOUNT: "1" });
    expect([status, calls.filter((call) => call.includes("costsManager"))]).toEqual([0, []]);
    expect(stdout).toContain("after the first apply");
  });
});
