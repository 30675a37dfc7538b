import fc from "fast-check";
import { DocumentTooLarge } from "../../documents.ts";
import { decodeId, encodeId, storedFields } from "./document-fields.ts";

describe("encoded document ids", () => {
  test("are valid in Firestore and decode to the original", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 1, maxLength: 50 }), fc.constantFrom(".", "..", "__id__", "a/b", "%2F", "__")),
        (id) => {
          const encoded = encodeId(id);
          expect(encoded).not.toContain("/");
          expect(encoded).not.toMatch(/^\.\.?$|^__.*__$/s);
          expect(decodeId(encoded)).toBe(id);
        },
      ),
    );
  });

  test("stay readable for ordinary ids", () => {
    expect(encodeId("whatsapp:+14155238886")).toBe("whatsapp:+14155238886");
  });
});

describe("the stored fields", () => {
  test("are the data as text plus the indexed fields", () => {
    const data = { state: { status: "open", list: [[1]] }, at: null, text: "x" };
    const fields = storedFields(data, [["state.status", "at"], ["state.missing"], ["state.list"]], "place");
    expect(JSON.parse(fields.json)).toEqual(data);
    expect(fields.indexed).toEqual({ state: { status: "open" }, at: null });
  });

  test("differ at every write", () => {
    expect(storedFields({}, [], "p").revision).not.toBe(storedFields({}, [], "p").revision);
  });

  test("over 1 MiB are rejected before sending, indexed copies included", () => {
    const half = "x".repeat(600_000);
    expect(() => storedFields({ half }, [], "p")).not.toThrow();
    expect(() => storedFields({ half }, [["half"]], "p")).toThrow(DocumentTooLarge);
  });
});
