import { personalPage } from "../../../shared/customers/personal-documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { openTestPlatform } from "../../../shared/runtime/runner-fixture.ts";
import { engines } from "../../index.ts";
import { personalCollections } from "./personal-collections.ts";

const person = {
  tenantId: TenantId.parse("clinic"),
  ids: testIds(TenantId.parse("clinic")),
  customerIds: ["c1", "c2"],
  conversationIds: ["v1", "v2"],
  addresses: [
    { kind: "phone", value: "+919812300001" },
    { kind: "email", value: "asha@example.com" },
  ],
};

describe("a collection with customers' data", () => {
  it("is declared beside its schema, conversations and customers last", async () => {
    const names = (await personalCollections(engines)).map(({ collection }) => collection.name);
    expect([...names].sort()).toEqual([
      "approvals",
      "automation-replayed-conversations",
      "automation-runs",
      "calendar-appointments",
      "calls",
      "campaign-outcomes",
      "campaign-recipients",
      "campaigns",
      "capability-requests",
      "conversation-files",
      "conversation-meters",
      "conversations",
      "customer-merges",
      "customers",
      "dead-letters",
      "direct-messages",
      "effects",
      "experiment-exposures",
      "experiments",
      "follow-ups",
      "handoff-log",
      "idempotency-keys",
      "inbox-mentions",
      "knowledge-cases",
      "knowledge-questions",
      "lab-orders",
      "lab-watches",
      "labelled-conversations",
      "measurements",
      "offers",
      "operation-runs",
      "payments",
      "quality-evaluations",
      "quality-ratings",
      "reported-milestones",
      "search-indexes",
      "search-words",
      "success-corrections",
      "survey-answers",
      "table-rows",
      "ticket-forwards",
      "tickets",
      "turn-traces",
      "turns",
      "webhook-deliveries",
      "webhook-fan-outs",
    ]);
    expect(names.slice(-2)).toEqual(["conversations", "customers"]);
  });

  it("is read by indexes that it has, to the end", async () => {
    const { platform, close } = openTestPlatform();
    try {
      for (const of of await personalCollections(engines)) {
        let after: string | undefined;
        do {
          const page = await personalPage(platform, person, { of, after, limit: 10 });
          expect(page.documents).toEqual([]);
          after = page.next;
        } while (after !== undefined);
      }
    } finally {
      await close();
    }
  });
});
