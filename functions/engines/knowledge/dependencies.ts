import type { Platform } from "../../../shared/platform/platform.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import type { DocumentKnowledge } from "../../app/document-knowledge.ts";

/** What the routes of the knowledge work with. */
export interface KnowledgeDependencies {
  readonly platform: Pick<Platform, "documents" | "blobs" | "bus">;
  readonly runner: Runner;
  readonly search: DocumentKnowledge["search"];
  readonly now: () => Date;
}
