import { z } from "zod";
import type { PlannedResource } from "./production-plan.ts";

const Config = z.tuple([z.looseObject({ environment_variables: z.record(z.string(), z.string()).nullish() })]);
const regions = 2;

/** Tests of a plan of production with ten queues and ten lanes. */
export function isSpreadOverQueuesAndLanes(plan: () => readonly PlannedResource[]): void {
  const ofType = (type: string) => plan().filter((resource) => resource.type === type);
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
    // Each binding lists every function with the role (modules/resource-access).
    const grants = ofType("google_cloud_tasks_queue_iam_binding");
    for (const name of expected) {
      const roles = grants.filter(({ values }) => values.name === name).map(({ values }) => values.role);
      expect([name, new Set(roles)]).toEqual([
        name,
        new Set(["roles/cloudtasks.enqueuer", "roles/cloudtasks.taskDeleter"]),
      ]);
    }
  });
}
