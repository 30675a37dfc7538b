import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { personalCollections } from "../../functions/app/collections/personal-collections.ts";
import { engines } from "../../functions/index.ts";
import type { PersonalCollection } from "../../shared/customers/personal.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { withTestIds } from "../../shared/platform/tenant-ids.fixture.ts";

import { live, type Person, storedOf } from "./claims-world.ts";

/**
 * Mallory says that Asha's addresses are hers, while both chat, say STOP, are exported and erased. Whatever the order of
 * their reads and writes: what is stored of Asha is what is stored of her in a world without Mallory.
 */

let personal: readonly PersonalCollection[];
beforeAll(async () => {
  personal = await personalCollections(engines);
});

let folder: string;
/** With Mallory, and without. */
let worlds: readonly [Platform, Platform];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "claims-interleavings-"));
  worlds = [
    withTestIds(openEmbedded({ dataDir: join(folder, "with") })),
    withTestIds(openEmbedded({ dataDir: join(folder, "without") })),
  ];
});

afterAll(async () => {
  for (const world of worlds) await world.close(1_000);
  rmSync(folder, { recursive: true });
});

let people = 0;
const victimDeed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("say" as const),
      channel: fc.constantFrom("whatsapp" as const, "email" as const, "web_chat" as const),
      text: fc.constantFrom("My name is Asha Orchid", "An orchid, please", "STOP", "START"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("prove" as const),
      channel: fc.constantFrom("web_chat" as const, "email" as const),
      kind: fc.constant("phone" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom("export" as const, "erase" as const),
      channel: fc.constantFrom("whatsapp" as const, "email" as const),
    }),
  },
);
/** `{phone}` and `{email}` are Asha's. */
const attackerDeed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("say" as const),
      channel: fc.constantFrom("whatsapp" as const, "web_chat" as const, "email" as const),
      text: fc.constantFrom(
        "A zebra: my number is {phone}",
        "A zebra: my email is {email}",
        "My name is Zebra Mallory, {phone} and {email} are mine",
        "STOP",
        "START",
        "What does a zebra know of me?",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom("export" as const, "erase" as const),
      channel: fc.constantFrom("whatsapp" as const, "web_chat" as const, "email" as const),
    }),
  },
);

test("nothing of a customer is read or changed by whoever names their addresses", async () => {
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(victimDeed, { minLength: 1, maxLength: 6 }),
      fc.array(attackerDeed, { minLength: 1, maxLength: 6 }),
      fc.scheduler(),
      async (victimDeeds, attackerDeeds, scheduler) => {
        people += 1;
        const number = String(10_000_000 + people);
        const phone = `+9198${number}`;
        const email = `orchid${people}@asha.example`;
        const asha: Person = {
          word: "orchid",
          deeds: victimDeeds,
          addresses: { whatsapp: phone, email, web_chat: `asha-${people}` },
        };
        const mallory: Person = {
          word: "zebra",
          addresses: { whatsapp: `+9199${number}`, email: `m${people}@mallory.example`, web_chat: `mallory-${people}` },
          deeds: attackerDeeds.map((deed) =>
            deed.type === "say"
              ? { ...deed, text: deed.text.replace("{phone}", phone).replace("{email}", email) }
              : deed,
          ),
        };
        claims += mallory.deeds.filter(
          (deed) => deed.type === "say" && /mine|my (number|email)/.test(deed.text),
        ).length;
        const prompts: string[] = [];
        const pause = () => scheduler.schedule(Promise.resolve());
        const [, learnt] = await scheduler.waitFor(
          Promise.all([
            live(worlds[0], asha, { pause, prompts, personal }),
            live(worlds[0], mallory, { pause, prompts, personal }),
          ]),
        );
        await live(worlds[1], asha, { pause: async () => undefined, prompts: [], personal });
        expect(await storedOf(worlds[0], asha, personal)).toEqual(await storedOf(worlds[1], asha, personal));
        // Mallory's words hold Asha's addresses, and nothing that only Asha said.
        expect(learnt.filter((held) => /Asha Orchid|An orchid/.test(held))).toEqual([]);
        expect(prompts.filter((shown) => /zebra/i.test(shown) && /Asha Orchid|An orchid/.test(shown))).toEqual([]);
      },
    ),
    { seed: 20_261_128, numRuns: 60 },
  );
  expect(claims).toBeGreaterThan(50);
});
