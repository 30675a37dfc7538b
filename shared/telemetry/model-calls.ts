import type { MetricAttributes } from "./histogram.ts";

export interface ModelCall {
  /** `gen_ai.*` attributes, and `error.type` of a call that failed. Nothing that was said. */
  readonly attributes: MetricAttributes;
  readonly seconds: number;
  /** Undefined when the call failed. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** Undefined where no collector takes metrics. */
let recorder: ((call: ModelCall) => void) | undefined;

/** Who counts the calls of this process from now on. */
export function countModelCalls(by: ((call: ModelCall) => void) | undefined): void {
  recorder = by;
}

/** Counts a call of a model, where a collector takes metrics. */
export function recordModelCall(call: ModelCall): void {
  recorder?.(call);
}
