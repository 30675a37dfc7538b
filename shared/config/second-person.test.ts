import type { Documents } from "../platform/documents.ts";
import { TenantId } from "../platform/tenant.ts";
import { requireSecondPerson } from "./second-person.ts";

const tenantId = TenantId.parse("client_1");

/** A client that needs `approval` people, with a version that Asha wrote and a key that Asha made. */
function world(approval: "one" | "two") {
  const stored: Readonly<Record<string, unknown>> = {
    [tenantId]: { approval },
    k1: { createdBy: "asha" },
  };
  const documents = {
    get: async (_scope: unknown, _collection: unknown, id: string) =>
      stored[id] === undefined ? undefined : { data: stored[id], version: "1" },
  } as unknown as Pick<Documents, "get">;
  const configs = {
    get: async (_tenant: TenantId, name: string, version: number) => ({
      name,
      version,
      configId: "c",
      yaml: "",
      createdAt: "",
      createdBy: "asha",
      authors: ["meera"],
    }),
  };
  return (version: number | undefined, by: string) =>
    requireSecondPerson({ configs, documents }, tenantId, { name: "main", version, by });
}

it("asks for somebody else than the author where a client needs two people", async () => {
  const activate = world("two");
  await expect(activate(1, "asha")).rejects.toMatchObject({ status: 409, code: "approval-missing" });
  await expect(activate(1, "meera")).rejects.toMatchObject({ code: "approval-missing" });
  await expect(activate(1, "api-key:k1")).rejects.toMatchObject({ code: "approval-missing" });
  await expect(activate(undefined, "ravi")).rejects.toMatchObject({ code: "approval-missing" });
  await expect(activate(1, "ravi")).resolves.toBeUndefined();
});

it("lets an author activate where a client needs one person", async () => {
  const activate = world("one");
  await expect(activate(1, "asha")).resolves.toBeUndefined();
  await expect(activate(undefined, "asha")).resolves.toBeUndefined();
});
