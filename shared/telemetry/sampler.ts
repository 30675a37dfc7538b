import { type Link, TraceFlags } from "@opentelemetry/api";
import {
  type IdGenerator,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import { type LinkKind, linkKind } from "./trace.ts";
import { newTraceId } from "./trace-id.ts";

/**
 * Decides once for each trace, at its first span. A trace that follows from an earlier one of ours shares its fate. A
 * caller from outside decides nothing.
 */
export function tracingSampler(ratio: number): Sampler {
  const byRatio = new TraceIdRatioBasedSampler(ratio);
  const root: Sampler = {
    shouldSample(context, traceId, _name, _kind, _attributes, links) {
      const earlier = links.find(isEarlier);
      if (!earlier) return byRatio.shouldSample(context, traceId);
      const sampled = (earlier.context.traceFlags & TraceFlags.SAMPLED) !== 0;
      return { decision: sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => `EarlierTraceOr(${byRatio.toString()})`,
  };
  return new ParentBasedSampler({ root });
}

function isEarlier({ attributes }: Link): boolean {
  return attributes?.[linkKind] === ("earlier" satisfies LinkKind);
}

export function idGenerator(): IdGenerator {
  const random = new RandomIdGenerator();
  return { generateSpanId: () => random.generateSpanId(), generateTraceId: () => newTraceId(Date.now()) };
}
