import { hash } from "node:crypto";
import {
  type ResearchPartDue,
  researchPartDue,
  researchSourceEnded,
  researchTextsExpired,
} from "../../../../shared/events/lifecycle/research.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, put } from "../../../../shared/platform/documents.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { type Decision, type Event, newEvent, type StepContext, step } from "../../../../shared/runtime/step.ts";
import { jsonBytes, newestWithinBytes } from "../../../../shared/schema/byte-budget.ts";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { readSettings } from "../facts/reading.ts";
import { saysClaim } from "../facts/says.ts";
import { type ResearchRun, researchRuns } from "../run/run.ts";
import { pageBlob, pageLimits, type ResearchPage, researchPages } from "./research-page.ts";
import type { CollectedPage, Part, Source } from "./source.ts";
import { newProgress, progressId, type SourceProgress, sourceLimits, sourceProgresses } from "./source-progress.ts";

/** Tries of one part before its source counts as failed. */
const partAttempts = 5;

interface Gathered {
  readonly run: ResearchRun;
  readonly part: Part | undefined;
  readonly pages: readonly ResearchPage[];
}

/** Collects the next part of a source and goes on with the next event, as long as its run collects. */
export function collectPartStep({
  documents,
  blobs,
  sources,
}: {
  readonly documents: Pick<Documents, "get">;
  readonly blobs: Pick<Blobs, "put">;
  readonly sources: readonly Source[];
}) {
  async function collect(
    run: ResearchRun,
    progress: SourceProgress | undefined,
    event: Event<ResearchPartDue>,
    ctx: StepContext,
  ): Promise<Part> {
    const source = sources.find(({ kind }) => kind === event.data.source);
    if (source === undefined) throw new TerminalError("source-unknown", `There is no source ${event.data.source}.`);
    const { id: runId, subject, createdAt: startedAt } = run;
    const { tenantId, data } = event;
    const cursor = progress === undefined ? undefined : jsonOf(progress.cursor);
    const request = { tenantId, runId, subject, startedAt, round: data.round, cursor };
    try {
      return await source.collect(request, ctx);
    } catch (error) {
      const isLast = error instanceof TerminalError || ctx.attempt >= partAttempts;
      if (!isLast) throw error;
      ctx.log.warn({ err: error, source: source.kind }, "a source of research failed");
      const known = error instanceof TerminalError || error instanceof RetryableError;
      const next = known
        ? { type: "failed" as const, code: error.code, detail: error.message }
        : { type: "failed" as const, code: "source-failed", detail: `The source failed ${partAttempts} times.` };
      const kept = { done: progress?.done ?? 0, total: progress?.total ?? null, now: "Failed" };
      return { pages: [], problems: [], cursor: cursor ?? null, progress: kept, next };
    }
  }

  async function store(run: ResearchRun, event: Event<ResearchPartDue>, page: CollectedPage): Promise<ResearchPage> {
    const text = page.text.slice(0, pageLimits.characters);
    const blob = pageBlob(run.id, page.id);
    await blobs.put(event.tenantId, blob, Buffer.from(text), { contentType: "text/plain; charset=utf-8" });
    return researchPageOf(page, { run, source: event.data.source, text, blob });
  }

  return step<ResearchPartDue, SourceProgress, Gathered | undefined>({
    name: "research-collect-part",
    on: researchPartDue,
    publishes: [researchPartDue, researchSourceEnded],
    schedules: [researchPartDue, researchTextsExpired],
    document: sourceProgresses,
    documentId: ({ data }) => progressId(data.runId, data.source),
    async gather(progress, event, ctx) {
      const round = progress?.round ?? 0;
      if (round !== event.data.round || (progress !== undefined && progress.status !== "collecting")) return undefined;
      const run = (await documents.get(event.tenantId, researchRuns.collection, event.data.runId))?.data.state;
      if (run === undefined) return undefined;
      if (run.status !== "collecting") return { run, part: undefined, pages: [] };
      const part = await collect(run, progress, event, ctx);
      const pages = await Promise.all(part.pages.map((page) => store(run, event, page)));
      return { run, part, pages };
    },
    decide(progress, { data }, gathered, now) {
      if (gathered === undefined) return undefined;
      const before = progress ?? newProgress(data.runId, data.source, now.toISOString());
      const decision = decidePart(before, gathered, now);
      return { ...decision, schedule: [...(decision.schedule ?? []), ...forgetting(data.runId, gathered.pages)] };
    },
  });
}

/** A page as it is stored, with the findings whose spans say what they claim. */
export function researchPageOf(
  page: CollectedPage,
  {
    run,
    source,
    text,
    blob,
  }: {
    readonly run: Pick<ResearchRun, "id" | "subject">;
    readonly source: ResearchPage["source"];
    readonly text: string;
    readonly blob: string;
  },
): ResearchPage {
  const { id, url, title, fetchedAt, reviews = [], competitors = [], expiresAt = null } = page;
  const settings = readSettings(run.subject);
  const said = page.findings.filter((finding) =>
    saysClaim(finding, text.slice(finding.span.start, finding.span.end), settings),
  );
  const isInside = ({ span }: Pick<(typeof reviews)[number], "span">) =>
    span.start >= 0 && span.start < span.end && span.end <= text.length;
  return {
    id,
    runId: run.id,
    source,
    url,
    title: title.slice(0, pageLimits.title),
    fetchedAt,
    blob,
    characters: text.length,
    hash: hash("sha256", text, "hex"),
    findings: newestWithinBytes([...said].reverse(), pageLimits.findingBytes).reverse(),
    refused: page.findings.length - said.length,
    reviews: reviews.filter(isInside).slice(0, pageLimits.reviews),
    competitors: competitors.filter(isInside).slice(0, pageLimits.competitors),
    expiresAt,
  };
}

/** When the texts that may not be kept for good are forgotten. */
function forgetting(runId: string, pages: readonly ResearchPage[]) {
  return pages.flatMap(({ id, expiresAt }) => {
    if (expiresAt === null) return [];
    const event = newEvent(researchTextsExpired, runId, { runId, pageIds: [id] });
    return [{ ...event, name: `research-forget-${id}`, at: new Date(expiresAt) }];
  });
}

function decidePart(before: SourceProgress, { part, pages }: Gathered, now: Date): Decision<SourceProgress> {
  const updatedAt = now.toISOString();
  const { runId, kind } = before;
  const ended = (result: unknown) => newEvent(researchSourceEnded, runId, { runId, source: kind, result } as never);
  if (part === undefined) {
    const detail = "The run was cancelled.";
    const after = {
      ...before,
      status: "cancelled" as const,
      stoppedBy: "cancelled",
      detail,
      now: "Cancelled",
      updatedAt,
    };
    return { document: after, publish: [ended({ status: "failed", code: "cancelled", reason: detail })] };
  }
  const cursor = JSON.stringify(part.cursor ?? null);
  if (jsonBytes(part.cursor) > sourceLimits.cursorBytes)
    throw new TerminalError(
      "cursor-too-large",
      `The cursor of ${kind} is larger than ${sourceLimits.cursorBytes} bytes.`,
    );
  const after: SourceProgress = {
    ...before,
    cursor,
    round: before.round + 1,
    done: part.progress.done,
    total: part.progress.total,
    now: part.progress.now.slice(0, sourceLimits.now),
    pages: before.pages + pages.length,
    updatedAt,
    problems: [...before.problems, ...part.problems.map(boundedProblem)].slice(0, sourceLimits.problems),
  };
  const writes = pages.map((page) => ({
    ...put(researchPages.collection, page.id, newOwned(page)),
    ...(page.expiresAt === null ? {} : { expiresAt: new Date(page.expiresAt) }),
  }));
  const { next } = part;
  if (next.type === "more") {
    const due = newEvent(researchPartDue, `${runId}.${kind}`, { runId, source: kind, round: after.round });
    if (next.afterMs <= 0) return { document: after, writes, publish: [due] };
    const at = new Date(now.getTime() + next.afterMs);
    return { document: after, writes, schedule: [{ ...due, name: `research-${runId}-${kind}-${after.round}`, at }] };
  }
  const detail = next.detail.slice(0, sourceLimits.detail);
  if (next.type === "failed")
    return {
      document: { ...after, status: "failed", stoppedBy: next.code, detail, now: "Failed" },
      writes,
      publish: [ended({ status: "failed", code: next.code, reason: detail })],
    };
  return {
    document: { ...after, status: "completed", stoppedBy: next.stoppedBy, detail, now: "Done" },
    writes,
    publish: [ended({ status: "completed", result: { pages: after.pages } })],
  };
}

function boundedProblem({ url, code, detail }: Part["problems"][number]): Part["problems"][number] {
  return { url: url.slice(0, 500), code: code.slice(0, 64), detail: detail.slice(0, sourceLimits.detail) };
}
