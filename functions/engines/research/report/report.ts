import type { z } from "zod";
import { ResearchReport, researchReportModel } from "../../../../shared/contracts/lifecycle/research.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** The newest report of each run. */
export const researchReports = ownedDocument<ResearchReport>({
  name: researchReportModel.name,
  state: ResearchReport as unknown as z.ZodType<ResearchReport>,
  indexes: [],
  confidential: true,
  personal: "nothing",
});
