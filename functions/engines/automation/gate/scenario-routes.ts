import { z } from "zod";
import { Expectation } from "../../../../shared/agent/scenarios/expectation.ts";
import { ConfigName } from "../../../../shared/config/versions/versions.ts";
import { readLearnedScenarios } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newestRuns } from "../newest-runs.ts";
import type { AutomationRun } from "../run.ts";
import { isLearned, learnedScenario, withLearned } from "./with-learned.ts";

/** The newest runs of a configuration, among which one with scenarios is looked for. */
const runsRead = 50;

const ScenarioView = z
  .object({
    id: z.string().describe("Identifies it among the client's scenarios."),
    title: z.string().describe("What it shows."),
    source: z.enum(["requirements", "correction"]).describe("Where it comes from: `correction` is an operator's."),
    requirements: z.array(z.string()).describe("The items of the requirements that it checks."),
    says: z.string().describe("What the customer says."),
    expects: z.array(Expectation).describe("What must come of it."),
  })
  .meta({ id: "Scenario" });

/** What a client's agent has to answer rightly, before any version of its configuration is activated. */
export function scenarioRoutes({ documents }: { readonly documents: Pick<Documents, "query"> }) {
  return [
    route({
      method: "GET",
      path: "/v1/scenarios",
      operationId: "listScenarios",
      summary: "List what an agent has to answer rightly",
      description:
        "The scenarios that the checks of a written configuration play: those of the newest requirements from which it was written, and those of operators' corrections. `playScenario` plays one with a text that is not stored.",
      tag: "Automation",
      permission: "configs:read",
      query: z.object({ config: ConfigName.default("main").describe("The name of the configuration.") }),
      reply: z.object({ items: z.array(ScenarioView) }),
      async handle({ identity: { tenantId }, query }) {
        const [run, learned] = await Promise.all([
          newestRun(tenantId, query.config),
          readLearnedScenarios(documents, tenantId),
        ]);
        const scenarios = run ? withLearned(run, learned).scenarios : learned.map(learnedScenario);
        const items = scenarios.map(({ id, title, requirements, says, expects }) => ({
          id,
          title,
          source: isLearned({ id }) ? ("correction" as const) : ("requirements" as const),
          requirements,
          says,
          expects,
        }));
        return { status: 200, body: { items } };
      },
    }),
  ];

  async function newestRun(tenantId: TenantId, configName: string): Promise<AutomationRun | undefined> {
    const runs = await newestRuns(documents, tenantId, { configName, limit: runsRead });
    return runs.find(({ scenarios }) => scenarios.length > 0);
  }
}
