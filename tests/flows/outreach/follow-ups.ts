import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer } from "../stage/flow.ts";

interface FollowUpReply {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly history: readonly { readonly what: string }[];
}

export function followUpFlows(world: Flow): void {
  describe("a follow-up", () => {
    it("is planned, can be cancelled, and reports its outcome", async () => {
      const { product, outside } = world;
      const { client } = await openClinic(product, { retargeting: { condition: "report_late", delay: 3_600 } });
      const phone = newCustomer();
      const body = { client_id: client, condition: "report_late", customer: { phone }, id: "r1" };
      const told = await product.api<{ follow_ups: { id: string }[] }>("POST /v1/triggers", { client, body });
      expect(told).toMatchObject({ status: 202, body: { follow_ups: [{ channel: "sms" }] } });
      const id = told.body.follow_ups[0]?.id ?? "";
      const list = async (status: string) =>
        (await product.api<{ items: FollowUpReply[] }>(`GET /v1/follow-ups?status=${status}`, { client })).body.items;
      await until("it is planned", async () => (await list("scheduled")).length === 1);
      const cancelled = await product.api<FollowUpReply>(`POST /v1/follow-ups/${id}/cancel`, { client });
      expect(cancelled.body).toMatchObject({ status: "cancelled", reason: "cancelled-by:flows-admin" });
      expect(cancelled.body.history.map(({ what }) => what)).toEqual(["planned", "cancelled"]);
      await product.api("POST /v1/triggers", { client, body });
      expect(await list("scheduled")).toEqual([]);
      expect(await outside.sentTo(phone)).toEqual([]);
    });

    it("is invisible to other clients, and accepts no other client's customer", async () => {
      const { product } = world;
      const [mine, theirs] = [await openClinic(product), await openClinic(product)];
      const body = { client_id: theirs.client, condition: "report_late", customer: { phone: newCustomer() } };
      expect((await product.api("POST /v1/triggers", { client: mine.client, body })).status).toBe(404);
      expect((await product.api("GET /v1/follow-ups/unknown", { client: mine.client })).status).toBe(404);
    });

    it.each([
      ["an invalid number", { customer: { phone: "12" } }, "phone-invalid"],
      ["an appointment without a time", { condition: "appointment_booked" }, "body-invalid"],
    ])("is rejected for %s", async (_name, over, code) => {
      const { product } = world;
      const { client } = await openClinic(product);
      const customer = { phone: newCustomer() };
      const body = { client_id: client, condition: "report_late", customer, ...over };
      const answer = await product.api("POST /v1/triggers", { client, body });
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });
  });
}
