import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const incidentStatuses = ["open", "closed"] as const;
export const timelineKept = 100;

export const Incident = z.object({
  incidentId: z.string(),
  status: z.literal(incidentStatuses),
  severity: z.literal(["page", "ticket"]),
  channels: z.array(z.literal(channelNames)),
  alerts: z.array(z.string()),
  title: z.string(),
  /** Null: the monitor opened it. */
  openedBy: z.string().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Oldest first. */
  timeline: z
    .array(
      z.object({
        type: z.literal(["opened", "grew", "noted", "closed"]),
        at: z.string(),
        by: z.string().nullable(),
        text: z.string(),
        isPublic: z.boolean(),
      }),
    )
    .max(timelineKept),
  updatedAt: z.string(),
});
export type Incident = z.infer<typeof Incident>;

export const incidents = ownedDocument<Incident>({
  name: "sla-incidents",
  state: Incident,
  indexes: [["openedAt"], ["status", "openedAt desc"]],
  confidential: true,
  // What staff write about the service. Customers are not named.
  personal: "nothing",
});
