import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isMap, isNode, parseDocument } from "yaml";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { titleOf } from "../../../../shared/schema/title-of.ts";
import { Failure } from "../failure.ts";
import { note, print } from "../output.ts";
import { showProblems } from "./show-problems.ts";

interface NewConfigOptions {
  readonly client: string;
  readonly file?: string;
  readonly template: string;
  readonly clientName?: string;
  readonly timezone?: string;
}

const templates = join(projectRoot, "config", "templates");

/** Writes a valid file for a new client. @throws Failure when the template is unknown or the file exists already. */
export async function newConfig(options: NewConfigOptions): Promise<void> {
  const { client, template } = options;
  const source = join(templates, `${template}.yaml`);
  if (basename(source, ".yaml") !== template || !existsSync(source))
    throw new Failure(`There is no template "${template}". Templates are ${templateNames().join(", ")}.`, {
      exitCode: 2,
    });
  const file = options.file ?? join(projectRoot, "config", "tenants", `${client}.yaml`);
  const shown = relative(process.cwd(), file);
  if (existsSync(file)) throw new Failure(`${shown} exists already, and is not overwritten.`);

  const completed = filled(readFileSync(source, "utf8"), {
    client_id: client,
    config_id: `config_${client}_v1`,
    client_name: options.clientName ?? titleOf(client),
    ...(options.timezone === undefined ? {} : { timezone: options.timezone }),
  });
  const text = `${schemaLine(file)}${completed}`;
  const loaded = loadTenantConfig({ file: shown, text });
  if (!loaded.ok) {
    showProblems(loaded.problems, process.stderr);
    throw new Failure("Nothing was written.");
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  print(shown);
  note("Next: write the knowledge and add the channels, then");
  note(`  npm run cli -- config validate ${shown}`);
  note(`  npm run cli -- config push ${shown} --activate     (or restart: npm start loads config/tenants)`);
}

function templateNames(): readonly string[] {
  return readdirSync(templates)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"));
}

/** Tells editors which schema the file has: one of the product, wherever the file stands. */
function schemaLine(file: string): string {
  const schema = relative(dirname(resolve(file)), join(projectRoot, "config", "schema.json"));
  return `# yaml-language-server: $schema=${schema.replaceAll("\\", "/")}\n`;
}

/** The template with these values and all of its comments; the one above the file tells how to copy it, and goes. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const document = parseDocument(template);
  document.commentBefore = null;
  if (isMap(document.contents) && isNode(document.contents.items[0]?.key))
    document.contents.items[0].key.commentBefore = null;
  for (const [key, value] of Object.entries(values)) document.setIn(["automation_config", key], value);
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}
