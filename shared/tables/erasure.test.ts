import { TenantId } from "../platform/tenant.ts";
import { lookupsFrom, tableRows, toRecord } from "./table-rows.ts";

const shop = TenantId.parse("shop");
const asha = { tenantId: shop, customerIds: ["c1"], conversationIds: [], addresses: [] };

function erased(table: string) {
  const row = { id: "r1", email: "asha@shop.example" };
  const record = toRecord(shop, table, "r1", row, { seed: "s", ownerId: "c1", lookups: lookupsFrom(["entry"]) });
  const { personal } = tableRows;
  return typeof personal === "object" && "afterErasure" in personal
    ? personal.afterErasure?.(record, asha as never)
    : undefined;
}

test("an emptied first row is found by none of the person's values", () => {
  expect(erased("customers")).toMatchObject({ row: {}, ownerId: null, lookups: { l0: null } });
});

test("a slot is still found by what it says of itself", () => {
  expect(erased("slots")).toMatchObject({ row: { id: "r1" }, ownerId: null, lookups: { l0: "entry" } });
});
