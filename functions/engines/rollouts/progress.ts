import type { PointerState } from "../../../shared/config/versions/change-active-config.ts";
import { isOver, type Rollout } from "./rollout.ts";

/** Brings the record in line with the pointer, which alone decides who gets which version. Pure. */
export function alignedWith(rollout: Rollout, { config }: PointerState, at: string): Rollout {
  if (isOver(rollout)) return rollout;
  const running = config?.rollout;
  if (running?.id === rollout.id)
    return rollout.status === "starting" || running.stage > rollout.stage
      ? atStage({ ...rollout, status: "running" }, running.stage, at)
      : rollout;
  const last = config?.lastRollout;
  if (last?.id === rollout.id)
    return endedRollout(rollout, last.outcome, { reason: last.reason, by: last.by, at: last.at });
  if (rollout.status === "starting")
    return endedRollout(rollout, "refused", { reason: whyNotBegun(rollout, config), by: "rollout", at });
  return endedRollout(rollout, "superseded", { reason: "Another version took its place.", by: "rollout", at });
}

export function endedRollout(
  rollout: Rollout,
  status: "refused" | "completed" | "rolled-back" | "superseded",
  ended: NonNullable<Rollout["ended"]>,
): Rollout {
  const stages = rollout.stages.map((stage) =>
    stage.since !== null && stage.endedAt === null ? { ...stage, endedAt: ended.at } : stage,
  );
  const stage = status === "completed" ? stages.length - 1 : rollout.stage;
  return { ...rollout, status, stage, stages, ended };
}

function atStage(rollout: Rollout, index: number, at: string): Rollout {
  const stages = rollout.stages.map((stage, place) => {
    if (place === index) return { ...stage, since: at };
    return place < index && stage.since !== null && stage.endedAt === null ? { ...stage, endedAt: at } : stage;
  });
  return { ...rollout, stage: index, stages };
}

function whyNotBegun({ fromVersion }: Rollout, config: PointerState["config"]): string {
  if (config?.experiment) return "An experiment of this configuration runs. Stop it first.";
  if (config?.rollout) return `Version ${config.rollout.version} is being rolled out. End that rollout first.`;
  return `Version ${config?.version ?? "none"} became active in place of version ${fromVersion}. Begin again from it.`;
}
