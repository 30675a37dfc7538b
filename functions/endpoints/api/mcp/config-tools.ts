import { z } from "zod";
import { ConfigName } from "../../../../shared/config/versions/versions.ts";
import type { Operations } from "../service.ts";
import { type McpTool, mcpTool, readOnly } from "./mcp-tool.ts";
import { CursorArgument, IdempotencyKey, LimitArgument } from "./tool-arguments.ts";

const Name = ConfigName.describe("The configuration's name, such as `main`.");
const Version = z.number().int().positive();
const Yaml = z
  .string()
  .min(1)
  .max(900_000)
  .describe("The complete YAML file, starting with `automation_config:`. Never a part of it.");

export function configTools(operations: Operations): readonly McpTool[] {
  const base = (name: string) => `/v1/configs/${operations.caller.tenantId}/${name}` as const;
  return [
    mcpTool({
      name: "list_config_versions",
      title: "List configuration versions",
      description:
        "Lists the versions of one of the company's agent configurations, newest first, and says which is active.",
      permission: "configs:read",
      annotations: readOnly,
      input: z.strictObject({ name: Name, limit: LimitArgument, cursor: CursorArgument }),
      output: async () => (await operations.at("GET", `${base("any")}/versions`)).reply,
      call: ({ name, limit, cursor }) =>
        operations.call({
          method: "GET",
          path: `${base(name)}/versions`,
          query: { limit: String(limit), cursor },
        }),
    }),
    mcpTool({
      name: "get_config",
      title: "Read a configuration",
      description:
        "Reads the YAML of one version of an agent configuration. Secrets are names in it, never values. Find versions with list_config_versions.",
      permission: "configs:read",
      annotations: readOnly,
      input: z.strictObject({ name: Name, version: Version.describe("The version's number.") }),
      output: async () => (await operations.at("GET", `${base("any")}/versions/1`)).reply,
      call: ({ name, version }) => operations.call({ method: "GET", path: `${base(name)}/versions/${version}` }),
    }),
    mcpTool({
      name: "validate_config",
      title: "Check a configuration",
      description:
        "Checks a complete configuration file without storing it. Every problem has its line, column and remedy. Call it before push_config and correct what it reports.",
      permission: "configs:read",
      annotations: readOnly,
      input: z.strictObject({ yaml: Yaml }),
      output: async () => (await operations.at("POST", "/v1/configs/validate")).reply,
      call: ({ yaml }) => operations.call({ method: "POST", path: "/v1/configs/validate", body: { yaml } }),
    }),
    mcpTool({
      name: "diff_config",
      title: "Compare configuration versions",
      description:
        "Compares two stored versions of a configuration: a unified diff, and the settings that differ. To compare a draft, push it first: a pushed version is not active.",
      permission: "configs:read",
      annotations: readOnly,
      input: z.strictObject({
        name: Name,
        from: Version.describe("The older version."),
        to: Version.describe("The newer version."),
      }),
      output: async () => (await operations.at("GET", `${base("any")}/diff`)).reply,
      call: ({ name, from, to }) =>
        operations.call({
          method: "GET",
          path: `${base(name)}/diff`,
          query: { from: String(from), to: String(to) },
        }),
    }),
    mcpTool({
      name: "push_config",
      title: "Store a new configuration version",
      description:
        "Stores a complete configuration file as a new version. It does not activate the version: a person does that in the console or on the command line after reading the diff. A file with problems is refused whole, and the same text makes no new version.",
      permission: "configs:write",
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      input: z.strictObject({ name: Name, yaml: Yaml, idempotency_key: IdempotencyKey }),
      output: async () => (await operations.at("PUT", base("any"))).reply,
      call: ({ name, yaml, idempotency_key: idempotencyKey }) =>
        operations.call({ method: "PUT", path: base(name), body: { yaml, activate: false }, idempotencyKey }),
    }),
  ];
}
