import { z } from "zod";
import { crm, crmProvider } from "../../integrations/crm.ts";
import { healthcareIt } from "../../integrations/healthcare-it.ts";
import { issueTracker } from "../../integrations/issue-tracker.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Capability } from "../../schema/capability.ts";
import { Name } from "../../schema/scalars.ts";
import { titleOf } from "../../schema/title-of.ts";
import { type Tool, type ToolDependencies, toolKind } from "../tool.ts";
import { githubTools } from "./github-tools.ts";
import { hubspotTools } from "./hubspot-tools.ts";
import { labTools } from "./lab-tools.ts";
import { ServiceRefusal } from "./service-client.ts";

const Config = z.strictObject({
  integration: Name.describe("An entry of integrations.available: HubSpot, a laboratory, an issue tracker."),
  actions: z
    .array(z.string().min(1).max(50))
    .min(1)
    .optional()
    .describe("The actions that the agent may use, such as save_contact. Default: all of the integration."),
});

/**
 * What the agent may do in an account of the client: `crm` is HubSpot's contacts, deals and notes; `healthcare_it` the
 * laboratory's orders and results; `issue_tracker` GitHub's issues. The credentials are those of the integration.
 */
export const integration = toolKind({
  kind: "integration",
  config: Config,
  reachesOutside: () => true,
  async create({ name, description, config }, dependencies, { integrations = [] }) {
    const found = integrations.find((each) => each.name === config.integration);
    if (found === undefined)
      throw new TerminalError("integration-unknown", `There is no integration "${config.integration}".`);
    const tools = toolsOf(found, { name, about: description ?? titleOf(found.name) }, dependencies);
    const { actions } = config;
    const unknown = actions?.filter((action) => tools.every((tool) => tool.name !== `${name}_${action}`)) ?? [];
    if (unknown.length > 0)
      throw new TerminalError("action-unknown", `"${config.integration}" has no action ${unknown.join(", ")}.`);
    const chosen = tools.filter((tool) => actions?.includes(tool.name.slice(name.length + 1)) ?? true);
    return chosen.map(withRefusals);
  },
});

/** The service understood the call and says no to what the model asked for. */
const answers = new Set([400, 404, 409, 422]);

/** The tool, with such a refusal as an answer that the model reads. A wrong key or another form is a failure. */
function withRefusals(tool: Tool): Tool {
  return {
    ...tool,
    async execute(args, call) {
      try {
        return await tool.execute(args, call);
      } catch (error) {
        if (!(error instanceof ServiceRefusal) || !answers.has(error.status)) throw error;
        return { content: { error: `${error.message} Nothing was done.` } };
      }
    },
  };
}

function toolsOf(
  { name: integrationName, type, config }: Capability,
  entry: { readonly name: string; readonly about: string },
  dependencies: ToolDependencies,
): readonly Tool[] {
  if (type === healthcareIt.kind)
    return labTools({ ...entry, integration: integrationName }, healthcareIt.config.parse(config), dependencies);
  if (type === issueTracker.kind) return githubTools(entry, issueTracker.config.parse(config), dependencies);
  if (type === crm.kind && crmProvider(integrationName, config) === "hubspot")
    return hubspotTools(entry, crm.config.parse(config).api_key, dependencies);
  throw new TerminalError("integration-without-tools", `"${integrationName}" (${type}) has no tools of this kind.`);
}
