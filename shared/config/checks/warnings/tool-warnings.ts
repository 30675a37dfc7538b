import { carriedChannels, carrierOf } from "../../../channels/definitions.ts";
import type { Capability } from "../../../schema/capability.ts";
import { didYouMean, listed } from "../../../schema/did-you-mean.ts";
import { integrationActions } from "../../../tools/integration/actions.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";
import { columnsByTable, type KnownColumns } from "../known-columns.ts";

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

function warningsOf(tool: Capability, config: TenantConfig, columns: KnownColumns): readonly ToolWarning[] {
  switch (tool.type) {
    case "database":
      return columnWarnings(tool, columns);
    case "integration":
      return actionWarnings(tool, config);
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

function columnWarnings({ config }: Capability, columns: KnownColumns): readonly ToolWarning[] {
  const { table, fields, identity_column } = config;
  const known = columns.get(String(table));
  if (known === undefined) return [];
  const names = [...known];
  const listedFields = Array.isArray(fields) ? unknownIn(fields, known) : [];
  const named = [
    ...listedFields.map(({ name, index }) => ({ name, key: ["fields", index] })),
    ...unknownIn([identity_column], known).map(({ name }) => ({ name, key: ["identity_column"] })),
  ];
  return named.map(({ name, key }) => ({
    key,
    code: "column-unknown",
    what: `is \`${name}\`, which no row of the table \`${String(table)}\` has${didYouMean(name, names)}`,
    remedy: `Its columns are ${listed(names)}.`,
  }));
}

function actionWarnings({ config }: Capability, { integrations }: TenantConfig): readonly ToolWarning[] {
  const account = integrations.available.find(({ name }) => name === config.integration);
  if (account === undefined) return []; // refused already
  const known = integrationActions(account);
  if (known === undefined)
    return [
      {
        key: ["integration"],
        code: "integration-without-tools",
        what: `is \`${account.name}\`, in which the agent can do nothing by itself`,
        remedy:
          "Remove the tool: this integration works without one. HubSpot, laboratories and issue trackers have tools.",
      },
    ];
  if (!Array.isArray(config.actions)) return [];
  return unknownIn(config.actions, new Set(known)).map(({ name, index }) => ({
    key: ["actions", index],
    code: "action-unknown",
    what: `is \`${name}\`, which \`${account.name}\` cannot do, so the tool does not load${didYouMean(name, known)}`,
    remedy: `It can ${listed(known)}.`,
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
    key: ["templates", index],
    code: "template-unknown",
    what: `is \`${name}\`, which the ${channel} channel does not have, so it cannot be sent${didYouMean(name, known)}`,
    remedy: known.length === 0 ? "List it under channels.output." : `Known are ${listed(known)}.`,
  }));
}

function secretWarnings({ config: { auth_type, secret } }: Capability): readonly ToolWarning[] {
  if (auth_type !== "none" || secret === undefined) return [];
  return [
    {
      key: ["secret"],
      code: "setting-unused",
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
      key: ["payment_providers"],
      code: "prices-missing",
      what: "makes the tool a payment, but the file has no prices, so nothing can be paid for",
      remedy: "List what can be paid for under `catalogue`.",
    },
  ];
}
