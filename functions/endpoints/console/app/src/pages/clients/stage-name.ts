import { m } from "#messages";
import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";

const names = {
  prospect: m.stage_prospect,
  research: m.stage_research,
  demo: m.stage_demo,
  requirements: m.stage_requirements,
  pricing: m.stage_pricing,
  onboarding: m.stage_onboarding,
  live: m.stage_live,
};

export const stages = Object.keys(names) as readonly ClientView["stage"][];

export function stageName(stage: ClientView["stage"]): string {
  return names[stage]();
}
