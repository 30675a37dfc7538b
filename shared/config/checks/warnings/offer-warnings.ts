import { distance } from "fastest-levenshtein";
import { parseCondition } from "../../conditions/condition.ts";
import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";
import { neverHolds } from "../condition-checks.ts";
import { bareSignals, signalNames } from "../signal-names.ts";

/** Offers that are never made, surveys that are never asked, and signals that no condition reads. */
export function offerWarnings(config: TenantConfig): readonly Explanation[] {
  return [
    ...slipWarnings(config),
    ...deadWarnings(config),
    ...neverOffered(config),
    ...surveyWarnings(config),
    ...unreadSignals(config),
  ];
}

/**
 * A condition of an offer or a follow-up may read facts that only the client's systems know, so a name is wrong for certain only where
 * it is one or two letters away from a known one.
 */
function slipWarnings(config: TenantConfig): readonly Explanation[] {
  const known = [...usualFacts, ...signalNames(config)].slice(0, mostSignals);
  return [...offerConditions(config), ...retargetingConditions(config)].flatMap(({ path, text }) =>
    readsOf(text).flatMap((name) => {
      const meant = known.includes(name) ? undefined : known.find((each) => isSlip(name, each));
      return meant === undefined
        ? []
        : [
            warning(path, {
              code: "signal-unknown",
              what: `reads \`${name}\`, which nothing raises; did you mean \`${meant}\`?`,
              remedy: `Correct it, or name a fact of your own less like \`${meant}\`.`,
            }),
          ];
    }),
  );
}

/** What the product tells of an unfinished booking, and what the documents name for `POST /v1/triggers`. */
const usualFacts = ["abandoned_booking", "abandoned_cart", "missed_appointment", "test_results_ready"];

function retargetingConditions({ business_logic }: TenantConfig) {
  return business_logic.outbound_retargeting.triggers.slice(0, mostConditions).map(({ condition }, index) => ({
    path: ["business_logic", "outbound_retargeting", "triggers", index, "condition"],
    text: condition,
  }));
}

function deadWarnings(config: TenantConfig): readonly Explanation[] {
  return offerConditions(config)
    .filter(({ text }) => neverHolds(text))
    .map(({ path }) =>
      warning(path, {
        code: "condition-never",
        what: "can never hold, whatever a customer says",
        remedy: "Check the values: sentiment_score and complexity_score go from 0 to 1.",
      }),
    );
}

function isSlip(given: string, known: string): boolean {
  return given.length >= 6 && distance(given, known) <= 2;
}

/** A name is compared with each signal, and a condition is tried on many situations. */
const mostSignals = 500;
const mostConditions = 100;

function offerConditions(config: TenantConfig) {
  return allOfferConditions(config).slice(0, mostConditions);
}

function allOfferConditions({ business_logic: { cross_sell } }: TenantConfig) {
  const path = ["business_logic", "cross_sell"];
  return [
    ...cross_sell.triggers.map(({ type }, index) => ({ path: [...path, "triggers", index, "type"], text: type })),
    ...cross_sell.products.flatMap(({ conditions }, index) =>
      conditions.map((text, at) => ({ path: [...path, "products", index, "conditions", at], text })),
    ),
  ];
}

function neverOffered({ business_logic: { cross_sell } }: TenantConfig): readonly Explanation[] {
  const { enabled, triggers, products } = cross_sell;
  const path = ["business_logic", "cross_sell"];
  if (!enabled || triggers.length > 0 === products.length > 0) return [];
  const [what, remedy] =
    products.length > 0
      ? [
          "has products and no triggers, so nothing is ever offered",
          "Say under `triggers` when, such as positive_sentiment.",
        ]
      : ["has triggers and no products, so nothing is ever offered", "List what may be offered under `products`."];
  return [warning(path, { code: "offer-never", what, remedy })];
}

/** Others are told with `POST /v1/triggers`, under any name. */
const ownTriggers = ["post_booking", "conversation_end", "post_service"];

function surveyWarnings({ business_logic: { surveys } }: TenantConfig): readonly Explanation[] {
  return surveys.questions.flatMap(({ trigger }, index) => {
    const meant = ownTriggers.includes(trigger) ? undefined : ownTriggers.find((each) => isSlip(trigger, each));
    if (meant === undefined) return [];
    return [
      warning(["business_logic", "surveys", "questions", index, "trigger"], {
        code: "trigger-unknown",
        what: `is \`${trigger}\`, which the product does not know; did you mean \`${meant}\`?`,
        remedy: "Correct it, unless your own systems tell it with POST /v1/triggers.",
      }),
    ];
  });
}

function unreadSignals(config: TenantConfig): readonly Explanation[] {
  const { escalation, outbound_retargeting } = config.business_logic;
  const texts = [
    ...allOfferConditions(config).map(({ text }) => text),
    ...[...escalation.triggers, ...outbound_retargeting.triggers].map(({ condition }) => condition),
    ...(config.voice?.business_logic.escalation_triggers ?? []).map(({ condition }) => condition),
  ];
  const read = new Set(texts.flatMap(readsOf));
  return Object.keys(config.signals)
    .filter((name) => !read.has(name) && !builtIn.includes(name))
    .map((name) =>
      warning(["signals", name], {
        code: "signal-unread",
        what: "is a signal that no condition reads, so it has no effect",
        remedy: `Add a trigger such as \`- condition: "${name}"\` under business_logic.escalation, or remove it.`,
      }),
    );
}

/** Words of the client's own for one of the product's signals, which has effects of its own. */
const builtIn: readonly string[] = bareSignals;

function readsOf(text: string): readonly string[] {
  const parsed = parseCondition(text);
  return parsed.ok ? parsed.condition.reads : [];
}

function warning(path: Path, rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: rest.code === "signal-unread" ? "key" : "value", ...rest };
}
