import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

/** Calls of tools that wait for the approval of a person of the tenant. */
export const approvalsEngine: Engine = {
  name: "approvals",
  steps: async () => [
    registered("approvals-open", recording, async () => (await import("./steps.ts")).openApproval),
    registered("approvals-answer", recording, async () => (await import("./steps.ts")).answerApproval),
    registered("approvals-expire", recording, async () => (await import("./steps.ts")).expireApproval),
    registered("approvals-record-run", recording, async () => (await import("./steps.ts")).recordApprovedRun),
  ],
  routes: async () => [
    {
      under: ["/v1/approvals"],
      async open({ platform: { documents }, runner, now }) {
        return (await import("./routes.ts")).approvalRoutes({ documents, runner, now });
      },
    },
  ],
  async collections() {
    return [ownedCollection((await import("./approval.ts")).approvals)];
  },
};
