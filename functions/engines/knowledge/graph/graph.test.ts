import { entityKey, mentionsOf } from "../../../../shared/knowledge/graph/entities.ts";
import { graphEdges } from "../../../../shared/knowledge/graph/graph-documents.ts";
import { graphSearch } from "../../../../shared/knowledge/graph/graph-search.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { garage, type OpenKnowledge, openKnowledge, shop } from "../knowledge.fixture.ts";

describe("what a passage mentions", () => {
  const entity = (name: string) => ({ key: entityKey(name), kind: "catalogue" as const, name });

  it("is its headings, the nearest first, the rows of its table, and the tenant's own names in its text", () => {
    const found = mentionsOf(
      { text: "Item | Price\nDesk fan | 90\nTorch | 40\nWith every Gold Care Plan.", section: ["Prices", "Lamps"] },
      [entity("Gold Care Plan"), entity("Silver Plan")],
    );
    const names = found.map(({ entity: { name } }) => name);
    expect(names[0]).toBe("Lamps");
    expect(names.toSorted()).toEqual(["Desk fan", "Gold Care Plan", "Item", "Lamps", "Prices", "Torch"]);
  });

  it("has one key in two scripts and spellings", () => {
    expect(entityKey("थायराइड टेस्ट")).toBe(entityKey("Thyroid tests"));
    expect(entityKey("the")).toBe("");
  });
});

describe("a search of the graph", () => {
  let knowledge: OpenKnowledge;
  beforeEach(async () => {
    knowledge = await openKnowledge();
    await knowledge.add("plans.md", "# Gold care plan\n\nIt lasts two years.\n\n# Silver plan\n\nIt lasts one year.");
    await knowledge.add("terms.md", "# Gold care plan\n\nCancelled at any time, in writing.");
    await until("the graph is written", async () => {
      const { items } = await knowledge.platform.documents.query(shop, graphEdges, { limit: 10 });
      return items.length === 3;
    });
  });
  afterEach(() => knowledge.close());

  it("finds the passages of a thing that the question names, in every document", async () => {
    const search = graphSearch(knowledge.platform.documents);
    const found = await search(shop, "How can the gold care plan be cancelled?", []);
    expect(new Set(found.map(({ documentId }) => documentId)).size).toBe(2);
    expect(await search(garage, "How can the gold care plan be cancelled?", [])).toEqual([]);
    expect(await search(shop, "Where do you park?", [])).toEqual([]);
  });

  it("leads from a found passage to the other document of the same thing, which no word of the question names", async () => {
    const [seed] = await knowledge.search(shop, null, "lasts two years", 1);
    const found = await knowledge.search(shop, null, "lasts two years", 5);
    expect(seed?.chunk.text).toBe("It lasts two years.");
    expect(found.map(({ chunk }) => chunk.text)).toContain("Cancelled at any time, in writing.");
  });

  it("answers nothing by itself where the index finds nothing", async () => {
    expect(await knowledge.texts("zebra")).toEqual([]);
  });
});
