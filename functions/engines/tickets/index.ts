import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling } from "../../app/instances.ts";

/** The tickets that tools leave for the tenant's staff, and their way into the tenant's help desk. */
export const ticketsEngine: Engine = {
  name: "tickets",
  steps: async () => [
    registered("tickets-forward", calling, async ({ platform, environment, configs, config }) => {
      const [{ forwardTicketStep }, { tenantSecret }] = await Promise.all([
        import("./forward-ticket.ts"),
        import("../../app/settings/tenant-secret.ts"),
      ]);
      return forwardTicketStep({
        documents: platform.documents,
        zendesk: {
          fetch: outsideFetch,
          baseUrl: environment.ZENDESK_BASE_URL,
          secret: (tenantId, name) => tenantSecret(platform, tenantId, name),
        },
        async activeConfig(tenantId) {
          const active = await configs.active(tenantId, null);
          return active && config(tenantId, active.name, active.version);
        },
      });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/tickets"],
      async open({ platform: { documents }, now }) {
        return (await import("./routes.ts")).ticketRoutes({ documents, now });
      },
    },
  ],
  async collections() {
    return [ownedCollection((await import("./forward-ticket.ts")).ticketForwards)];
  },
};
