import type { Command } from "commander";
import {
  clientOption,
  dataDirOption,
  jsonOption,
  lifetimeSeconds,
  limitOption,
  role,
  withExamples,
} from "../options.ts";

/** `token` and `api-key …`: credentials for the API. */
export function addAccessVerbs(root: Command): void {
  withExamples(
    root
      .command("token")
      .description("create an API token and print only the token on stdout")
      .addOption(clientOption())
      .requiredOption("-r, --role <role>", "admin, operator, viewer or service", role)
      .option("--ttl <time>", "its lifetime, such as 15m or 7d (default: 12h)", lifetimeSeconds)
      .option("--subject <name>", "the subject it identifies (default: you)")
      .addOption(dataDirOption())
      .action(async (options) => (await import("./token.ts")).printToken(options)),
    "token --client client_123 --role operator",
    'curl -H "Authorization: Bearer $(npm run -s cli -- token -c client_123 -r viewer)" http://127.0.0.1:8080/v1/conversations',
  );

  const apiKey = root.command("api-key").description("create, list and revoke a client's API keys");

  withExamples(
    apiKey
      .command("create")
      .description("create a key and print it on stdout; it is shown only once")
      .addOption(clientOption())
      .requiredOption("--name <name>", "its purpose")
      .option("-r, --role <role...>", "its roles (default: service)", (given: string, before: string[] = []) => [
        ...before,
        role(given),
      ])
      .addOption(dataDirOption())
      .action(async (options) => (await import("./api-keys.ts")).createKey(options)),
    'api-key create --client client_123 --name "web shop"',
  );

  withExamples(
    apiKey
      .command("list")
      .description("list keys, newest first, including revoked ones")
      .addOption(clientOption())
      .addOption(limitOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./api-keys.ts")).listKeys(options)),
    "api-key list --client client_123",
  );

  withExamples(
    apiKey
      .command("revoke")
      .description("revoke a key (a running server rejects it within 30 seconds)")
      .argument("<id>", "its id, as in the list")
      .addOption(clientOption())
      .addOption(dataDirOption())
      .action(async (id: string, options) => (await import("./api-keys.ts")).revokeKey({ id, ...options })),
    "api-key revoke --client client_123 5f0c9a8b7d6e5f4a3b2c1d0e",
  );
}
