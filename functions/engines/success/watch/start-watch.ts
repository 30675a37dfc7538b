import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { type ConversationMeasured, conversationMeasured, successLookDue } from "../../../../shared/events/index.ts";
import { isSandboxTenant } from "../../../../shared/runtime/sandbox/outside.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { nextLook } from "./next-look.ts";
import { type SuccessWatch, successWatches, watchId } from "./watch.ts";

/** A look that is late by so much is lost. */
const lostMs = 2 * 86_400_000;

/** Begins to look at a client with its first conversation, unless that goes on already. A client without any is not looked at. */
export function startWatchStep({ configs }: { readonly configs: Pick<ConfigVersions, "pointers" | "parsed"> }) {
  return step<ConversationMeasured, SuccessWatch, string | undefined>({
    name: "success-start-watch",
    on: conversationMeasured,
    schedules: [successLookDue],
    document: successWatches,
    documentId: () => watchId,
    exclusive: false,
    filter: ({ tenantId }) => !isSandboxTenant(tenantId),
    async gather(watch, { tenantId }, { now }) {
      if (isAlive(watch, now)) return undefined;
      const [config] = await activeConfigsOf(configs, tenantId);
      return config?.timezone ?? "UTC";
    },
    decide(watch, { id: round }, zone, now) {
      if (zone === undefined || isAlive(watch, now)) return undefined;
      const look = nextLook(round, now, zone);
      const document = { status: "watching", round, day: watch?.day ?? null, nextAt: look.at.toISOString() } as const;
      return { document, schedule: [look] };
    },
  });
}

function isAlive(watch: SuccessWatch | undefined, now: Date): boolean {
  return watch?.status === "watching" && Date.parse(watch.nextAt) > now.getTime() - lostMs;
}
