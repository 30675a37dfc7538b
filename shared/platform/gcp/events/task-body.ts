import { createHash } from "node:crypto";
import { z } from "zod";
import { WireEnvelope } from "./wire.ts";

const maxTaskIdLength = 500;

/** The body that a task posts. */
export const TaskBody = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  /** The number of tasks this event has used, this one included. */
  arm: z.number().int().positive(),
  /** The region of the task's queue, where the product runs in several. */
  region: z.string().optional(),
  envelope: WireEnvelope,
});
export type TaskBody = z.infer<typeof TaskBody>;

/**
 * A hash goes first, because tasks whose names share a prefix are slow to create and run (cloud.google.com/tasks/docs,
 * on task names).
 */
export function taskId(name: string, arm: number): string {
  const hash = createHash("sha256").update(name).digest("hex");
  const suffix = arm === 1 ? "" : `--${arm}`;
  const id = `${hash.slice(0, 8)}-${name}${suffix}`;
  return id.length <= maxTaskIdLength ? id : `${hash}${suffix}`;
}
