import type { z } from "zod";
import type { Channels } from "../../channels/config.ts";
import { contactColumns } from "../../channels/definitions.ts";
import { accountAddressOf } from "../../channels/recipient.ts";
import type { Capability } from "../../schema/capability.ts";
import { parseBinding } from "../../tools/binding/binding.ts";
import { identityToolNames } from "../../tools/identity.ts";
import type { Path } from "../problem.ts";
import type { IdentitySection } from "../sections/identity.ts";

interface File {
  readonly channels: z.output<typeof Channels>;
  readonly tools: { readonly available: readonly Capability[] };
  readonly identity?: IdentitySection | undefined;
}

interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly input: unknown;
}

/** Checks that the proof of identity can work, and that nothing waits for a proof that nobody can give. */
export function checkIdentity(file: File, context: z.RefinementCtx): void {
  const { identity } = file;
  for (const { path, message, input } of identity ? sectionProblems(file, identity) : needsSection(file))
    context.addIssue({ code: "custom", path: [...path], message, input });
}

function sectionProblems(file: File, identity: IdentitySection): readonly Problem[] {
  return [...columnProblems(identity), ...channelProblems(file, identity), ...nameProblems(file)];
}

function columnProblems({ by, fields, find_by }: IdentitySection): readonly Problem[] {
  const finding = [
    ...(fields ? [{ column: fields[0] ?? "", path: ["identity", "fields", 0] as Path }] : []),
    ...(by.includes("code")
      ? find_by.map((column, index) => ({ column, path: ["identity", "find_by", index] as Path }))
      : []),
  ];
  return finding.flatMap(({ column, path }) =>
    column === "id" || contactColumns.has(column)
      ? []
      : [
          {
            path,
            message: `finds no row: \`${column}\` is neither \`id\` nor a contact\nName \`id\`, or a column such as \`phone\` or \`email\`.`,
            input: column,
          },
        ],
  );
}

function channelProblems(file: File, { by, send_to }: IdentitySection): readonly Problem[] {
  const sends = send_to.some((kind) => accountAddressOf(file, kind === "phone" ? "sms" : "email") !== null);
  if (!by.includes("code") || sends) return [];
  const message =
    "cannot send a code: the client has no channel for these addresses\nConnect `sms` or `email` under channels, or prove identity `by: fields`.";
  return [{ path: ["identity", "send_to"], message, input: send_to }];
}

function nameProblems({ tools }: File): readonly Problem[] {
  return tools.available.flatMap(({ name }, index) =>
    identityToolNames.includes(name)
      ? [
          {
            path: ["tools", "available", index, "name"],
            message: `is the name of a tool that \`identity\` brings\nGive this tool another name.`,
            input: name,
          },
        ]
      : [],
  );
}

function needsSection({ tools }: File): readonly Problem[] {
  return tools.available.flatMap(({ config }, index) =>
    needs(config).map((path) => ({
      path: ["tools", "available", index, "config", ...path],
      message:
        "needs a proven identity, and nobody can prove one\nAdd the section `identity`, which says how a customer proves who they are.",
      input: path.at(-1),
    })),
  );
}

function needs(config: object): readonly Path[] {
  const bind = "bind" in config && typeof config.bind === "object" && config.bind !== null ? config.bind : {};
  const bound = Object.entries(bind).flatMap(([name, text]): Path[] => {
    const binding = typeof text === "string" ? parseBinding(text) : undefined;
    const byIdentity = binding?.from === "table" && binding.row.by === "identity";
    return binding?.from === "identity" || byIdentity ? [["bind", name]] : [];
  });
  return "identity_column" in config && config.identity_column !== undefined ? [...bound, ["identity_column"]] : bound;
}
