import type { z } from "zod";
import { builtInProviders, type Channels } from "../../channels/config.ts";
import type { Capability } from "../../schema/capability.ts";
import { didYouMean, listed } from "../../schema/did-you-mean.ts";
import { toolNames } from "../../schema/tool-names.ts";
import type { Path } from "../reading/problem.ts";
import type { BusinessLogic } from "../sections/business-logic.ts";
import { checkChannels } from "./channel-checks.ts";

interface File {
  readonly channels: z.output<typeof Channels>;
  readonly integrations: { readonly available: readonly Capability[] };
  readonly tools: { readonly available: readonly Capability[] };
  readonly operations: readonly { readonly name: string }[];
  readonly business_logic: z.output<typeof BusinessLogic>;
}

interface Reference {
  readonly to: string;
  readonly path: Path;
}

/** The product's own actions when no operator accepts a handoff (specification 3.4, `handoff`, `human_unavailable`). */
const fallbacks = [
  "create_ticket",
  "create_urgent_ticket",
  "schedule_appointment",
  "schedule_callback",
  "offer_alternative",
];

/** Checks references between parts of a file: the providers of channels and tools, the fallbacks of handoffs. */
export function checkReferences(file: File, context: z.RefinementCtx): void {
  const providers = [...builtInProviders, ...file.integrations.available.map(({ name }) => name)];
  check(providersIn(file), {
    context,
    known: providers,
    called: "provider",
    remedy: `Known are ${listed(providers)}; others need an entry under integrations.available.`,
  });
  const integrations = file.integrations.available.map(({ name }) => name);
  check(integrationsIn(file), {
    context,
    known: integrations,
    called: "integration",
    remedy: integrations.length === 0 ? "List it under integrations.available." : `Known are ${listed(integrations)}.`,
  });
  checkChannels(file, context);
  const actions = [...fallbacks, ...toolNames(file)];
  check(fallbacksIn(file), {
    context,
    known: actions,
    called: "fallback",
    remedy: `Known are ${fallbacks.join(", ")}, and the names of the tools under tools.available.`,
  });
}

function check(
  references: readonly Reference[],
  { context, known, called, remedy }: { context: z.RefinementCtx; known: string[]; called: string; remedy: string },
): void {
  const names = new Set(known);
  for (const { to, path } of references) {
    if (names.has(to)) continue;
    const message = `names the unknown ${called} \`${to}\`${didYouMean(to, known)}\n${remedy}`;
    context.addIssue({ code: "custom", path: [...path], message, input: to });
  }
}

function providersIn({ channels, tools }: File): readonly Reference[] {
  return [
    ...channels.input.map(({ provider }, index) => ({ to: provider, path: ["channels", "input", index, "provider"] })),
    ...providersOf(channels.output, ["channels", "output"]),
    ...providersOf(tools.available, ["tools", "available"]),
  ];
}

/** A calendar's provider is not an account of the file: the tool has its own credentials. */
function providersOf(
  items: readonly { readonly type: string; readonly config: object }[],
  path: Path,
): readonly Reference[] {
  return items.flatMap(({ type, config }, index) =>
    type !== "calendar" && "provider" in config && typeof config.provider === "string"
      ? [{ to: config.provider, path: [...path, index, "config", "provider"] }]
      : [],
  );
}

/** The accounts that tools of type integration work in. */
function integrationsIn({ tools }: File): readonly Reference[] {
  return tools.available.flatMap(({ type, config }, index) =>
    type === "integration" && typeof config.integration === "string"
      ? [{ to: config.integration, path: ["tools", "available", index, "config", "integration"] }]
      : [],
  );
}

function fallbacksIn({ business_logic: { escalation } }: File): readonly Reference[] {
  const path = ["business_logic", "escalation"];
  return [
    ...escalation.handoff.map(({ fallback }, index) => ({
      to: fallback,
      path: [...path, "handoff", index, "fallback"],
    })),
    ...escalation.human_unavailable.map(({ action }, index) => ({
      to: action,
      path: [...path, "human_unavailable", index, "action"],
    })),
  ];
}
