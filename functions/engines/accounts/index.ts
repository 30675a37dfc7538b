import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling } from "../../app/instances.ts";

/** The agency's clients, the people who sign in, and their sessions. */
export const accountsEngine: Engine = {
  name: "accounts",
  steps: async () => [
    registered("accounts-mail-link", calling, async ({ platform, environment, publicUrl }) => {
      const [{ mailLinkStep }, { signInMailer }] = await Promise.all([
        import("./mail-link.ts"),
        import("./sign-in-mail.ts"),
      ]);
      const { documents, keys } = platform;
      const send = signInMailer({ keys, baseUrl: environment.SENDGRID_BASE_URL, publicUrl });
      return mailLinkStep({ documents, publicUrl, send });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/clients"],
      async open({ platform: { documents }, now }) {
        return (await import("./client-routes.ts")).clientRoutes({ documents, now });
      },
    },
    {
      under: ["/v1/people"],
      async open({ platform: { documents }, publicUrl, now }) {
        return (await import("./people-routes.ts")).peopleRoutes({ documents, publicUrl, now });
      },
    },
    {
      under: ["/v1/sessions"],
      async open({ platform: { documents }, now }) {
        return (await import("./session-routes.ts")).sessionRoutes({ documents, now });
      },
    },
  ],
  async collections() {
    const [{ clients }, { people }, { consoleSessions, signInLinks }, { mailedLinks }] = await Promise.all([
      import("./client.ts"),
      import("./person.ts"),
      import("./sessions.ts"),
      import("./mail-link.ts"),
    ]);
    return [
      plainCollection(clients),
      plainCollection(people),
      plainCollection(consoleSessions),
      plainCollection(signInLinks),
      ownedCollection(mailedLinks),
    ];
  },
};
