import type { Command } from "commander";
import {
  clientOption,
  dataDirOption,
  jsonOption,
  limitOption,
  nameOption,
  tokenOption,
  urlOption,
  wholeNumber,
  withExamples,
} from "../options.ts";

/** `config …`: validate, store and activate a client's YAML. */
export function addConfigVerbs(root: Command): void {
  const config = root.command("config").description("validate, store and activate a client's configuration");

  withExamples(
    config
      .command("validate")
      .description("validate files and show every problem with its line and its remedy")
      .argument("<file...>", "YAML files, or - for standard input")
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .addHelpText(
        "after",
        "\nWith --url or --token the product checks valid files too: it knows the client's secrets.",
      )
      .action(async (files: string[], options) => (await import("./validate.ts")).validateFiles(files, options)),
    "config validate config/tenants/client_123.yaml",
    "config validate --url http://127.0.0.1:8080 config/tenants/client_123.yaml",
  );

  withExamples(
    config
      .command("push")
      .description("store a file as a new version of its client's configuration")
      .argument("<file>", "a YAML file")
      .option("--activate", "also activate it for new conversations")
      .option("--name <name>", "the configuration's name, for a client with several", "default")
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (file: string, options) => (await import("./push.ts")).push(file, options)),
    "config push config/tenants/client_123.yaml --activate",
  );

  withExamples(
    config
      .command("list")
      .description("list the versions of a client's configuration, newest first")
      .addOption(clientOption())
      .addOption(nameOption())
      .addOption(limitOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (options) => (await import("./versions.ts")).listVersions(options)),
    "config list --client client_123",
  );

  withExamples(
    config
      .command("show")
      .description("print a version as it was stored")
      .argument("[version]", "its number, as in the list (default: the active one)", wholeNumber)
      .addOption(clientOption())
      .addOption(nameOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (version, options) => (await import("./versions.ts")).showVersion({ version, ...options })),
    "config show --client client_123",
    "config show --client client_123 2 > client_123.yaml",
  );

  withExamples(
    config
      .command("new")
      .description("write a new client's file from a template")
      .argument("[file]", "where to write it (default: config/tenants/CLIENT.yaml)")
      .addOption(clientOption())
      .option("-t, --template <template>", "one of the templates of config/templates", "healthcare")
      .option("--client-name <text>", "the company's name, as customers know it")
      .option("--timezone <zone>", "where the company is, such as Asia/Kolkata")
      .action(async (file, options) => (await import("./new-config.ts")).newConfig({ file, ...options })),
    'config new --client sunrise_dental --template healthcare --client-name "Sunrise Dental"',
  );

  withExamples(
    config
      .command("diff")
      .description("show what changed between two versions")
      .argument("[from]", "a version (default: the active one)", wholeNumber)
      .argument("[to]", "a version (default: the newest)", wholeNumber)
      .addOption(clientOption())
      .addOption(nameOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (from, to, options) => (await import("./versions.ts")).showDifference({ from, to, ...options })),
    "config diff --client client_123 1 2",
  );

  withExamples(
    config
      .command("activate")
      .description("activate a stored version for new conversations")
      .argument("<version>", "its number, as in the list", wholeNumber)
      .addOption(clientOption())
      .addOption(nameOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (version, options) => (await import("./versions.ts")).activateVersion({ version, ...options })),
    "config activate --client client_123 2",
  );

  withExamples(
    config
      .command("rollback")
      .description("activate the previously active version again")
      .addOption(clientOption())
      .addOption(nameOption())
      .addOption(dataDirOption())
      .addOption(urlOption())
      .addOption(tokenOption())
      .action(async (options) => (await import("./versions.ts")).rollBack(options)),
    "config rollback --client client_123",
  );
}
