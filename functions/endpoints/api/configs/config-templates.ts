import { z } from "zod";
import { templateNames, templateText } from "../../../../shared/config/config-templates.ts";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import { route } from "../../../../shared/http/route.ts";
import { once } from "../../../app/lazy.ts";

const ConfigTemplate = z
  .object({
    name: z.string().describe("The template's name, as `POST /v1/automation` takes it."),
    industry: z.string().describe("Whom it is made for."),
    use_case: z.string().describe("What an agent made of it is for."),
    agent_name: z.string().describe("What its agent is called."),
    agent_type: z.string().describe("What its agent is, such as a host."),
    language: z.string().describe("The languages that its agent is told to speak, in words."),
    objectives: z.array(z.string()).describe("What its agent is to achieve."),
    yaml: z
      .string()
      .describe(
        "The complete file. Its `client_id` and `client_name` are placeholders; its knowledge, rows, products and appointments are examples that are true of nobody.",
      ),
  })
  .meta({ id: "ConfigTemplate" });

/** What new configurations start from. The same for every client. */
export function configTemplateRoutes() {
  const items = once(async () => templateNames().map(viewOf));
  return [
    route({
      method: "GET",
      path: "/v1/config-templates",
      operationId: "listConfigTemplates",
      summary: "List the templates that configurations start from",
      description:
        "One for each industry, with its text. They come with the release and are the same for every client.",
      tag: "Configurations",
      permission: "configs:read",
      reply: z.object({ items: z.array(ConfigTemplate).describe("By name.") }),
      async handle() {
        return { status: 200, body: { items: await items() } };
      },
    }),
  ];
}

function viewOf(name: string): z.infer<typeof ConfigTemplate> {
  const yaml = templateText(name);
  const read = loadTenantConfig({ file: `config/templates/${name}.yaml`, text: yaml });
  if (!read.ok) throw new Error(`The template "${name}" of this release has mistakes: ${read.problems[0]?.message}`);
  const { agent, industry, use_case } = read.config;
  return {
    name,
    industry: industry ?? name,
    use_case,
    agent_name: agent.agent_name,
    agent_type: agent.agent_type,
    language: agent.language,
    objectives: [...(agent.objectives ?? [])],
    yaml,
  };
}
