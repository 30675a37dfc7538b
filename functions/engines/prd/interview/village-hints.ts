import {
  newestVillageMonth,
  type VillageMeasure,
  type VillageSnapshot,
  villageGroupOf,
  villageMonthBefore,
  villageSnapshotId,
  villageSnapshots,
} from "../../../../shared/contracts/lifecycle/village.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import type { InterviewLanguage, Words } from "./questions.ts";

/** Older months tell little of today. */
const monthsBack = 3;
/** A share with more noise than this is no help. */
const mostNoise = 0.35;

/** What a share is about, by the question that it helps to answer. */
const hints: Readonly<Record<string, readonly [VillageMeasure, Words]>> = {
  "flow.steps": [
    "booking_intent",
    { en: "conversations in which a customer wants a booking", hi: "बातचीत में ग्राहक बुकिंग चाहता है" },
  ],
  "content.topics": [
    "price_question",
    { en: "conversations in which a customer asks for a price", hi: "बातचीत में ग्राहक कीमत पूछता है" },
  ],
  "escalation.when": ["handed_over", { en: "conversations that a person takes over", hi: "बातचीत कोई व्यक्ति सँभालता है" }],
  "kpi.baseline": ["resolved", { en: "conversations that the agent resolves alone", hi: "बातचीत एजेंट अकेले सुलझाता है" }],
  "edge.unknown": [
    "without_source",
    { en: "conversations without an answer in the sources", hi: "बातचीत में स्रोतों से जवाब नहीं मिलता" },
  ],
  "edge.angry": ["complaint", { en: "conversations with a complaint", hi: "बातचीत में शिकायत होती है" }],
};

/** What was published last of the industry, or else of all clients. It names nobody (docs/knowledge.md). */
export async function publishedVillage(
  documents: Pick<Documents, "get">,
  industry: string | null,
  now: Date,
): Promise<VillageSnapshot | undefined> {
  const groups = [...(industry === null ? [] : [villageGroupOf(industry)]), "all"];
  let month = newestVillageMonth(now);
  for (let back = 0; back < monthsBack; back += 1) {
    for (const group of groups) {
      const found = (await documents.get(platformScope, villageSnapshots, villageSnapshotId(month, group)))?.data;
      if (found !== undefined && found.figures !== null && found.tenants !== null) return found;
    }
    month = villageMonthBefore(month);
  }
  return undefined;
}

/** What similar clients have in common about a question. Undefined where nothing useful was published. */
export function villageHint(
  question: string,
  village: VillageSnapshot | null,
  language: InterviewLanguage,
): string | undefined {
  const hint = hints[question];
  if (hint === undefined || village === null || village.figures === null || village.tenants === null) return undefined;
  const [measure, words] = hint;
  const { share, within } = village.figures[measure];
  if (within > mostNoise) return undefined;
  const [percent, noise] = [Math.round(share * 100), Math.round(within * 100)];
  const { tenants, group } = village;
  return {
    en: `Seen at about ${tenants} ${group === "all" ? "other" : "similar"} clients: ${words.en}, about ${percent} %, give or take ${noise}.`,
    hi: `लगभग ${tenants} ${group === "all" ? "अन्य" : "मिलते-जुलते"} ग्राहकों में: ${words.hi}, लगभग ${percent} %, ${noise} कम-ज़्यादा।`,
  }[language];
}
