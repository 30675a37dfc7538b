import type { StepContext } from "../../../../shared/runtime/step.ts";
import type { Part, PartRequest, Source } from "./source.ts";

/** What the sources besides the website read of a request. */
export type OtherRequest = Omit<PartRequest, "startedAt" | "round">;

/** A source besides the website. It reads no more of its surroundings than the time and the signal. */
export interface OtherSource extends Pick<Source, "kind" | "applies" | "canFind"> {
  collect(request: OtherRequest, at: Pick<StepContext, "now" | "signal">): Promise<Part>;
}
