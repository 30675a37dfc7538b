import { TenantId } from "../../platform/tenant.ts";
import type { Caller } from "../tokens/identity.ts";
import { type RateLimits, rateLimiter } from "./rate-limit.ts";
import { openTestLimiters } from "./tenant-limiter.fixture.ts";

let test: ReturnType<typeof openTestLimiters>;
beforeEach(() => {
  test = openTestLimiters();
});
afterEach(() => test.close());

const limiterOf = (limits: RateLimits) => rateLimiter(limits, test.instance());

function caller(rateKey: string, tenant = "client_123"): Caller {
  return { subject: rateKey, tenantId: TenantId.parse(tenant), roles: ["service"], rateKey };
}

it("limits each key, and a key over its limit uses none of its tenant's limit", async () => {
  const limiter = limiterOf({ tenantPerMinute: 5, keyPerMinute: 2 });
  for (let call = 0; call < 10; call++) await limiter.consume(caller("a"));
  expect((await limiter.consume(caller("a"))).allowed).toBe(false);
  expect((await limiter.consume(caller("b"))).allowed).toBe(true);
});

it("applies and reports a tenant's own limit", async () => {
  const limiter = limiterOf({ tenantPerMinute: 1, keyPerMinute: 100, ofTenant: { client_456: { perMinute: 3 } } });
  const own = caller("a", "client_456");
  for (let call = 0; call < 3; call++) expect((await limiter.consume(own)).allowed).toBe(true);
  const refused = await limiter.consume(own);
  expect([refused.allowed, refused.headers["RateLimit-Policy"]]).toEqual([
    false,
    '"tenant";q=3;w=60, "key";q=100;w=60',
  ]);
  await limiter.consume(caller("a"));
  expect((await limiter.consume(caller("a"))).allowed).toBe(false);
});

it("limits a tenant per hour, and says which quota is nearest", async () => {
  const limiter = limiterOf({ tenantPerMinute: 5, tenantPerHour: 3, keyPerMinute: 100 });
  const first = await limiter.consume(caller("a"));
  expect(first.headers).toEqual({
    "RateLimit-Policy": '"tenant";q=5;w=60, "tenant-hour";q=3;w=3600, "key";q=100;w=60',
    RateLimit: '"tenant-hour";r=2;t=3590',
  });
  for (let call = 0; call < 2; call++) expect((await limiter.consume(caller("b"))).allowed).toBe(true);
  const refused = await limiter.consume(caller("c"));
  expect(refused.allowed).toBe(false);
  expect(refused.headers["Retry-After"]).toBe("3590");
  expect((await limiter.consume(caller("a", "client_456"))).allowed).toBe(true);
});

it("limits a tenant over all its keys without affecting other tenants", async () => {
  const limiter = limiterOf({ tenantPerMinute: 2, keyPerMinute: 100 });
  await limiter.consume(caller("a"));
  await limiter.consume(caller("b"));
  const refused = await limiter.consume(caller("c"));
  expect(refused.allowed).toBe(false);
  expect(refused.headers["Retry-After"]).toBe("50");
  expect(refused.headers.RateLimit).toBe('"tenant";r=0;t=50');
  expect((await limiter.consume(caller("a", "client_456"))).allowed).toBe(true);
});
