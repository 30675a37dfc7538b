import { topicsOf } from "../../../../../shared/agent/signals/flags.ts";
import { conditionHolds } from "../../../../../shared/config/conditions/condition.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { ConversationWith, Engagement } from "../feature-state.ts";
import { maxFactMessages, type OfferFacts } from "./facts.ts";
import { mentionsProduct, type Product } from "./offer.ts";
import type { offersState } from "./state.ts";

type CrossSell = TenantConfig["business_logic"]["cross_sell"];
type Trigger = CrossSell["triggers"][number];

const dayMs = 86_400_000;
/** Signals that rule out an offer. */
const unfit = [
  "complaint",
  "negative_sentiment",
  "medical_complexity_high",
  "customer_request_escalation",
  "repetition",
];
const uneasyBelow = 0.4;

/** Whether any offer fits this moment. Pure. */
export function mayOffer(
  {
    status,
    handoff,
    offers,
    recent,
  }: Pick<ConversationWith<typeof offersState>, "status" | "handoff" | "offers" | "recent">,
  {
    signals,
    engagement,
    repeatAfterDays,
    now,
  }: {
    readonly engagement: Engagement;
    readonly signals: { readonly flags: readonly string[]; readonly sentiment_score: number };
    readonly repeatAfterDays: number;
    readonly now: Date;
  },
): boolean {
  const lately = (at: string | null | undefined) =>
    typeof at === "string" && now.getTime() - Date.parse(at) < repeatAfterDays * dayMs;
  if (status !== "active" || handoff?.open || engagement.hasOptedOut) return false;
  if (engagement.awaitsAnswer || lately(engagement.displeasedAt) || lately(offers.at(-1)?.madeAt)) return false;
  if (signals.sentiment_score < uneasyBelow || isUnfit(signals.flags)) return false;
  const before = recent.filter(({ role }) => role === "customer").slice(-maxFactMessages);
  return !before.some(({ text }) => isUnfit(topicsOf(text)));
}

function isUnfit(flags: readonly string[]): boolean {
  return unfit.some((flag) => flags.includes(flag));
}

export function matchingTriggers({ triggers }: CrossSell, facts: OfferFacts): readonly Trigger[] {
  return triggers.filter(({ type }) => conditionHolds(type, facts));
}

export interface OfferPick {
  readonly trigger: Trigger;
  readonly product: Product;
}

/**
 * Chooses a product to offer. Takes the first trigger with a product whose conditions all hold and that nobody has
 * mentioned yet. A product named by the trigger's action (`suggest_family_packages`) comes first. Pure.
 */
export function chooseOffer(
  triggers: readonly Trigger[],
  { products }: CrossSell,
  { facts, texts }: { readonly facts: OfferFacts; readonly texts: readonly string[] },
): OfferPick | undefined {
  const eligible = products.filter(
    (product) =>
      product.conditions.every((condition) => conditionHolds(condition, facts)) &&
      !texts.some((text) => mentionsProduct(text, product)),
  );
  for (const trigger of triggers) {
    const product = eligible.find((each) => isNamedBy(trigger.action, each)) ?? eligible[0];
    if (product) return { trigger, product };
  }
  return undefined;
}

const general = new Set([
  "suggest",
  "offer",
  "recommend",
  "product",
  "products",
  "test",
  "tests",
  "package",
  "packages",
]);

function isNamedBy(action: string, { id, name, description = "" }: Product): boolean {
  const own = wordsOf(`${id} ${name} ${description}`);
  return wordsOf(action).some((word) => !general.has(word) && own.includes(word));
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z]+/g) ?? []).map((word) => word.replace(/(?<=[a-z]{3})s$/, ""));
}
