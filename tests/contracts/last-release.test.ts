import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { platformCollections } from "../../functions/app/collections/platform-collections.ts";
import { collectionsOf } from "../../functions/app/collections/stored-collection.ts";
import { engines } from "../../functions/index.ts";
import type { Envelope } from "../../shared/platform/bus.ts";
import { type Collection, put } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { readEvent } from "../../shared/runtime/failures/failure.ts";
import { eventTypes, exampleEvents } from "../fixtures/release-forms.ts";
import { documentLimits, outboxLimits } from "./limits/document-limits.ts";
import { largestOf, oneOfEach } from "./limits/largest-document.ts";
import { newTenant } from "./open-platform.ts";

/**
 * Two revisions share a database during a release. tests/fixtures/releases holds what releases stored and published, written
 * by their own code in their scenarios, and the schemas of the last one. See docs/decisions/2026-11-28-versions.md for how to
 * add a release.
 */
const folder = join(import.meta.dirname, "../fixtures/releases");
const releases = readdirSync(folder).sort();
const lastRelease = releases.at(-1) ?? "";
const fixture = (release: string, name: string): unknown =>
  JSON.parse(readFileSync(join(folder, release, `${name}.json`), "utf8"));
const collections = [...(await collectionsOf(engines)), ...platformCollections];
const types = new Map(eventTypes.map((each) => [each.type, each]));
type Schema = Parameters<typeof z.fromJSONSchema>[0];
const schemas = fixture(lastRelease, "schemas") as Readonly<
  Record<"collections" | "events", Readonly<Record<string, Schema>>>
>;

let platform: Platform;
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "release-"));
  // At the time of the oldest release: what it wrote has not expired yet.
  const [oldest = ""] = releases;
  platform = sealedPlatform(openEmbedded({ dataDir, now: () => new Date(oldest.slice(0, "2026-11-29".length)) }));
});

afterAll(async () => {
  await platform.close(1_000);
  rmSync(dataDir, { recursive: true });
});

function collectionNamed(name: string): Collection<unknown> {
  const found = collections.find((each) => each.name === name);
  if (!found) throw new Error(`The last release's collection ${name} is gone: keep it for one more release.`);
  return found.collection;
}

describe.each(releases)("this revision reads what %s wrote", (release) => {
  const documents = fixture(release, "documents") as Readonly<Record<string, readonly { id: string; data: object }[]>>;
  const events = fixture(release, "events") as readonly Envelope[];

  test.each(Object.keys(documents))("%s, and loses none of it when it writes", async (name) => {
    const collection = collectionNamed(name);
    const raw: Collection<unknown> = { ...collection, schema: z.unknown() };
    for (const { id, data } of documents[name] ?? []) {
      const tenant = newTenant();
      await platform.documents.commit(tenant, [put(raw, id, data)]);
      const read = await platform.documents.get(tenant, collection, id);
      await platform.documents.commit(tenant, [put(collection, id, read?.data)]);
      expect((await platform.documents.get(tenant, raw, id))?.data).toMatchObject(data);
    }
  });

  test.each(events.map((event) => [event.type, event] as const))("event %s", (type, event) => {
    const current = types.get(type);
    if (!current) throw new Error(`The last release's event ${type} is gone: keep it for one more release.`);
    expect(readEvent(current, event)).toMatchObject({ success: true });
  });

  test("the fixtures are worth reading", () => {
    expect(Object.keys(documents).length).toBeGreaterThan(15);
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(25);
  });
});

describe("the last release reads what this revision writes", () => {
  test.each(Object.keys(schemas.collections))("%s", (name) => {
    const { schema } = collectionNamed(name);
    const written = largestOf(schema, "word ", { ...outboxLimits, ...documentLimits[name] });
    expect(errorOf(schemas.collections[name], written)).toBeUndefined();
  });

  test.each(Object.keys(schemas.events))("event %s", (type) => {
    const current = types.get(type);
    if (!current) throw new Error(`The last release handles ${type}, which is gone.`);
    expect(errorOf(schemas.events[type], largestOf(current.schema, "word ", oneOfEach))).toBeUndefined();
  });
});

test("the next release's fixtures can be written, and schemas are the last release's alone", () => {
  expect(exampleEvents().length).toBeGreaterThan(eventTypes.length * 0.9);
  expect(releases.filter((each) => existsSync(join(folder, each, "schemas.json")))).toEqual([lastRelease]);
});

/** Formats are left out: filled texts are no dates or addresses, in either release. */
function errorOf(schema: Schema | undefined, value: unknown): string | undefined {
  const plain = JSON.parse(JSON.stringify(schema), (key, inner: unknown) =>
    ["format", "pattern", "propertyNames", "contentEncoding", "minimum", "maximum", "exclusiveMinimum"].includes(key)
      ? undefined
      : inner,
  );
  return z.fromJSONSchema(plain).safeParse(JSON.parse(JSON.stringify(value))).error?.message;
}
