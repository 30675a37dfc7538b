import { setTimeout as wait } from "node:timers/promises";
import { ExperimentView } from "../../../engines/experiments/views.ts";
import { connect } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note } from "../output.ts";
import { type OneOptions, printExperiment } from "./experiments.ts";

const pollMs = 500;

interface PromoteOptions extends OneOptions {
  readonly arm: string;
  readonly anyway?: boolean;
  readonly reason?: string;
  readonly wait?: boolean;
  /** In stages of 5, 25, 50 and 100 % of the customers. */
  readonly staged?: boolean;
}

/** Asks for a variant's promotion, and follows its checks until they end or wait for a second person. */
export async function promoteExperiment(options: PromoteOptions): Promise<void> {
  const { id, arm, anyway = false, reason = "", staged = false } = options;
  const api = await connect(options, "admin");
  const params = { id };
  const body = { arm, anyway, reason, ...(staged ? { rollout: {} } : {}) };
  let experiment = await api.post("/v1/experiments/:id/promote", { params, body, reply: ExperimentView });
  let said = "";
  while (options.wait && experiment.promotion?.state === "checking") {
    const { done = 0, total = 0 } = experiment.promotion.progress ?? {};
    const line = `The variant is checked: ${done} of ${total} scenarios.`;
    if (line !== said) note(line);
    said = line;
    await wait(pollMs);
    experiment = await api.get("/v1/experiments/:id", { params, reply: ExperimentView });
  }
  printExperiment(experiment, options);
  if (experiment.status === "promotion-refused") throw new Failure("The variant was not promoted.");
}
