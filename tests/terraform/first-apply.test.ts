import { type Stage, setStage } from "./pipeline-stage.ts";
import { productionOrder, terraformLacks } from "./production-plan.ts";

if (terraformLacks !== undefined) console.warn(`skipped the order of a first apply: ${terraformLacks}`);

(terraformLacks === undefined ? describe : describe.skip)("the order of a first apply", () => {
  let order: ReturnType<typeof productionOrder>;
  beforeAll(() => {
    order = productionOrder();
  }, 60_000);
  const waits = (resource: string) => order.get(`module.platform.module.${resource}`) ?? [];

  it.each(["http", "step", "internal", "engine"])("makes functions of kind %s wait for their roles", (kind) => {
    const own = `module.platform.module.${kind}.module.function`;
    const before = waits(`${kind}.module.function.google_cloudfunctions2_function.this`);
    expect(before).toEqual(
      expect.arrayContaining([
        `${own}.google_secret_manager_secret_iam_member.this`,
        `${own}.module.roles.google_project_iam_member.documents`,
        `${own}.module.roles.google_project_iam_member.tenant_secrets`,
        `${own}.module.roles.google_storage_bucket_iam_member.blobs`,
      ]),
    );
  });

  it("makes builds wait for the rights of the account that builds", () => {
    const before = waits("http.module.function.google_cloudfunctions2_function.this");
    const rights = before.filter((address) => /module\.artifacts\.google_.*_iam_member\.build/.test(address));
    expect(rights).toHaveLength(4);
  });

  it("makes an alert on a log metric wait for the metric", () => {
    expect(waits("observability.google_monitoring_alert_policy.cause")).toContain(
      "module.platform.module.observability.google_logging_metric.this",
    );
  });

  it("pushes to a function only once Google's account may call it", () => {
    expect(waits("step.google_pubsub_subscription.this")).toContain(
      "module.platform.module.step.google_cloud_run_service_iam_member.caller",
    );
  });
});

describe("apply.sh", () => {
  let stage: Stage;
  afterEach(() => stage.clear());
  const updated = (unchecked: string) => {
    stage = setStage(`"terraform "*" output -raw unchecked_services") printf '${unchecked}';;`);
    stage.left("plan", "");
    const { status, calls } = stage.run("apply.sh");
    expect(status).toBe(0);
    return calls.filter((call) => call.includes("--no-invoker-iam-check"));
  };

  it("turns off the check of the invoker for the services that say so", () => {
    const calls = updated("api asia-south1\\nwidget us-west1\\n");
    expect(calls.map((call) => /update (\S+) --region=(\S+)/.exec(call)?.slice(1))).toEqual([
      ["api", "asia-south1"],
      ["widget", "us-west1"],
    ]);
  });

  it("leaves every check alone otherwise", () => {
    expect(updated("")).toEqual([]);
  });
});
