import { experimentLookDue } from "../../../../shared/events/index.ts";
import { type NewTask, newEvent } from "../../../../shared/runtime/step.ts";
import type { Experiment } from "../experiment.ts";

/** The next look at a running experiment. Its name holds its number, so a repeat schedules nothing. */
export function lookTask({ id, looks, design }: Experiment, now: Date): NewTask {
  const look = looks + 1;
  const due = newEvent(experimentLookDue, id, { experimentId: id, look });
  return { ...due, name: `experiment-look-${id}-${look}`, at: new Date(now.getTime() + design.lookMinutes * 60_000) };
}
