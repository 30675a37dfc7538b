import { globSync, readFileSync } from "node:fs";
import { z } from "zod";
import { eventType } from "../../shared/events/index.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { envelopeFrom, envelopeOf } from "../../shared/runtime/envelope.ts";
import { newEvent } from "../../shared/runtime/step.ts";

/** An envelope that is built anywhere else would miss the version of its data on the day its type gets an upcaster. */
const creators = [
  "shared/runtime/envelope.ts",
  // Read an envelope, or stand for one that cannot be read.
  "shared/platform/bus.ts",
  "shared/platform/gcp/events/wire.ts",
  "shared/runtime/owned-document.ts",
  "shared/runtime/step.ts",
];

const sources = globSync(["functions/**/*.ts", "shared/**/*.ts"]).filter(
  (file) => !/[.-](test|fixture)\.ts$|\/testing\//.test(file),
);

test("every publisher creates its envelopes in one place", () => {
  // An envelope says its cause: a value of `causationId` is given to one, or to the function that creates it.
  const elsewhere = sources.filter((file) => {
    const source = readFileSync(file, "utf8");
    return (
      !creators.includes(file) && /causationId:\s*(?!string)/.test(source) && !/envelopeFrom|envelopeOf/.test(source)
    );
  });
  expect(elsewhere).toEqual([]);
  expect(sources.length).toBeGreaterThan(500);
});

test("an envelope carries the version of its data, from a route and from a step", () => {
  const renamed = eventType("thing-renamed", z.object({ name: z.string() }), [
    ({ title, ...rest }) => ({ ...rest, name: title }),
  ]);
  const origin = { id: "e1", tenantId: TenantId.parse("florist"), at: new Date("2026-11-29T08:00:00.000Z") };
  expect(envelopeOf(renamed, { ...origin, key: "k", data: { name: "Rose" } })).toMatchObject({
    v: 2,
    causationId: null,
  });
  expect(envelopeFrom(newEvent(renamed, "k", { name: "Rose" }), { ...origin, causationId: "e0" })).toEqual({
    v: 2,
    id: "e1",
    type: "thing-renamed",
    tenantId: "florist",
    key: "k",
    causationId: "e0",
    occurredAt: "2026-11-29T08:00:00.000Z",
    data: { name: "Rose" },
  });
});
