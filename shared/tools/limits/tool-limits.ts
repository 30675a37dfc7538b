import { z } from "zod";

const Rate = z.strictObject({
  calls: z.number().int().min(1).max(100_000).describe("Most calls in that time, over all conversations."),
  seconds: z.number().int().min(1).max(86_400).default(60).describe("The time."),
});

const CircuitBreaker = z.strictObject({
  failures: z.number().int().min(1).max(100).default(5).describe("Failures in a row after which it is not called."),
  seconds: z.number().int().min(1).max(3600).default(30).describe("How long, until one call tries it again."),
});

/** What every entry of `tools.available` may set, whatever its kind. */
export const toolLimits = {
  timeout: z
    .number()
    .min(0.1)
    .max(20)
    .optional()
    .describe("Most seconds that one attempt may take. Default: that of the kind, at most 20."),
  retries: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe("How often a call that surely did nothing is made again before the agent is told that it failed."),
  rate: Rate.optional().describe("How often it may be called. Default: no limit of its own."),
  cost: z
    .number()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe("What one call costs, in the currency of the file. It counts towards budget.tool_cost."),
  circuit_breaker: CircuitBreaker.prefault({}).describe("When a tool that keeps failing is left alone."),
};

export const ToolLimits = z.object(toolLimits);
export type ToolLimits = z.output<typeof ToolLimits>;
