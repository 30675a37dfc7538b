import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { crawling, type Instances, modelSecrets, placesSecrets, recording } from "../../app/instances.ts";

/** The accounts by which the agency reads maps and networks. An installation may have none of them. */
const sourceSecrets = [...placesSecrets, "GRAPH_ACCESS_TOKEN", "GRAPH_INSTAGRAM_ACCOUNT"];

/** For the step that reads sites and services. A client may have accounts of its own. */
const collecting: Instances = { ...crawling, roles: [...crawling.roles, "secrets"], optionalSecrets: sourceSecrets };

/** Researches businesses from public sources: every fact with the place that says it. */
export const researchEngine: Engine = {
  name: "research",
  steps: async () => [
    registered("research-open", recording, openRun),
    registered("research-collect-part", collecting, async (composition) => {
      const [{ collectPartStep }, { allSources }] = await Promise.all([
        import("./sources/collect-part.ts"),
        import("./sources/all-sources.ts"),
      ]);
      const { documents, blobs } = composition.platform;
      return collectPartStep({ documents, blobs, sources: allSources(composition) });
    }),
    registered("research-join-source", recording, async () => (await import("./run/progress-run.ts")).joinSource),
    registered(
      "research-close-overdue",
      recording,
      async () => (await import("./run/progress-run.ts")).closeOverdueRun,
    ),
    registered("research-add-evidence", recording, async () => (await import("./run/progress-run.ts")).addEvidence),
    registered("research-forget-texts", { ...recording, roles: [...recording.roles, "blobs"] }, async ({ platform }) =>
      (await import("./run/forget-texts.ts")).forgetTextsStep(platform),
    ),
    registered("research-record-report", recording, async () => (await import("./run/progress-run.ts")).recordReport),
    registered("research-store-evidence", crawling, async ({ platform }) =>
      (await import("./report/store-evidence.ts")).storeEvidenceStep(platform),
    ),
    registered("research-write-report", { ...crawling, secrets: modelSecrets }, async (composition) => {
      const [{ writeReportStep }, { modelProposals }, { analyseReviews }, { modelThemes }] = await Promise.all([
        import("./report/write-report.ts"),
        import("./report/propose-facts.ts"),
        import("./analysis/analyse-reviews.ts"),
        import("./analysis/read-themes.ts"),
      ]);
      const { platform, models, environment } = composition;
      const asked = { models, model: environment.VISION_MODEL };
      const [proposeFacts, readThemes] = [modelProposals(asked), modelThemes(asked)];
      return writeReportStep({ ...platform, analyse: analyseReviews, proposeFacts, readThemes });
    }),
  ],
  routes: async () => [{ under: ["/v1/research"], open: openRoutes }],
  async collections() {
    const [run, lock, progress, page, report] = await Promise.all([
      import("./run/run.ts"),
      import("./run/subject-lock.ts"),
      import("./sources/source-progress.ts"),
      import("./sources/research-page.ts"),
      import("./report/report.ts"),
    ]);
    return [
      ownedCollection(run.researchRuns),
      ownedCollection(progress.sourceProgresses),
      ownedCollection(page.researchPages),
      ownedCollection(report.researchReports),
      plainCollection(lock.subjectLocks),
    ];
  },
};

async function openRun(composition: Composition) {
  const [{ openRunStep }, { allSources }] = await Promise.all([
    import("./run/open-run.ts"),
    import("./sources/all-sources.ts"),
  ]);
  return openRunStep({ documents: composition.platform.documents, sources: allSources(composition) });
}

async function openRoutes(composition: Composition) {
  const [{ researchRoutes }, { researchPageRoutes }, { reportPdfRoute }, { allSources }, step] = await Promise.all([
    import("./routes.ts"),
    import("./page-routes.ts"),
    import("./report-pdf/report-pdf-route.ts"),
    import("./sources/all-sources.ts"),
    openRun(composition),
  ]);
  const { platform, runner, now } = composition;
  return [
    ...researchRoutes({ platform, runner, openRun: step, sources: allSources(composition), now }),
    ...researchPageRoutes(platform),
    reportPdfRoute(platform),
  ];
}
