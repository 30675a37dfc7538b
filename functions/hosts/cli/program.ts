import { Command, CommanderError } from "commander";
import { addAccessVerbs } from "./access/verbs.ts";
import { addBackupVerbs } from "./backup/verbs.ts";
import { addChatVerb } from "./chat/verb.ts";
import { addConfigVerbs } from "./config/verbs.ts";
import { addConversationVerbs } from "./conversations/verbs.ts";
import { addCustomerVerbs } from "./customers/verbs.ts";
import { addEventVerbs } from "./events/verbs.ts";
import { Failure } from "./failure.ts";
import { withExamples } from "./options.ts";
import { coloured, complain, explainFailure } from "./output.ts";
import { addSimulateVerb } from "./simulate/verb.ts";

/** Runs one command line. @returns 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly. */
export async function run(words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    await commandLine().parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has told the person already, and ends with 0 after help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(explainFailure(error));
    return error instanceof Failure ? error.exitCode : 1;
  }
}

/** Every verb with its options and help; what a verb does is loaded when it is called. */
function commandLine(): Command {
  const root = new Command("npm run cli --")
    .description("Talk to agents and manage their configuration, keys and events.")
    .exitOverride()
    .showHelpAfterError("(add --help to see what it takes)")
    .configureOutput({
      writeErr: (text) => process.stderr.write(text.replace(/^error:/, coloured("red", "error:", process.stderr))),
    })
    .configureHelp({ showGlobalOptions: false });
  addChatVerb(root);
  addConversationVerbs(root);
  addCustomerVerbs(root);
  addConfigVerbs(root);
  addAccessVerbs(root);
  addEventVerbs(root);
  addBackupVerbs(root);
  addSimulateVerb(root);
  return withExamples(root, "chat --client client_123", "config validate config/tenants/*.yaml", "help config push");
}
