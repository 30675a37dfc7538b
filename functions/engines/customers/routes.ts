import { z } from "zod";
import { customers } from "../../../shared/customers/customer.ts";
import { customerIdOfIdentity } from "../../../shared/customers/identity.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { requireCustomer } from "./require-customer.ts";
import { CustomerView, customerView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64) });

const Search = Paging.extend({
  phone: z
    .string()
    .max(40)
    .transform((given) => given.replace(/^whatsapp:/, "").replace(/[\s().-]/g, ""))
    .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "must be an international number such as +919812345678"))
    .optional()
    .describe("The complete international number, with + encoded as %2B."),
  email: z.string().max(254).toLowerCase().pipe(z.email()).optional().describe("The complete address."),
});

const tag = "Customers";

export function customerRoutes(dependencies: { readonly documents: Documents; readonly now: () => Date }) {
  const { documents, now } = dependencies;
  const reads = { tag, permission: "customers:read" as const };
  return [
    route({
      ...reads,
      method: "GET",
      path: "/v1/customers",
      operationId: "listCustomers",
      summary: "List customers, last changed first, or find one by phone or email",
      query: Search,
      reply: pageOf(CustomerView),
      async handle({ identity: { tenantId }, query: { phone, email, ...paging } }) {
        const ids = [
          ...(phone === undefined ? [] : [customerIdOfIdentity(tenantId, "phone", phone)]),
          ...(email === undefined ? [] : [customerIdOfIdentity(tenantId, "email", email)]),
        ];
        if (ids.length > 0) {
          const all = await Promise.all(ids.map((id) => readCustomer(documents, tenantId, id, now())));
          const [first, ...others] = all;
          const same = first?.stored && others.every(({ state }) => state.id === first.state.id);
          return { status: 200, body: { items: same ? [customerView(first.state)] : [], next_cursor: null } };
        }
        const page = await documents.query(tenantId, customers.collection, {
          where: [["state.mergedInto", "==", null]],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => customerView(data.state)) };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/customers/:id",
      operationId: "getCustomer",
      summary: "Get a customer: identities, fields, consents, opt-outs",
      params: ById,
      reply: CustomerView,
      async handle({ identity: { tenantId }, params }) {
        return {
          status: 200,
          body: customerView((await requireCustomer(documents, tenantId, params.id, now())).state),
        };
      },
    }),
  ];
}
