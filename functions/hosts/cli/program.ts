import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { projectRoot } from "../../../shared/project-root.ts";
import { addAccessVerbs } from "./access/verbs.ts";
import { addAccountVerbs } from "./accounts/verbs.ts";
import { addApprovalVerbs } from "./approvals/verbs.ts";
import { addAutomationVerbs } from "./automation/verbs.ts";
import { addBackupVerbs } from "./backup/verbs.ts";
import { addCallVerbs } from "./calls/verbs.ts";
import { addChatVerb } from "./chat/verb.ts";
import { addConfigVerbs } from "./config/verbs.ts";
import { addConversationVerbs } from "./conversations/verbs.ts";
import { addCustomerVerbs } from "./customers/verbs.ts";
import { dashedIdsLast } from "./dashed-ids.ts";
import { addDemoVerbs } from "./demos/verbs.ts";
import { addEventVerbs } from "./events/verbs.ts";
import { addExperimentVerbs } from "./experiments/verbs.ts";
import { Failure } from "./failure.ts";
import { addIntegrationVerbs } from "./integrations/verbs.ts";
import { addKnowledgeVerbs } from "./knowledge/verbs.ts";
import { addLifecycleVerbs } from "./lifecycle/verbs.ts";
import { addMcpVerbs } from "./mcp/verbs.ts";
import { addMessageVerbs } from "./messages/verbs.ts";
import { addMetricVerbs } from "./metrics/verbs.ts";
import { addMissingVerb } from "./missing/verb.ts";
import { addModelsVerb } from "./models/verb.ts";
import { withExamples } from "./options.ts";
import { colourText, explainFailure, printError } from "./output.ts";
import { addPrdVerbs } from "./prd/verbs.ts";
import { addPricingVerbs } from "./pricing/verbs.ts";
import { addProposalVerbs } from "./proposals/verbs.ts";
import { addQualityVerbs } from "./quality/verbs.ts";
import { addRegionVerbs } from "./regions/verbs.ts";
import { addReplayTasksVerb } from "./replay-tasks/verb.ts";
import { addResearchVerbs } from "./research/verbs.ts";
import { addRolloutVerbs } from "./rollouts/verbs.ts";
import { addSimulateMonthVerb } from "./simulate/month-verb.ts";
import { addSimulateVerb } from "./simulate/verb.ts";
import { addSlaVerbs } from "./sla/verbs.ts";
import { addSuccessVerbs } from "./success/verbs.ts";
import { addTableVerbs } from "./tables/verbs.ts";
import { addTaskVerbs } from "./tasks/verbs.ts";
import { addTicketVerbs } from "./tickets/verbs.ts";
import { addVoiceVerbs } from "./voice/verbs.ts";
import { addWebhookVerbs } from "./webhooks/verbs.ts";

/** Runs one command line. @returns 0 for success, 1 for a failure, 2 for an invalid command line. */
export async function run(words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const root = commandLine();
    await root.parseAsync(dashedIdsLast(root, words), { from: "user" });
    return 0;
  } catch (error) {
    // Commander has already printed the error, and exits with 0 after requested help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    printError(explainFailure(error));
    return error instanceof Failure ? error.exitCode : 1;
  }
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
  return version;
}

/** All verbs with their options and help. A verb's implementation is loaded when it is called. */
function commandLine(): Command {
  const root = new Command("npm run cli --")
    .description("Talk to agents and manage their configuration, keys and events.")
    .version(versionOf(), "-V, --version", "print the product's version")
    .exitOverride()
    // A verb's options and those of its subcommands may have the same names.
    .enablePositionalOptions()
    .showHelpAfterError("(use --help to see the options)")
    .configureOutput({
      writeErr: (text) => process.stderr.write(text.replace(/^error:/, colourText("red", "error:", process.stderr))),
    })
    .configureHelp({ showGlobalOptions: false });
  addChatVerb(root);
  addConversationVerbs(root);
  addApprovalVerbs(root);
  addQualityVerbs(root);
  addMessageVerbs(root);
  addCallVerbs(root);
  addMissingVerb(root);
  addMetricVerbs(root);
  addCustomerVerbs(root);
  addConfigVerbs(root);
  addAutomationVerbs(root);
  addExperimentVerbs(root);
  addRolloutVerbs(root);
  addLifecycleVerbs(root);
  addPrdVerbs(root);
  addTableVerbs(root);
  addKnowledgeVerbs(root);
  addModelsVerb(root);
  addMcpVerbs(root);
  addAccessVerbs(root);
  addAccountVerbs(root);
  addEventVerbs(root);
  addWebhookVerbs(root);
  addVoiceVerbs(root);
  addIntegrationVerbs(root);
  addTicketVerbs(root);
  addDemoVerbs(root);
  addPricingVerbs(root);
  addProposalVerbs(root);
  addSlaVerbs(root);
  addSuccessVerbs(root);
  addTaskVerbs(root);
  addBackupVerbs(root);
  addRegionVerbs(root);
  addResearchVerbs(root);
  addSimulateVerb(root);
  addSimulateMonthVerb(root);
  addReplayTasksVerb(root);
  return withExamples(root, "chat --client client_123", "config validate config/tenants/*.yaml", "config push --help");
}
