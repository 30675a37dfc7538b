import { engines } from "../index.ts";
import { personalCollections } from "./personal-collections.ts";
import { ownedDocuments } from "./stored-collection.ts";

/** Engines' collections without personal data, or which the erasure of customers handles itself. */
const withoutPersonalData = ["campaigns", "operators", "unroutable-numbers"];
const erasedByCustomersEngine = ["customers", "erasures"];
/** Recipients' outcomes by their index in the upload: no address, no name. */
const keyedByIndex = ["campaign-outcomes"];

describe("a collection with customers' data", () => {
  it("is declared by the engine that stores it", async () => {
    const owned = await ownedDocuments(engines);
    const personal = (await personalCollections(engines)).map(({ collection }) => collection.name);
    const known = [...personal, ...withoutPersonalData, ...erasedByCustomersEngine, ...keyedByIndex];
    expect(owned.map(({ collection }) => collection.name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("is queried by an index, conversations last", async () => {
    const personal = await personalCollections(engines);
    for (const { collection, field, order, direction } of personal)
      expect(collection.indexes).toContainEqual(order ? [field, `${order} ${direction}`] : [field]);
    expect(personal.at(-1)?.collection.name).toBe("conversations");
  });
});
