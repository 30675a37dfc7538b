import { z } from "zod";
import { ResearchSubject, ResearchType } from "../../events/lifecycle/research.ts";
import { readModel } from "../read-model.ts";

/** Which business a run researches. */
export const ResearchRunSubject = z.object({ id: z.string(), type: ResearchType, subject: ResearchSubject });

/** The runs by their id. The research engine owns them. */
export const researchRunSubjects = readModel({
  name: "research-runs",
  state: ResearchRunSubject,
  indexes: [],
});
