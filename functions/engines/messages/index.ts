import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { answering, recording } from "../../app/instances.ts";

/** Single messages that a tenant's own systems send to a customer, under the rules of every unasked message. */
export const messagesEngine: Engine = {
  name: "messages",
  steps: async () => [
    registered("messages-order", recording, async () => (await import("./steps.ts")).orderMessage),
    registered("messages-request-again", recording, async () => (await import("./steps.ts")).requestAgain),
    registered("messages-settle", recording, async () => (await import("./steps.ts")).settleMessage),
  ],
  routes: async () => [
    {
      under: ["/v1/messages"],
      async open(composition) {
        return (await import("./routes.ts")).messageRoutes(composition);
      },
    },
    {
      under: ["/v1/messages"],
      async open(composition) {
        const { platform, log, now } = composition;
        const [{ tenantLimiter }, { testMessageRoutes }] = await Promise.all([
          import("../../../shared/security/limits/tenant-limiter.ts"),
          import("./channel-tests/test-route.ts"),
        ]);
        const instances = answering.maxInstances;
        const limiter = tenantLimiter({
          documents: platform.documents,
          name: "test-messages",
          instances,
          log,
          now,
        });
        return testMessageRoutes({ ...composition, limiter });
      },
    },
  ],
  async collections() {
    return [ownedCollection((await import("./direct-message.ts")).directMessages)];
  },
};
