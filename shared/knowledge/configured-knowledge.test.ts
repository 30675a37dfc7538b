import { TenantId } from "../platform/tenant.ts";
import { configuredKnowledge } from "./configured-knowledge.ts";

const clinic = TenantId.parse("clinic");
const knowledge = configuredKnowledge(clinic, [
  { base: "tests", id: "cbc", title: "CBC test", text: "CBC costs ₹399.", files: [] },
  {
    base: "visits",
    id: "cbc-visit",
    title: "CBC at home",
    text: "We take the CBC at your home.",
    files: [{ url: "https://files.example/how.pdf", content_type: "application/pdf" }],
  },
]);

const idsOf = async (base: string | null, query = "CBC", k = 5) =>
  (await knowledge.search(clinic, base, query, k)).map(({ id }) => id);

test("a search stays within its base, and null searches every base", async () => {
  expect(await idsOf("tests")).toEqual(["cbc"]);
  expect(await idsOf("visits")).toEqual(["cbc-visit"]);
  expect((await idsOf(null)).toSorted()).toEqual(["cbc", "cbc-visit"]);
});

test("a search respects its limit", async () => {
  expect(await idsOf(null, "CBC", 1)).toHaveLength(1);
});

test("an unknown base is empty", async () => {
  expect(await idsOf("nowhere")).toEqual([]);
});

test("a source carries the files of its entry", async () => {
  expect(await knowledge.search(clinic, "visits", "CBC", 1)).toEqual([
    {
      id: "cbc-visit",
      title: "CBC at home",
      text: "We take the CBC at your home.",
      files: [{ url: "https://files.example/how.pdf", contentType: "application/pdf" }],
    },
  ]);
  expect((await knowledge.search(clinic, "tests", "CBC", 1))[0]).not.toHaveProperty("files");
});

test("another tenant's search is refused", async () => {
  await expect(knowledge.search(TenantId.parse("rival"), null, "CBC", 1)).rejects.toThrow("rival");
});
