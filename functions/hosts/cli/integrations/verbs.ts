import type { Command } from "commander";
import { jsonOption, onServer, withExamples } from "../options.ts";

/** `integrations …`: a client's accounts with other services. */
export function addIntegrationVerbs(root: Command): void {
  const integrations = root
    .command("integrations")
    .description("see whether a client's accounts with other services work");
  withExamples(
    onServer(integrations.command("list").description("list the integrations and their last test"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./integrations.ts")).listIntegrations(options)),
    "integrations list --client client_123",
  );
  withExamples(
    onServer(integrations.command("test").description("test the credentials of one integration, or of all"))
      .argument("[name]", "the integration's name")
      .addOption(jsonOption())
      .action(async (name: string | undefined, options) =>
        (await import("./integrations.ts")).testIntegrations({ name, ...options }),
      ),
    "integrations test zendesk --client client_123",
  );
}
