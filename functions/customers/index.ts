import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { type Engine, registered } from "../engine.ts";
import { recording } from "../instances.ts";

/** The people behind conversations: what they told of themselves, what they agreed to, and their right to it. */
export const customersEngine: Engine = {
  name: "customers",
  steps: [
    registered("customers-collect", recording, async (composition) =>
      (await import("./collect.ts")).collectStep(composition),
    ),
  ],
  routes: [
    {
      under: ["/v1/customers"],
      async open({ platform: { documents }, now }) {
        return (await import("./routes.ts")).customerRoutes({ documents, now });
      },
    },
  ],
  async documents() {
    const { customers } = await import("../../shared/customers/customer.ts");
    return [customers] as unknown as readonly OwnedDocument<unknown>[];
  },
};
