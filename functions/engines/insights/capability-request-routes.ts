import { z } from "zod";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { type CapabilityRequestRecord, capabilityRequests } from "./capability-requests.ts";
import { Period, readPeriod } from "./period.ts";

export const MissingCapabilities = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(["tool", "integration"]),
        name: z.string().describe("As the configuration names it under `missing`."),
        conversations: z.number().int().describe("Number of conversations that asked for it."),
        asked: z.number().int().describe("Number of turns in which it was asked for."),
        first_asked_at: z.string(),
        last_asked_at: z.string(),
      }),
    ),
    truncated: z
      .boolean()
      .describe("True if the period has more requests than one summary can read. Request a shorter period."),
  })
  .meta({ id: "MissingCapabilities" });

export function capabilityRequestRoutes({ documents }: { readonly documents: Documents }) {
  return [
    route({
      method: "GET",
      path: "/v1/missing-capabilities",
      operationId: "listMissingCapabilities",
      summary: "Count what customers asked for that the agent cannot do yet, most wanted first",
      description:
        "The agent tells customers plainly that a tool or an integration which the configuration lists under `missing` is not there, and each such request is counted. A conversation is counted at the time of its newest request.",
      tag: "Missing capabilities",
      permission: "conversations:read",
      query: Period,
      reply: MissingCapabilities,
      async handle({ identity: { tenantId }, query: period }) {
        const { collection } = capabilityRequests;
        const { items, truncated } = await readPeriod(documents, tenantId, { collection, field: "state.at", period });
        return { status: 200, body: { items: byDemand(items.map(({ state }) => state)), truncated } };
      },
    }),
  ];
}

/** `requests`: oldest first. */
function byDemand(requests: readonly CapabilityRequestRecord[]): z.infer<typeof MissingCapabilities>["items"] {
  const groups = Map.groupBy(requests, ({ kind, name }) => `${kind} ${name}`);
  return [...groups.values()]
    .flatMap((group) => {
      const newest = group.at(-1);
      const [firstAt] = group.map((request) => request.firstAt).toSorted();
      if (newest === undefined || firstAt === undefined) return [];
      return {
        kind: newest.kind,
        name: newest.name,
        conversations: group.length,
        asked: group.reduce((sum, { asked }) => sum + asked, 0),
        first_asked_at: firstAt,
        last_asked_at: newest.at,
      };
    })
    .sort((one, other) => other.conversations - one.conversations || other.asked - one.asked);
}
