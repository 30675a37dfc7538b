import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { configuredKnowledge } from "../../../../shared/knowledge/configured-knowledge.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { DemoConfig, type DemoLanguage, demoLanguages } from "../demo-config.ts";
import { generateBundle } from "../generate/generate-bundle.ts";
import { demoIndustries } from "../industries.ts";
import { demoBase, readTemplate, sandboxConfig } from "./sandbox-config.ts";

const tenantId = TenantId.parse("sandbox-1");
const Entries = z.object({
  automation_config: z.object({
    knowledge: z.array(z.object({ base: z.string(), id: z.string(), title: z.string(), text: z.string() })),
  }),
});

/** The knowledge of a demo's sandbox, searched as the agent does, and its products. */
function openKnowledge(given: object) {
  const config = DemoConfig.parse(given);
  const template = readTemplate(readFileSync(join(projectRoot, "config/templates", `${config.industry}.yaml`), "utf8"));
  const bundle = generateBundle(config, {
    seed: "seed",
    today: "2026-11-29",
    openingHours: { mon: ["09:00-18:00"] },
  });
  const of = { template, bundle, sandbox: tenantId, name: "Krishna", publicUrl: "http://127.0.0.1:8080" };
  const { knowledge } = Entries.parse(parse(sandboxConfig(config, of).yaml)).automation_config;
  return { products: bundle.products, knowledge, search: configuredKnowledge(tenantId, knowledge) };
}

const questions: Readonly<Record<DemoLanguage, readonly ((product: string) => string)[]>> = {
  en: [
    (product) => `What does a ${product} cost?`,
    (product) => `How much is the ${product}?`,
    (product) => `price of ${product}`,
    (product) => `${product} price please`,
  ],
  hi: [(product) => `${product} की कीमत क्या है?`, (product) => `${product} कितने का है?`],
  ur: [(product) => `${product} کی قیمت کیا ہے؟`, (product) => `${product} کتنے کا ہے؟`],
};

it.each(demoLanguages)("a question for a product's price finds its price first (%s)", async (language) => {
  const wrong: string[] = [];
  let asked = 0;
  for (const industry of demoIndustries) {
    const { products, search } = openKnowledge({ industry, language });
    for (const { name, id } of products)
      for (const question of questions[language]) {
        asked += 1;
        const [first] = await search.search(tenantId, demoBase, question(name.toLowerCase()), 3);
        if (!first?.text.includes("₹")) wrong.push(`${id} ${question(name)}: ${first?.title}`);
      }
  }
  console.log(`${language}: ${asked - wrong.length} of ${asked} questions for a price found it first`);
  expect(wrong).toEqual([]);
});

it("marks prices as invented unless they are the business's own", () => {
  const textOf = (given: object) =>
    openKnowledge({ industry: "restaurant", ...given }).knowledge.find(({ text }) => text.includes("₹"))?.text;
  expect(textOf({})).toContain("invented example");
  const items = [{ name: "Dosa", price_minor: 9_000 }];
  expect(textOf({ mock_data: [{ type: "products", items }] })).toBe("What Dosa costs, how much it is, its price: ₹90");
});
