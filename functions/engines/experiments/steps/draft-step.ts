import { experimentDrafted } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type Experiment, experiments } from "../experiment.ts";

/** Keeps a described experiment. A repeat changes nothing. */
export const draftStep = step({
  name: "experiment-draft",
  on: experimentDrafted,
  document: experiments,
  documentId: ({ data }) => data.experimentId,
  decide(known, { data: { experimentId: id, design, plan, by, at } }) {
    if (known) return undefined;
    const document: Experiment = {
      id,
      design,
      plan,
      status: "draft",
      baseVersion: null,
      versions: {},
      weights: Object.fromEntries(design.arms.map(({ key, weight }) => [key, weight])),
      closed: [],
      promoted: null,
      promotion: null,
      reason: "",
      createdBy: by,
      createdAt: at,
      startedAt: null,
      endedAt: null,
      endedBy: null,
      looks: 0,
      latest: null,
      history: [],
    };
    return { document };
  },
});
