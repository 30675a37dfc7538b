import { z } from "zod";
import { eventType } from "../event-type.ts";
import { ResearchClaim, ResearchSourceKind } from "./research-claims.ts";

export const ResearchType = z.enum(["primary", "deep"]);
export type ResearchType = z.infer<typeof ResearchType>;

/** What a run is told of the business. Addresses are checked when they are called, never trusted. */
export const ResearchSubject = z.object({
  name: z.string(),
  site: z.string().nullable(),
  /** ISO 3166-1 alpha-2: how national phone numbers and prices without a currency are read. */
  region: z.string(),
  city: z.string().nullable(),
  industry: z.string().nullable(),
  /** User names, without @. */
  instagram: z.string().nullable(),
  facebook: z.string().nullable(),
  tiktok: z.string().nullable(),
  /** The id of the place on Google Maps, where several businesses have one name. */
  placeId: z.string().nullable(),
  /** Pages of review sites. */
  reviewUrls: z.array(z.string()),
  /** Documents of the client's knowledge to read (`POST /v1/knowledge/documents`). */
  documentIds: z.array(z.string()),
});
export type ResearchSubject = z.infer<typeof ResearchSubject>;

/** Somebody asked for research. */
export const researchRequested = eventType(
  "research-requested",
  z.object({
    runId: z.string(),
    type: ResearchType,
    subject: ResearchSubject,
    by: z.string(),
  }),
);
export type ResearchRequested = z.infer<typeof researchRequested.schema>;

/** A run has begun to collect. A `deep` one also asks people. */
export const researchStarted = eventType(
  "research-started",
  z.object({ runId: z.string(), type: ResearchType, subject: ResearchSubject, by: z.string() }),
);
export type ResearchStarted = z.infer<typeof researchStarted.schema>;

/** The next part of a source is to be collected. */
export const researchPartDue = eventType(
  "research-part-due",
  z.object({ runId: z.string(), source: ResearchSourceKind, round: z.number().int() }),
);
export type ResearchPartDue = z.infer<typeof researchPartDue.schema>;

/** A source has given what it has, or has failed. */
export const researchSourceEnded = eventType(
  "research-source-ended",
  z.object({
    runId: z.string(),
    source: ResearchSourceKind,
    result: z.discriminatedUnion("status", [
      z.object({ status: z.literal("completed"), result: z.object({ pages: z.number().int() }) }),
      z.object({ status: z.literal("failed"), code: z.string(), reason: z.string() }),
    ]),
  }),
);
export type ResearchSourceEnded = z.infer<typeof researchSourceEnded.schema>;

/** The sources of a run have not all ended in time. */
export const researchOverdue = eventType("research-overdue", z.object({ runId: z.string() }));

/** Texts of a run may be kept no longer, by the terms of their source. */
export const researchTextsExpired = eventType(
  "research-texts-expired",
  z.object({ runId: z.string(), pageIds: z.array(z.string()) }),
);
export type ResearchTextsExpired = z.infer<typeof researchTextsExpired.schema>;

/** What a run knows has changed: its report is to be written anew. */
export const researchReportDue = eventType(
  "research-report-due",
  z.object({ runId: z.string(), revision: z.number().int() }),
);
export type ResearchReportDue = z.infer<typeof researchReportDue.schema>;

/** A run's report is written. `revision` counts from 1. */
export const researchReported = eventType(
  "research-reported",
  z.object({ runId: z.string(), revision: z.number().int(), facts: z.number().int() }),
);
export type ResearchReported = z.infer<typeof researchReported.schema>;

/**
 * Somebody found something out, beside the sources: a reviewed answer of human research. Each claim's quote must stand in
 * `text` and say its value, otherwise the claim is left out.
 */
export const researchEvidenceAdded = eventType(
  "research-evidence-added",
  z.object({
    runId: z.string(),
    /** Unique in the run. The same id replaces what it said before. */
    evidenceId: z.string(),
    title: z.string(),
    /** Where the person found it. */
    url: z.string().nullable(),
    /** At most 20,000 characters. */
    text: z.string(),
    at: z.string(),
    claims: z.array(z.object({ claim: ResearchClaim, quote: z.string() })),
  }),
);
export type ResearchEvidenceAdded = z.infer<typeof researchEvidenceAdded.schema>;

/** What a person found out is stored, and the report does not say it yet. */
export const researchEvidenceStored = eventType("research-evidence-stored", z.object({ runId: z.string() }));
