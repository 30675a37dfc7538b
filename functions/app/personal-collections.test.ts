import { engines } from "../index.ts";
import { personalCollections } from "./personal-collections.ts";
import { ownedDocuments } from "./stored-collection.ts";

/** What engines own that is about nobody, or that the erasing of customers looks after itself. */
const aboutNobody = ["campaigns", "operators", "unroutable-numbers"];
const ofTheCustomersEngine = ["customers", "erasures"];
/** Recipients' outcomes by their place in the upload: no address, no name. */
const byPlace = ["campaign-outcomes"];

describe("what is stored about customers", () => {
  it("is named by the engine that stores it", async () => {
    const owned = await ownedDocuments(engines);
    const personal = (await personalCollections(engines)).map(({ collection }) => collection.name);
    const known = [...personal, ...aboutNobody, ...ofTheCustomersEngine, ...byPlace];
    expect(owned.map(({ collection }) => collection.name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("is found by an index, conversations last", async () => {
    const personal = await personalCollections(engines);
    for (const { collection, field, order, direction } of personal)
      expect(collection.indexes).toContainEqual(order ? [field, `${order} ${direction}`] : [field]);
    expect(personal.at(-1)?.collection.name).toBe("conversations");
  });
});
