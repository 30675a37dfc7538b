import { carriedChannels, carrierOf } from "../../channels/definitions.ts";
import type { Capability } from "../../schema/capability.ts";
import { didYouMean, listed } from "../../schema/did-you-mean.ts";
import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** Settings of tools that name something the file does not have, or that have no effect. */
export function toolWarnings(config: TenantConfig): readonly Explanation[] {
  const columns = columnsByTable(config);
  return config.tools.available.flatMap((tool, index) => {
    const path = ["tools", "available", index, "config"];
    return warningsOf(tool, config, columns).map(({ key, ...rest }) => ({
      ...rest,
      path: [...path, ...key],
      at: "value" as const,
    }));
  });
}

type ToolWarning = Pick<Explanation, "code" | "what" | "remedy"> & { readonly key: readonly (string | number)[] };

type Columns = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns of the tables that declare them or have rows. The columns of others are not known before tools write. */
function columnsByTable({ tables }: TenantConfig): Columns {
  return new Map(
    Object.entries(tables).flatMap(([name, { columns, isDeclared, rows }]) =>
      isDeclared || rows.length > 0 ? [[name, new Set(Object.keys(columns))] as const] : [],
    ),
  );
}

function warningsOf(tool: Capability, config: TenantConfig, columns: Columns): readonly ToolWarning[] {
  switch (tool.type) {
    case "database":
      return columnWarnings(tool, columns);
    case "messaging":
      return templateWarnings(tool, config);
    case "api":
      return [...secretWarnings(tool), ...paymentWarnings(tool, config)];
    case "custom":
    case "mcp":
      return secretWarnings(tool);
    default:
      return [];
  }
}

/** In one list: a suggestion costs more than the rest of a warning. */
const mostUnknown = 100;

interface Listed {
  readonly name: string;
  readonly index: number;
}

function unknownIn(names: readonly unknown[], known: ReadonlySet<string>): readonly Listed[] {
  return names
    .flatMap((name, index) => (typeof name === "string" && !known.has(name) ? [{ name, index }] : []))
    .slice(0, mostUnknown);
}

function columnWarnings({ config: { table, fields } }: Capability, columns: Columns): readonly ToolWarning[] {
  const known = columns.get(String(table));
  if (!Array.isArray(fields) || known === undefined) return [];
  const names = [...known];
  return unknownIn(fields, known).map(({ name, index }) => ({
    ...{ key: ["fields", index], code: "column-unknown" },
    what: `is \`${name}\`, which no row of the table \`${String(table)}\` has${didYouMean(name, names)}`,
    remedy: `Its columns are ${listed(names)}.`,
  }));
}

function templateWarnings({ config }: Capability, { channels }: TenantConfig): readonly ToolWarning[] {
  const { provider, templates } = config;
  const channel = carriedChannels.find((each) => carrierOf(each).toolProvider.test(String(provider)));
  if (channel === undefined || carrierOf(channel).templates === null || !Array.isArray(templates)) return [];
  const known = channels.output.flatMap((output) =>
    output.type === channel && "templates" in output.config ? output.config.templates.map(({ name }) => name) : [],
  );
  return unknownIn(templates, new Set(known)).map(({ name, index }) => ({
    ...{ key: ["templates", index], code: "template-unknown" },
    what: `is \`${name}\`, which the ${channel} channel does not have, so it cannot be sent${didYouMean(name, known)}`,
    remedy: known.length === 0 ? "List it under channels.output." : `Known are ${listed(known)}.`,
  }));
}

function secretWarnings({ config: { auth_type, secret } }: Capability): readonly ToolWarning[] {
  if (auth_type !== "none" || secret === undefined) return [];
  return [
    {
      ...{ key: ["secret"], code: "setting-unused" },
      what: "is never sent, because auth_type is none",
      remedy: "Write the auth_type that the endpoint asks for, such as bearer.",
    },
  ];
}

function paymentWarnings({ config }: Capability, { catalogue, business_logic }: TenantConfig): readonly ToolWarning[] {
  if (config.payment_providers === undefined || catalogue.length > 0) return [];
  if (business_logic.cross_sell.products.some(({ price }) => price !== undefined)) return [];
  return [
    {
      ...{ key: ["payment_providers"], code: "prices-missing" },
      what: "makes the tool a payment, but the file has no prices, so nothing can be paid for",
      remedy: "List what can be paid for under `catalogue`.",
    },
  ];
}
