import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

/** What no source says of a business: people find it out, and other people review it. */
export const researchTasksEngine: Engine = {
  name: "research-tasks",
  steps: async () => [
    registered("research-tasks-open", recording, async () => (await import("./steps.ts")).openTaskSet),
    registered(
      "research-tasks-open-of-deep-run",
      recording,
      async () => (await import("./steps.ts")).openTasksOfDeepRun,
    ),
    registered("research-tasks-create", recording, async () => (await import("./steps.ts")).createTask),
    registered("research-tasks-act", recording, async () => (await import("./act.ts")).actOnTask),
    registered("research-tasks-end-lease", recording, async () => (await import("./steps.ts")).endLease),
    registered("research-tasks-remind", recording, async () => (await import("./steps.ts")).remindOfTask),
    registered("research-tasks-join", recording, async () => (await import("./steps.ts")).joinTask),
  ],
  routes: async () => [
    {
      under: ["/v1/research", "/v1/research-tasks"],
      async open({ platform: { documents, blobs }, runner, now }) {
        const [{ researchTaskRoutes }, { taskFiles }] = await Promise.all([
          import("./routes.ts"),
          import("./task-files.ts"),
        ]);
        return researchTaskRoutes({ documents, files: taskFiles(blobs), runner, now });
      },
    },
  ],
  async collections() {
    const { researchTaskSets, researchTasks } = await import("./task.ts");
    return [ownedCollection(researchTasks), ownedCollection(researchTaskSets)];
  },
};
