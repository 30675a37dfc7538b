import type { Command } from "commander";
import { clientOption, dataDirOption, tokenOption, urlOption, withExamples } from "../options.ts";

/** `export` and `erase`: all data stored about one customer. */
export function addCustomerVerbs(root: Command): void {
  withExamples(
    onCustomer(root.command("export").description("print everything stored about a customer as JSON")).action(
      async (options) => (await import("./rights.ts")).exportCustomer(options),
    ),
    "export --client client_123 --customer +919812345678 > asha.json",
  );
  withExamples(
    onCustomer(root.command("erase").description("erase everything stored about a customer; this cannot be undone"))
      .requiredOption("--yes", "confirm the erasure")
      .action(async (options) => (await import("./rights.ts")).eraseCustomer(options)),
    "erase --client client_123 --customer asha@example.com --yes",
  );
}

function onCustomer(command: Command): Command {
  return command
    .addOption(clientOption())
    .requiredOption("--customer <who>", "the customer's id, phone number (+91…) or email address")
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(dataDirOption());
}
