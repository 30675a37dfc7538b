import { conversationHolders } from "../../../shared/contracts/conversation/conversation-holder.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import type { Caller, Role } from "../../../shared/security/tokens/identity.ts";
import { operatorWriting, requireRecipientAllowed } from "./permitted-sender.ts";

const tenantId = TenantId.parse("t");
const caller = (role: Role, subject = "meera"): Caller => ({ subject, tenantId, roles: [role], rateKey: subject });

describe("whom a caller may write to", () => {
  const allowed = (role: Role, to: object) => {
    try {
      requireRecipientAllowed(caller(role), to);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.code;
    }
  };

  it("is anybody for the tenant's own systems, and a conversation for operators", () => {
    for (const to of [{ customer_id: "p1" }, { channel: "sms", address: "+919812345678" }])
      expect([allowed("service", to), allowed("admin", to), allowed("operator", to)]).toEqual([
        true,
        true,
        "recipient-forbidden",
      ]);
    expect(allowed("operator", { conversation_id: "c1" })).toBe(true);
  });
});

describe("the operator of a message", () => {
  /** Documents with one conversation, in this handoff. */
  const documentsWith = (handoff: object | null) =>
    ({
      async get(tenant: TenantId, { name }: { readonly name: string }, id: string) {
        const isThere = tenant === tenantId && name === conversationHolders.name && id === "c1";
        return isThere ? { id, version: "1", data: { state: { handoff } } } : undefined;
      },
    }) as unknown as Documents;
  const taken = (assignedTo: string) => documentsWith({ stage: "with_operator", assignedTo });
  const writing = (documents: Documents, role: Role) =>
    operatorWriting(documents, caller(role), "c1").catch((error: Problem) => error.code);

  it("is the caller in a conversation that they have taken, whatever their role", async () => {
    expect(await writing(taken("meera"), "operator")).toBe("meera");
    expect(await writing(taken("meera"), "admin")).toBe("meera");
  });

  it("is an operator where nobody in the inbox has the conversation", async () => {
    const free = [null, { stage: "assigned", assignedTo: "arjun" }, { stage: "released", assignedTo: "arjun" }];
    for (const documents of [...free.map(documentsWith), taken("zendesk:417")])
      expect(await writing(documents, "operator")).toBe("meera");
  });

  it("is not an operator who would write into another's conversation", async () => {
    expect(await writing(taken("arjun"), "operator")).toBe("conversation-held");
  });

  it("is nobody where a tenant's own system writes", async () => {
    expect(await writing(taken("arjun"), "service")).toBeUndefined();
    expect(await writing(documentsWith(null), "admin")).toBeUndefined();
  });
});
