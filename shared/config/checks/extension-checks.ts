import type { z } from "zod";
import type { Channels } from "../../channels/config.ts";
import { definitionOf } from "../../channels/definitions.ts";
import type { Bookings } from "../../contracts/bookings/bookings-config.ts";
import type { Reminders } from "../../contracts/bookings/reminders-config.ts";
import type { ChannelType } from "../../events/index.ts";
import { minorUnits } from "../../payments/amount.ts";
import type { CatalogueItem } from "../../payments/config.ts";
import type { Capability } from "../../schema/capability.ts";
import { didYouMean, listed } from "../../schema/did-you-mean.ts";
import { toolNames } from "../../schema/tool-names.ts";
import type { Path } from "../reading/problem.ts";
import type { BusinessLogic } from "../sections/business-logic.ts";
import type { HandoffRules } from "../sections/handoff.ts";

interface File {
  readonly tools: { readonly available: readonly Capability[] };
  readonly channels: z.output<typeof Channels>;
  readonly business_logic: z.output<typeof BusinessLogic>;
  readonly operations: readonly { readonly name: string }[];
  readonly bookings: z.output<typeof Bookings>;
  readonly reminders: z.output<typeof Reminders>;
  readonly handoff_rules: z.output<typeof HandoffRules>;
  readonly catalogue: readonly z.output<typeof CatalogueItem>[];
}

/** Checks that each name used in one section is defined in another. Otherwise the rule would silently do nothing. */
export function checkExtensions(file: File, currency: string, context: z.RefinementCtx): void {
  const issue = (path: Path, message: string, input: unknown) =>
    context.addIssue({ code: "custom", path: [...path], message, input });
  for (const { names, known, path, called, remedy } of references(file))
    if (!known.includes(names))
      issue(path, `names the unknown ${called} \`${names}\`${didYouMean(names, known)}\n${remedy}`, names);
  for (const { price, path } of pricesIn(file)) {
    const minor = minorUnits(price, currency);
    if (Math.abs(minor - price * minorUnits(1, currency)) > 1e-6)
      issue(
        path,
        `is not an amount of ${currency}: it has too many decimal places\nRound it to the currency's smallest unit.`,
        price,
      );
  }
  const products = new Map(file.business_logic.cross_sell.products.map(({ id, price }) => [id, price]));
  for (const [index, { id, price }] of file.catalogue.entries()) {
    const other = products.get(id);
    if (other !== undefined && other !== price)
      issue(
        ["catalogue", index, "price"],
        `differs from the price of \`${id}\` in business_logic.cross_sell.products, ${other}\nKeep one price and remove the other entry.`,
        price,
      );
  }
}

function pricesIn({ catalogue, business_logic: { cross_sell } }: File) {
  return [
    ...catalogue.map(({ price }, index) => ({ price, path: ["catalogue", index, "price"] as Path })),
    ...cross_sell.products.flatMap(({ price }, index) =>
      price === undefined
        ? []
        : [{ price, path: ["business_logic", "cross_sell", "products", index, "price"] as Path }],
    ),
  ];
}

interface Reference {
  readonly names: string;
  readonly known: readonly string[];
  readonly path: Path;
  readonly called: string;
  readonly remedy: string;
}

function references(file: File): readonly Reference[] {
  return [...templatesIn(file), ...toolsIn(file), ...handoffTypesIn(file)];
}

/** Channels without templates ignore the name. */
function templatesIn({ channels, reminders, business_logic: { outbound_retargeting, surveys } }: File) {
  const known = (channel: ChannelType) =>
    channels.output.flatMap((output) =>
      output.type === channel && "templates" in output.config ? output.config.templates.map(({ name }) => name) : [],
    );
  const choices = [
    ...reminders.map(({ channel, template }, index) => ({ channel, template, path: ["reminders", index] as Path })),
    ...outbound_retargeting.triggers.map(({ channel, template }, index) => ({
      channel,
      template,
      path: ["business_logic", "outbound_retargeting", "triggers", index] as Path,
    })),
    // Outside WhatsApp's message window, only an approved template can start a survey.
    { channel: "whatsapp" as const, template: surveys.template, path: ["business_logic", "surveys"] as Path },
  ];
  return choices.flatMap(({ channel, template, path }): readonly Reference[] =>
    template && hasTemplates(channel)
      ? [
          {
            names: template.name,
            known: known(channel),
            path: [...path, "template"],
            called: "template",
            remedy: `List it under the templates of the ${channel} channel, in channels.output.`,
          },
        ]
      : [],
  );
}

function hasTemplates(channel: ChannelType): boolean {
  return (definitionOf(channel).carrier?.templates ?? null) !== null;
}

function toolsIn(file: File): readonly Reference[] {
  const known = toolNames(file);
  return (["begun_by", "completed_by", "cancelled_by"] as const).flatMap((key) =>
    (file.bookings[key] ?? []).map((names, index) => ({
      names,
      known,
      path: ["bookings", key, index],
      called: "tool",
      remedy: "Name a tool under tools.available, or an operation.",
    })),
  );
}

/** Actions of the product's own escalations, in addition to those of the tenant's triggers. */
const builtInActions = ["technical_support", "human_agent_transfer"];

function handoffTypesIn({ handoff_rules: { actions }, business_logic: { escalation } }: File): readonly Reference[] {
  const types = escalation.handoff.map(({ type }) => type);
  const known = [...new Set([...escalation.triggers.map(({ action }) => action), ...builtInActions])];
  return Object.entries(actions).flatMap(([action, { type }]) => [
    {
      names: action,
      known,
      path: ["handoff_rules", "actions", action],
      called: "action",
      remedy: `Known are ${listed(known)}: those of business_logic.escalation.triggers.`,
    },
    ...(type === undefined
      ? []
      : [
          {
            names: type,
            known: types,
            path: ["handoff_rules", "actions", action, "type"],
            called: "kind of handoff",
            remedy:
              types.length === 0
                ? "List it under business_logic.escalation.handoff."
                : `Known are ${listed(types)}: those of business_logic.escalation.handoff.`,
          },
        ]),
  ]);
}
