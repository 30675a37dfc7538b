import { randomUUID } from "node:crypto";
import type { Visitor } from "../../../shared/security/tokens/visitor-tokens.ts";
import { expiringCollection, ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { telephoning } from "../../app/instances.ts";

/** Opens, watches, records and ends calls. The agents that speak in them run beside (voice-runner/). */
export const callsEngine: Engine = {
  name: "calls",
  steps: async () => [
    registered("calls-record", telephoning, async (composition) =>
      (await import("./record/record.ts")).recordCallStep(await dependenciesOf(composition)),
    ),
    registered("calls-watch", telephoning, async (composition) =>
      (await import("./watch/watch.ts")).watchCallStep(await dependenciesOf(composition)),
    ),
    registered("calls-request", telephoning, async (composition) =>
      (await import("./dial/request.ts")).requestCallStep(await dependenciesOf(composition)),
    ),
    registered("calls-dial", telephoning, async (composition) =>
      (await import("./dial/dial.ts")).dialStep(await dependenciesOf(composition)),
    ),
    registered("calls-end", telephoning, async (composition) =>
      (await import("./record/end.ts")).endCallStep(await dependenciesOf(composition)),
    ),
    registered("calls-missed", telephoning, async (composition) =>
      (await import("./record/missed.ts")).missedCallStep(await dependenciesOf(composition)),
    ),
    registered("calls-forget-recording", telephoning, async (composition) =>
      (await import("./record/forget-recording.ts")).forgetRecordingStep(composition),
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/voice"],
      async open(composition) {
        return (await import("./routes/voice.ts")).voiceRoutes(composition);
      },
    },
    {
      under: ["/v1/calls"],
      async open(composition) {
        return (await import("./routes/calls.ts")).callRoutes(composition);
      },
    },
  ],
  async collections() {
    const [{ calls }, { callLines }, { callRooms }, { callWorkers }, { replacedRevisions }] = await Promise.all([
      import("./call.ts"),
      import("./dial/lines.ts"),
      import("./record/call-room.ts"),
      import("./watch/worker-lease.ts"),
      import("./watch/replaced-revisions.ts"),
    ]);
    return [
      ownedCollection(calls),
      plainCollection(callLines),
      expiringCollection(callRooms),
      expiringCollection(callWorkers),
      plainCollection(replacedRevisions),
    ];
  },
};

async function dependenciesOf(composition: Composition) {
  return (await import("./dependencies.ts")).callDependencies(composition);
}

/** A call of a visitor of a tenant's page, in the form of `POST /v1/voice/token`. */
export async function openVisitorCall(composition: Composition, visitor: Visitor, language: string | undefined) {
  const [{ openWebCall }, { openedCallView }] = await Promise.all([
    import("./open-web-call.ts"),
    import("./routes/opened-call-view.ts"),
  ]);
  const callId = `web-${randomUUID()}`;
  return openedCallView(await openWebCall(composition, { ...visitor, callId, configName: null, language }));
}
