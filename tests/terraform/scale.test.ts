import { z } from "zod";
import { type PlannedResource, planProduction, terraformLacks } from "./production-plan.ts";

if (terraformLacks !== undefined) console.warn(`skipped the plan of a large installation: ${terraformLacks}`);

const Config = z.tuple([z.looseObject({ environment_variables: z.record(z.string(), z.string()).nullish() })]);
const regions = 2;

(terraformLacks === undefined ? describe : describe.skip)("production with ten queues and ten lanes", () => {
  let all: PlannedResource[] = [];
  beforeAll(() => {
    all = planProduction({
      deployment_shape: "engine",
      scale: "{ scheduled_event_queues = 10, index_lanes = 10 }",
    });
  }, 300_000);

  const ofType = (type: string) => all.filter((resource) => resource.type === type);
  const expected = ["scheduled-events", ...Array.from({ length: 9 }, (_, index) => `scheduled-events-${index + 2}`)];

  it("has ten queues in each region, and the first keeps its name", () => {
    const names = ofType("google_cloud_tasks_queue").map(({ values }) => String(values.name));
    const shared = names.filter((name) => name.startsWith("scheduled-events"));
    expect(shared).toHaveLength(expected.length * regions);
    expect([...new Set(shared)].sort()).toEqual([...expected].sort());
  });

  it("tells every function of them", () => {
    const functions = ofType("google_cloudfunctions2_function");
    expect(functions.length).toBeGreaterThan(0);
    for (const { values } of functions) {
      const given = Config.parse(values.service_config)[0].environment_variables ?? {};
      expect(given).toMatchObject({ GCP_QUEUE: "scheduled-events", GCP_INDEX_LANES: "10" });
      expect(given.GCP_MORE_QUEUES?.split(",").sort()).toEqual(expected.slice(1).sort());
    }
  });

  it("lets what schedules events fill each queue and cancel in it", () => {
    const grants = ofType("google_cloud_tasks_queue_iam_member").filter(({ address }) =>
      address.startsWith('module.platform.module.roles["engine-conversation"]'),
    );
    for (const name of expected) {
      const roles = grants.filter(({ values }) => values.name === name).map(({ values }) => values.role);
      expect([name, new Set(roles)]).toEqual([
        name,
        new Set(["roles/cloudtasks.enqueuer", "roles/cloudtasks.taskDeleter"]),
      ]);
    }
  });
});
