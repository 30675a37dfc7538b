import { z } from "zod";
import { PublicAddress } from "../../outbound/endpoint.ts";
import { SecretReference } from "../../security/secrets/secret-reference.ts";

const ServersName = z.string().min(1).max(128);
const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hexadecimal digits");

export const McpConfig = z
  .strictObject({
    url: PublicAddress.describe("The address of the MCP server (Streamable HTTP)."),
    allow: z
      .array(ServersName)
      .min(1)
      .max(50)
      .describe(
        "The server's tools that the agent may use, by the server's names. `npm run cli -- mcp tools URL` lists them.",
      ),
    prefix: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,30}$/, "must be at most 31 letters, digits and _, and begin with no digit")
      .optional()
      .describe("What the agent's names of the tools begin with, before `_`. Default: the entry's name."),
    side_effects: z
      .record(ServersName, z.boolean())
      .default({})
      .describe("Whether a call changes something, by tool. Default: true, whatever the server says."),
    digests: z
      .record(ServersName, Digest)
      .default({})
      .describe(
        "The digest of a tool's name, description and schema, by tool. Default: the one of the first use. A tool with another digest is withheld.",
      ),
    auth_type: z
      .literal(["none", "bearer", "oauth2_client_credentials"])
      .default("none")
      .describe("How the server knows the caller."),
    secret: SecretReference.optional().describe("The bearer token, or the password of the OAuth client."),
    oauth_client_id: SecretReference.optional().describe("The OAuth client's id, with oauth2_client_credentials."),
    issuer: PublicAddress.optional().describe(
      "The authorization server, with oauth2_client_credentials. The password is sent to no other one, whatever the MCP server says.",
    ),
    scopes: z
      .array(z.string().min(1).max(200))
      .max(20)
      .default([])
      .describe("The scopes that are asked for, with oauth2_client_credentials. Default: those the server names."),
    timeout_ms: z.number().int().min(100).max(60_000).default(10_000).describe("The longest call, in milliseconds."),
  })
  .superRefine((config, context) => {
    for (const key of neededFor(config.auth_type))
      if (config[key] === undefined)
        context.addIssue({
          code: "custom",
          path: [key],
          message: `is required for ${config.auth_type}`,
          input: config,
        });
    for (const key of ["side_effects", "digests"] as const)
      for (const name of Object.keys(config[key]))
        if (!config.allow.includes(name))
          context.addIssue({
            code: "custom",
            path: [key, name],
            message: "is no tool of `allow`\nAllow the tool, or remove it here.",
            input: name,
          });
  });
export type McpConfig = z.output<typeof McpConfig>;

function neededFor(auth: "none" | "bearer" | "oauth2_client_credentials") {
  if (auth === "none") return [];
  return auth === "bearer" ? (["secret"] as const) : (["secret", "oauth_client_id", "issuer"] as const);
}
