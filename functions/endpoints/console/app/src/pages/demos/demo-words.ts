import { m } from "#messages";
import type { DemoIndustry } from "../../../../../../engines/demo/industries.ts";
import type { DemoView } from "../../../../../../engines/demo/views.ts";

interface DemoStateWords {
  name(): string;
  readonly tone: "neutral" | "good" | "warning" | "bad" | "active";
}

/** How far a demo is; once it is made, whether visitors may open it. */
export function stateOf({ status, state, expires_at }: DemoView): DemoStateWords {
  if (status === "building") return { name: m.demo_building, tone: "active" };
  if (status === "failed") return { name: m.demo_failed, tone: "bad" };
  if (status === "removing" || status === "removed") return { name: m.removed, tone: "neutral" };
  if (expires_at !== null && Date.parse(expires_at) <= Date.now()) return { name: m.demo_expired, tone: "warning" };
  if (state === "live") return { name: m.demo_live, tone: "good" };
  return { name: state === "draft" ? m.demo_draft : m.demo_paused, tone: "warning" };
}

/** What the templates of demos are called. */
export const industryNames: Readonly<Record<DemoIndustry, () => string>> = {
  healthcare: m.industry_healthcare,
  ecommerce: m.industry_ecommerce,
  education: m.industry_education,
  "real-estate": m.industry_real_estate,
  restaurant: m.industry_restaurant,
};
