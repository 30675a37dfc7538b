import { TenantId } from "../../../shared/platform/tenant.ts";
import { openTestPlatform } from "../../../shared/runtime/runner-fixture.ts";
import { createSecretLinks } from "../../../shared/security/links/secret-link.ts";
import { demoVisits } from "../../engines/demo/visits.ts";
import { demoPages } from "./index.ts";

const begin = Date.parse("2026-11-29T10:00:00Z");
const tenantId = TenantId.parse("client_123");

it("tells the visitor of an expired link what to do, and not before it expires", async () => {
  let clock = begin;
  const now = () => new Date(clock);
  const { platform, close } = openTestPlatform(now);
  const links = createSecretLinks({ ...platform, now });
  const pages = demoPages({
    visits: demoVisits({ ...platform, links, now }),
    tokens: {} as never,
    staticRoot: process.cwd(),
    behindLoadBalancer: false,
    calls: async () => ({}) as never,
  });
  const { token } = await links.create({
    tenantId,
    purpose: "demo",
    target: "demo-1",
    createdBy: "asha",
    expiresAt: new Date(begin + 60_000),
  });
  const open = async () => {
    const exchange = { path: `/demos/${token}`, method: "GET", request: { headers: {} } } as never;
    return (await pages(exchange)?.answer?.(exchange)) as { status: number; body: string };
  };
  clock = begin + 59_999;
  expect((await open()).body).not.toContain("expired");
  clock = begin + 60_000;
  const { status, body } = await open();
  expect(status).toBe(410);
  expect(body).toContain("This demo has expired");
  expect(body).toContain("Ask the sender for a new one.");
  await close();
});
