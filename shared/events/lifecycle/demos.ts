import { z } from "zod";
import { eventType } from "../event-type.ts";

/** A demo's next part is to be made. */
export const demoBuildDue = eventType(
  "demo-build-due",
  z.object({ demoId: z.string(), stage: z.enum(["generate", "configure", "publish", "fail"]) }),
);

export type DemoBuildDue = z.infer<typeof demoBuildDue.schema>;

/** Somebody opened a demo's page. `visitor` is a keyed hash. */
export const demoViewed = eventType("demo-viewed", z.object({ demoId: z.string(), visitor: z.string() }));

export type DemoViewed = z.infer<typeof demoViewed.schema>;

/** A demo and its sandbox tenant are to be removed, and looked for once more in a second round. */
export const demoRemovalDue = eventType("demo-removal-due", z.object({ demoId: z.string(), round: z.number().int() }));
export type DemoRemovalDue = z.infer<typeof demoRemovalDue.schema>;
