import { researchReportModel } from "../../../../shared/contracts/lifecycle/research.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { DemoConfig, demoLanguages } from "../demo-config.ts";
import { demoIndustries } from "../industries.ts";
import { demoFromReport } from "./demo-from-report.ts";
import { industryOf } from "./industry-of.ts";

/**
 * The configuration of a demo from a client's research. Without `given` the industry is told by the business's own words.
 * @throws Problem 404 `research-report-not-found`; 422 `demo-industry-unknown`
 */
export async function demoOfResearch(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly researchId: string; readonly given: DemoConfig | undefined },
) {
  const stored = await documents.get(of.tenantId, researchReportModel, of.researchId);
  if (!stored)
    throw new Problem(
      404,
      "research-report-not-found",
      `The research "${of.researchId}" has no report. Wait until \`GET /v1/research/{id}\` shows one.`,
    );
  const report = stored.data.state;
  return demoFromReport(of.given ?? usual(report), report);
}

function usual(report: Parameters<typeof industryOf>[0]): DemoConfig {
  const industry = industryOf(report);
  if (industry === undefined)
    throw new Problem(
      422,
      "demo-industry-unknown",
      `The research does not tell the industry. Send \`config\` with \`industry\`, one of ${demoIndustries.join(", ")}.`,
    );
  const languages = report.facts.flatMap((fact) => (fact.kind === "language" ? [fact.value] : []));
  const language = languages.includes("en") ? undefined : demoLanguages.find((each) => languages.includes(each));
  return DemoConfig.parse({ industry, language });
}
