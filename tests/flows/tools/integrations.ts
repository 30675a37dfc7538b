import { type Clinic, openClinic } from "../stage/clinic.ts";
import type { Flow } from "../stage/flow.ts";

interface Integration {
  readonly name: string;
  readonly secrets: readonly { readonly name: string; readonly set: boolean }[];
  readonly health: { readonly status: string; readonly code: string | null; readonly ok_at: string | null } | null;
}

/** Whether a tenant's accounts work, as its admins see it. */
export function integrationsFlows(world: Flow): void {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(world.product, { hasHelpDesk: true, takesPayments: true, isMeasured: true });
  });

  const test = async (name: string) =>
    (await world.product.api<Integration>(`POST /v1/integrations/${name}/test`, { ...clinic, body: {} })).body;

  it("are listed with their secrets, and tested with their services", async () => {
    const names = ["razorpay", "zendesk", "google_analytics", "twilio_whatsapp"];
    for (const name of names) expect((await test(name)).health).toMatchObject({ status: "ok", code: null });
    const { body } = await world.product.api<{ items: readonly Integration[] }>("GET /v1/integrations", clinic);
    expect(body.items.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(body.items.every(({ health, secrets }) => health?.status === "ok" && secrets.every(({ set }) => set))).toBe(
      true,
    );
    expect(JSON.stringify(body)).not.toContain("sandbox");
  });

  it("that do not work say why, and when they last did", async () => {
    await test("zendesk");
    await world.outside.fault({ provider: "zendesk", match: "search", status: 401, times: 1 });
    expect((await test("zendesk")).health).toMatchObject({
      status: "failed",
      code: "zendesk-refused",
      ok_at: expect.any(String),
    });
    await world.outside.fault({ provider: "zendesk", match: "search", status: 503, times: 1 });
    expect((await test("zendesk")).health).toMatchObject({ status: "failed", code: "zendesk-unavailable" });
    expect((await test("zendesk")).health).toMatchObject({ status: "ok" });
    const unknown = await world.product.api("POST /v1/integrations/nothing/test", { ...clinic, body: {} });
    expect(unknown.status).toBe(404);
  });
}
