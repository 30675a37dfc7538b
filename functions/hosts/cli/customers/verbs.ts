import type { Command } from "commander";
import { clientOption, dataDirOption, tokenOption, urlOption, withExamples } from "../options.ts";

/** `customers unmerge`, and `export` and `erase`: what is stored about one customer, for the customer who asks. */
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
  const customers = root.command("customers").description("repair what is known of customers");
  withExamples(
    customers
      .command("unmerge")
      .description("undo a merge of two customers")
      .argument("<id>", "the id that was given up (one of `earlier_ids`), or the customer's where there is only one")
      .addOption(clientOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .addOption(dataDirOption())
      .action(async (id: string, options) => (await import("./unmerge.ts")).unmergeCustomer({ id, ...options })),
    "customers unmerge 9eM1yiqiWAIvyl_bdQ_T_Q --client client_123",
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
