import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { CollectedFieldSection, DataCollection } from "../../../../../shared/config/sections/data-collection.ts";

/** One field to detect in customers' messages. */
export interface PlannedField {
  readonly id: string;
  readonly kind: "phone" | "email" | "name" | CollectedFieldSection["type"];
  /** Undefined for fields that are detected without a label. */
  readonly labels: readonly string[] | undefined;
  readonly label: string;
  readonly pattern: string | undefined;
  readonly ask: string | undefined;
  readonly confirm: boolean;
  readonly required: boolean;
}

/** What a tenant collects, with all defaults applied. */
export interface CollectionPlan {
  readonly fields: readonly PlannedField[];
  readonly consent: DataCollection["consent"];
  readonly country: string | undefined;
  readonly timezone: string;
  readonly currency: string;
  /** Dates in digits begin with the month. */
  readonly monthFirst: boolean;
}

const plans = new WeakMap<TenantConfig, CollectionPlan | null>();

/** Undefined when the tenant collects nothing: it has neither `data_collection` nor voice's `auto_detect_phone`. */
export function collectionPlan(config: TenantConfig): CollectionPlan | undefined {
  let plan = plans.get(config);
  if (plan === undefined) {
    plan = planOf(config) ?? null;
    plans.set(config, plan);
  }
  return plan ?? undefined;
}

function planOf(config: TenantConfig): CollectionPlan | undefined {
  const { data_collection: section, voice, timezone, date_order, payments } = config;
  const phoneOnly = voice?.business_logic.data_collection.auto_detect_phone === true;
  if (!section && !phoneOnly) return undefined;
  const { detect, confirm, fields, country, consent } = section ?? {
    detect: ["phone"] as const,
    confirm: [],
    fields: [],
    country: undefined,
    consent: undefined,
  };
  const standard = detect.map((id): PlannedField => {
    const rest = { labels: undefined, pattern: undefined, ask: undefined, required: false };
    return { id, kind: id, label: standardLabels[id], confirm: confirm.some((each) => each === id), ...rest };
  });
  const own = fields.map(
    (field): PlannedField => ({
      id: field.id,
      kind: field.type,
      labels: [field.label, ...field.synonyms],
      label: field.label,
      pattern: field.type === "pattern" ? field.pattern : undefined,
      ask: field.ask,
      confirm: field.confirm,
      required: field.required,
    }),
  );
  const { currency } = payments;
  const monthFirst = date_order ? date_order === "month_first" : (country ?? currency).startsWith("US");
  return { fields: [...own, ...standard], consent, country, timezone, currency, monthFirst };
}

const standardLabels = { phone: "phone number", email: "e-mail address", name: "name" } as const;
