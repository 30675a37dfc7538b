import { numbersSaid } from "../../../../shared/agent/guard/prices/numbers-said.ts";
import type { LearnedScenario } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import {
  type CorrectionDecided,
  correctionDecided,
  type KnowledgeFileArrived,
  knowledgeFileArrived,
} from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { storeArticle } from "../articles/store-article.ts";
import { type Correction, corrections } from "./correction.ts";

/**
 * What a person decides about a correction. An approved answer becomes a document of the knowledge, a scenario that the gate plays
 * for every later version, or both. `retire` lets the scenario rest.
 * @throws TerminalError `correction-not-found`, `correction-decided`
 */
export function decideCorrectionStep({ blobs }: { readonly blobs: Pick<Blobs, "put"> }) {
  return step<CorrectionDecided, Correction, KnowledgeFileArrived | undefined>({
    name: "success-decide-correction",
    on: correctionDecided,
    publishes: [knowledgeFileArrived],
    document: corrections,
    documentId: ({ data }) => data.correctionId,
    async gather(correction, { id: eventId, tenantId, data }) {
      const { base, question: title, answer: text, by, correctionId } = data;
      if (correction?.status !== "open" || data.decision !== "approve" || base === null) return undefined;
      return storeArticle(blobs, tenantId, { base, name: `correction-${correctionId}.md`, title, text, by, eventId });
    },
    decide(correction, { data }, file) {
      const { correctionId, decision, question, answer, by, at } = data;
      if (correction === undefined)
        throw new TerminalError("correction-not-found", `There is no correction "${correctionId}".`);
      if (decision === "retire") {
        if (correction.plays) return { document: { ...correction, plays: false, updatedAt: at } };
        throw new TerminalError("correction-decided", "The gate does not play this correction.");
      }
      if (correction.status !== "open")
        throw new TerminalError("correction-decided", `This correction is ${correction.status}.`);
      const decided = { by, at, question, answer, documentId: file?.documentId ?? null };
      if (decision === "reject")
        return { document: { ...correction, status: "rejected" as const, decided, updatedAt: at } };
      const scenario = scenarioOf(data);
      const plays = scenario !== null;
      const document: Correction = { ...correction, status: "approved", decided, scenario, plays, updatedAt: at };
      return { document, publish: file === undefined ? [] : [newEvent(knowledgeFileArrived, file.documentId, file)] };
    },
  });
}

/** The numbers of the right answer must be stated, in digits or words. Words must be the same only where a person says so. */
function scenarioOf({ correctionId, question, answer, scenario }: CorrectionDecided): LearnedScenario | null {
  if (scenario === null) return null;
  const said: LearnedScenario["expects"] = [
    ...(numbersSaid(answer).length > 0 ? [{ kind: "numbers" as const, text: answer.slice(0, 300) }] : []),
    ...scenario.mentions.map((text) => ({ kind: "mentions" as const, text })),
  ];
  const avoided = scenario.avoids.map((text) => ({ kind: "not-mentions" as const, text }));
  const expects = [...(said.length === 0 ? [{ kind: "reply" as const }] : said), ...avoided];
  return { id: `LEARNED-${correctionId.slice(0, 12)}`, says: question, expects };
}
