import { parse } from "yaml";
import { templateNames, templateText } from "../../../shared/config/config-templates.ts";
import {
  type RequirementsVersion,
  requirementsVersionId,
  requirementsVersions,
} from "../../../shared/contracts/lifecycle/requirements.ts";
import { researchReportModel } from "../../../shared/contracts/lifecycle/research.ts";
import type { AutomationRequested } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { memberOf } from "../../../shared/schema/records.ts";
import type { AutomationDependencies } from "./dependencies.ts";
import type { GenerationInput } from "./generate/input.ts";
import type { ConfigObject } from "./generate/placement.ts";

/** The industry that no template is made for takes the one with the fewest special rules. */
const fallbackTemplate = "ecommerce";

/** What a run is generated from, and the active version that it builds on. @throws TerminalError with a sentence for people */
export async function gatherInput(
  { platform: { documents }, configs }: AutomationDependencies,
  tenantId: TenantId,
  wish: AutomationRequested,
): Promise<{ readonly input: GenerationInput; readonly baseVersion: number | null }> {
  const { requirementsId, version, researchId, configName, channels } = wish;
  const id = requirementsVersionId(requirementsId, version);
  const requirements = (await documents.get(tenantId, requirementsVersions, id))?.data;
  if (!requirements?.approved)
    throw new TerminalError("requirements-not-approved", `Version ${version} of the requirements is not approved.`);
  const report =
    researchId === null ? undefined : (await documents.get(tenantId, researchReportModel, researchId))?.data;
  const active = (await configs.pointers(tenantId))?.byName[configName];
  const stored = active && (await configs.get(tenantId, configName, active.version));
  const base = stored ? rootOf(stored.yaml) : templateFor(wish.template ?? industryOf(requirements));
  const facts = report?.state.facts.filter(({ status }) => status !== "disputed") ?? [];
  const input = {
    clientId: tenantId,
    configName,
    base,
    fromTemplate: !stored,
    items: requirements.items,
    facts,
    channels,
  };
  return { input, baseVersion: active?.version ?? null };
}

function templateFor(name: string): ConfigObject {
  return rootOf(templateText(templateNames().includes(name) ? name : fallbackTemplate));
}

function rootOf(yaml: string): ConfigObject {
  return memberOf(parse(yaml), "automation_config") as ConfigObject;
}

function industryOf({ items }: RequirementsVersion): string {
  const industry = items.find(({ section }) => section === "overview")?.fields.industry;
  const words = String(industry ?? "")
    .toLowerCase()
    .split(/[^a-z]+/);
  return templateNames().find((name) => name.split("-").every((word) => words.includes(word))) ?? fallbackTemplate;
}
