import { type OpenQuestion, openQuestions } from "../../../../shared/contracts/conversation/unanswered-questions.ts";
import type { KnowledgeGapFound } from "../../../../shared/events/index.ts";
import type { Embedder } from "../../../../shared/knowledge/embedding/embedder.ts";
import { unpackVector } from "../../../../shared/knowledge/vectors/packed-vector.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { clusterQuestions, type QuestionGroup } from "./cluster-questions.ts";
import { comparableVectors } from "./comparable-vectors.ts";
import { type KnowledgeGap, knowledgeGaps, longestQuestion, mostConversations, mostExamples, mostKeys } from "./gap.ts";

const dayMs = 86_400_000;
const windowDays = 28;
const recentDays = 14;
const mostQuestions = 1_000;
const mostGroups = 200;
const mostKnown = 200;
const mostGaps = 20;
const leastConversations = 3;
/** The cosine from which two questions ask the same, for a model that nobody has measured. */
const unmeasuredAlikeFrom = 0.85;

interface Dependencies {
  readonly documents: Documents;
  /** Null: words alone decide. */
  embedder(): Promise<Embedder | null>;
}

/** What customers of 28 days asked and nothing answered, by meaning, the most asked first. Rejected gaps are left out for good. */
export async function findGaps(
  { documents, embedder }: Dependencies,
  tenantId: TenantId,
  { now, log, signal }: { readonly now: Date; readonly log: Logger; readonly signal: AbortSignal },
): Promise<readonly KnowledgeGapFound[]> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs).toISOString();
  const [asked, stored] = await Promise.all([
    documents.query(tenantId, openQuestions, {
      where: [["state.at", ">=", before(windowDays)]],
      orderBy: { field: "state.at", direction: "desc" },
      limit: mostQuestions,
    }),
    documents.query(tenantId, knowledgeGaps.collection, {
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: mostKnown,
    }),
  ]);
  const questions = asked.items.map(({ data }) => data.state);
  const known = stored.items.map(({ data }) => data.state);
  const byKey = Map.groupBy(questions, ({ groupKey }) => groupKey);
  const groups = [...byKey].slice(0, mostGroups);
  const texts = [...groups.map(([, [newest]]) => newest?.question ?? ""), ...known.map(({ question }) => question)];
  const { vectors, alikeFrom } = await meaningsOf(embedder, texts, { payer: tenantId, log, signal });
  const clusters = clusterQuestions(
    groups.map(
      ([key, group], at): QuestionGroup => ({
        key,
        question: group[0]?.question ?? "",
        languages: group.map(({ language }) => language),
        conversations: group.length,
        vector: vectors[at] ?? null,
      }),
    ),
    known.map(({ gapId, keys }, at) => ({ id: gapId, keys, vector: vectors[groups.length + at] ?? null })),
    alikeFrom,
  );
  const gaps = new Map(known.map((gap) => [gap.gapId, gap]));
  return clusters
    .flatMap(({ known: id, groups: members }): KnowledgeGapFound[] => {
      const gap = id === null ? undefined : gaps.get(id);
      if (gap?.status === "rejected") return [];
      const all = members.flatMap(({ key }) => byKey.get(key) ?? []).filter(({ at }) => isAfterAnswer(gap, at));
      const [lead] = members;
      if (lead === undefined || all.length === 0) return [];
      const gapId = gap?.gapId ?? deriveId("knowledge-gap", tenantId, lead.key);
      return [{ gapId, ...described(all, members), recently: all.filter(({ at }) => at >= before(recentDays)).length }];
    })
    .filter(({ conversations, gapId }) => conversations >= leastConversations || gaps.has(gapId))
    .sort((one, other) => other.conversations - one.conversations || one.gapId.localeCompare(other.gapId))
    .slice(0, mostGaps);
}

/** Questions that came before somebody approved an answer are answered. */
function isAfterAnswer(gap: KnowledgeGap | undefined, at: string): boolean {
  return gap?.status !== "approved" || at > (gap.decided?.at ?? "");
}

/** `all`: the questions of a cluster, by group. */
function described(all: readonly OpenQuestion[], members: readonly QuestionGroup[]) {
  const newest = all.toSorted((one, other) => other.at.localeCompare(one.at));
  const wordings = [...new Set(newest.map(({ question }) => question.slice(0, longestQuestion)))];
  return {
    question: (members[0]?.question ?? "").slice(0, longestQuestion),
    examples: wordings.slice(0, mostExamples),
    languages: [...new Set(all.map(({ language }) => language))].toSorted().slice(0, 10),
    keys: members.map(({ key }) => key).slice(0, mostKeys),
    conversations: new Set(all.map(({ conversationId }) => conversationId)).size,
    conversationIds: [...new Set(newest.map(({ conversationId }) => conversationId))].slice(0, mostConversations),
  };
}

interface Meanings {
  /** One for each text; null where words alone decide. */
  readonly vectors: readonly (readonly number[] | null)[];
  /** The cosine from which two of them ask the same. */
  readonly alikeFrom: number;
}

const wordsAlone: Meanings = { vectors: [], alikeFrom: 1 };

/** Without a model of meaning, or while it does not answer, equal words decide until the next day. */
async function meaningsOf(
  open: Dependencies["embedder"],
  texts: readonly string[],
  { payer, log, signal }: { readonly payer: TenantId; readonly log: Logger; readonly signal: AbortSignal },
): Promise<Meanings> {
  if (texts.length === 0) return wordsAlone;
  try {
    const embedder = await open();
    if (embedder === null) return wordsAlone;
    const vectors = (await embedder.embedPassages(texts, signal, payer)).map(unpackVector);
    const { scale } = embedder;
    if (scale === null) return { vectors, alikeFrom: unmeasuredAlikeFrom };
    return { vectors: comparableVectors(texts, vectors), alikeFrom: scale.sameQuestionFrom };
  } catch (error) {
    log.warn({ err: error, degraded: true }, "questions are grouped by words, because the model of meaning failed");
    return wordsAlone;
  }
}
