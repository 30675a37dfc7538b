import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { automationConfigSchema } from "../../../shared/config/schema.ts";
import { integrationKinds } from "../../../shared/integrations/index.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { toolKinds } from "../../../shared/tools/index.ts";
import { sectionsOf } from "./reference/examples.ts";
import { describedSchema, editorSchema } from "./reference/json-schema.ts";
import { referencePage } from "./reference/markdown.ts";

/**
 * `npm run reference`: writes docs/configuration.md and config/schema.json from the schema of a client's YAML. `--check`
 * only compares.
 */
const config = describedSchema(automationConfigSchema({ tools: toolKinds, integrations: integrationKinds }));
const example = readFileSync(join(projectRoot, "config", "example.yaml"), "utf8");
const outputs = {
  "docs/configuration.md": referencePage(config, sectionsOf(example)),
  "config/schema.json": `${JSON.stringify(fileSchema(), null, 2)}\n`,
};
for (const [path, text] of Object.entries(outputs)) {
  const file = join(projectRoot, path);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${path} is stale. Run \`npm run reference\` and commit it.`);
    process.exitCode = 1;
  }
}

function fileSchema(): object {
  const { $schema, definitions, ...section } = editorSchema(config);
  return {
    $schema,
    title: "A client's configuration",
    description: "docs/configuration.md describes every key.",
    type: "object",
    properties: { automation_config: section },
    required: ["automation_config"],
    additionalProperties: false,
    definitions,
  };
}
