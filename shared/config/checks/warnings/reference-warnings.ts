import { carriedChannels, carrierOf, isCarried } from "../../../channels/definitions.ts";
import { didYouMean, listed } from "../../../schema/did-you-mean.ts";
import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";

/** Names of tables, knowledge bases, departments and channels that the file does not have. */
export function referenceWarnings(config: TenantConfig): readonly Explanation[] {
  return [
    ...tableWarnings(config),
    ...knowledgeWarnings(config),
    ...departmentWarnings(config),
    ...channelWarnings(config),
    ...providerWarnings(config),
    ...codeTemplateWarnings(config),
  ];
}

function tableWarnings({ tools, tables }: TenantConfig): readonly Explanation[] {
  const known = Object.keys(tables);
  return tools.available.flatMap((tool, index) =>
    tool.type === "database" && typeof tool.config.table === "string" && !known.includes(tool.config.table)
      ? [
          unknown(["tools", "available", index, "config", "table"], {
            code: "table-unknown",
            what: `reads the table \`${tool.config.table}\`, which the file does not have${didYouMean(tool.config.table, known)}`,
            remedy: "It is empty until rows are written to it. Give it rows under `tables`, or correct its name.",
          }),
        ]
      : [],
  );
}

function knowledgeWarnings({ tools, knowledge, knowledge_sources }: TenantConfig): readonly Explanation[] {
  const { documents, urls } = knowledge_sources;
  const known = [...new Set([...knowledge, ...documents, ...urls].map(({ base }) => base))];
  const searched = tools.available.flatMap((tool, index) =>
    tool.type === "rag" && typeof tool.config.knowledge_base === "string"
      ? [{ base: tool.config.knowledge_base, index }]
      : [],
  );
  const unsearched = known.filter((base) => !searched.some((each) => each.base === base));
  return [
    ...searched
      .filter(({ base }) => !known.includes(base))
      .map(({ base, index }) =>
        unknown(["tools", "available", index, "config", "knowledge_base"], {
          code: "knowledge-base-unknown",
          what: `searches \`${base}\`, of which the file knows nothing${didYouMean(base, known)}`,
          remedy: "Add entries with this `base` under `knowledge`, upload documents to it, or correct the name.",
        }),
      ),
    ...unsearched.map((base) =>
      unknown(["knowledge", knowledge.findIndex((entry) => entry.base === base), "base"], {
        code: "knowledge-unread",
        what: `is \`${base}\`, which no tool searches, so the agent never reads it`,
        remedy: `Add a tool of type rag with \`knowledge_base: ${base}\` under tools.available.`,
      }),
    ),
  ];
}

function departmentWarnings({ business_logic, handoff_rules }: TenantConfig): readonly Explanation[] {
  const { handoff } = business_logic.escalation;
  const known = [...new Set(handoff.flatMap(({ departments }) => departments))];
  const types = handoff.map(({ type }) => type);
  return Object.entries(handoff_rules.actions).flatMap(([action, { department, type }]) => {
    const path = ["handoff_rules", "actions", action];
    return [
      ...(department !== undefined && !known.includes(department)
        ? [
            unknown([...path, "department"], {
              code: "department-unknown",
              what: `is \`${department}\`, which no entry of escalation.handoff has${didYouMean(department, known)}`,
              remedy: known.length === 0 ? "List it under departments there." : `Known are ${listed(known)}.`,
            }),
          ]
        : []),
      ...(type !== undefined && !types.includes(type)
        ? [
            unknown([...path, "type"], {
              code: "handoff-type-unknown",
              what: `is \`${type}\`, which escalation.handoff does not list${didYouMean(type, types)}`,
              remedy: types.length === 0 ? "List it there." : `Known are ${listed(types)}.`,
            }),
          ]
        : []),
    ];
  });
}

/** A message that is to go out by a channel on which the tenant sends nothing. */
function channelWarnings({ business_logic, channels, reminders }: TenantConfig): readonly Explanation[] {
  const able = new Set(
    [...channels.input, ...channels.output].filter(({ enabled }) => enabled).map(({ type }) => type),
  );
  const { enabled, triggers } = business_logic.outbound_retargeting;
  const uses = [
    ...(enabled ? triggers : []).map(({ channel }, index) => ({
      channel,
      path: ["business_logic", "outbound_retargeting", "triggers", index, "channel"],
    })),
    ...reminders.map(({ channel }, index) => ({ channel, path: ["reminders", index, "channel"] })),
  ];
  return uses.flatMap(({ channel, path }) =>
    able.has(channel)
      ? []
      : [
          unknown(path, {
            code: "channel-unused",
            what: `is ${channel}, which the tenant has not under channels, so nothing is sent`,
            remedy: able.size === 0 ? "Add the channel." : `Add the channel, or use one of ${listed([...able])}.`,
          }),
        ],
  );
}

/** A built-in account of another channel: `provider: sendgrid` of WhatsApp. */
function providerWarnings({ channels }: TenantConfig): readonly Explanation[] {
  return channels.input.flatMap(({ type, provider }, index) => {
    const other = carriedChannels.find((each) => each !== type && carrierOf(each).account === provider);
    if (other === undefined || !isCarried(type) || carrierOf(type).toolProvider.test(provider)) return [];
    return [
      unknown(["channels", "input", index, "provider"], {
        code: "provider-differs",
        what: `is ${provider}, which carries ${other} and not ${type}`,
        remedy: `Remove it for the usual one, ${carrierOf(type).account}, or name an account of ${type}.`,
      }),
    ];
  });
}

/** The template that carries a code goes out by whichever channel the address belongs to. */
function codeTemplateWarnings({ channels, data_collection }: TenantConfig): readonly Explanation[] {
  const name = data_collection?.verify_template?.name;
  const known = channels.output.flatMap(({ config }) =>
    "templates" in config ? config.templates.map((template) => template.name) : [],
  );
  if (name === undefined || known.includes(name)) return [];
  return [
    unknown(["data_collection", "verify_template"], {
      code: "template-unknown",
      what: `is \`${name}\`, which no channel has${didYouMean(name, known)}`,
      remedy: known.length === 0 ? "List it under channels.output." : `Known are ${listed(known)}.`,
    }),
  ];
}

function unknown(path: Path, rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: "value", ...rest };
}
