import { type KnowledgeEntry, sourceOfEntry } from "../entry.ts";
import { createPassageIndex } from "./passage-index.ts";

/** The search by words alone. */
function retrieve(entries: readonly KnowledgeEntry[], text: string, limit: number) {
  const index = createPassageIndex<KnowledgeEntry>(null);
  for (const entry of entries) index.add(entry.base, entry.id, entry);
  return index.search({ base: null, text, vector: null, limit }).map(({ passage }) => sourceOfEntry(passage));
}

const entry = (id: string, title: string, text: string): KnowledgeEntry => ({ base: "medical", id, title, text });

const knowledge: readonly KnowledgeEntry[] = [
  entry("cbc", "Complete Blood Count (CBC)", "CBC costs ₹399. No fasting is needed. The report is ready in 12 hours."),
  entry(
    "thyroid",
    "Thyroid profile (T3, T4, TSH)",
    "The thyroid profile costs ₹599. No fasting is needed; come before 10 am.",
  ),
  entry("lipid", "Lipid profile (cholesterol)", "The lipid profile costs ₹699. Fast for 12 hours; water is allowed."),
  entry("hba1c", "HbA1c, three-month sugar", "HbA1c costs ₹499 and shows average blood sugar. No fasting is needed."),
  entry("fbs", "Fasting blood sugar", "Fasting blood sugar costs ₹99. Do not eat for 8 hours before the sample."),
  entry("vitamin-d", "Vitamin D test", "Vitamin D (25-OH) costs ₹1299. No preparation is needed."),
  entry("lft", "Liver function test (LFT)", "LFT costs ₹799. An overnight fast is preferred."),
  entry("kft", "Kidney function test (KFT)", "KFT costs ₹749. Drink water normally."),
  entry("urine", "Urine routine", "Urine routine costs ₹199. Bring the first morning sample."),
  entry("full-body", "Full body checkup package", "72 tests with CBC, LFT, KFT, lipid and thyroid for ₹2999."),
  entry("family", "Family health package", "A checkup for four family members for ₹4999."),
  entry(
    "home",
    "Home sample collection",
    "A phlebotomist visits from 6 am to 8 pm. Home collection is free above ₹500, else ₹100.",
  ),
  entry(
    "reports",
    "How to get reports",
    "Reports come by WhatsApp and e-mail as PDF, and may be downloaded for 90 days.",
  ),
  entry(
    "hours",
    "Opening hours and centres",
    "Our centres are open Monday to Saturday 7 am to 9 pm, Sunday 7 am to 2 pm.",
  ),
  entry(
    "cancel",
    "Cancellation and refund",
    "Cancel up to 2 hours before the slot for a full refund within 5 working days.",
  ),
  entry("payment", "Ways to pay", "We accept UPI, cards, Razorpay, PhonePe and cash at collection."),
  entry("insurance", "Insurance", "We give bills for reimbursement; cashless insurance is not accepted."),
  entry("prescription", "Prescriptions", "Send a photo of your prescription on WhatsApp and we book the tests on it."),
];

describe("the search by words", () => {
  test.each([
    ["How much does a CBC test cost?", "cbc"],
    ["price of thyroid profile", "thyroid"],
    ["do I need to fast before the lipid profile", "lipid"],
    ["Is home collection available?", "home"],
    ["can I cancel my booking and get a refund", "cancel"],
    ["what are your timings on sunday", "hours"],
    ["when will I get my report", "reports"],
    ["which payment methods do you take", "payment"],
    ["vitamin d", "vitamin-d"],
    ["full body checkup packages", "full-body"],
    ["full body checkup for my parents", "full-body"],
    ["what're your timings?", "hours"],
    ["colesterol test", "lipid"],
    ["thyriod test price", "thyroid"],
    ["do you take insurance", "insurance"],
    ["CBC ka rate kya hai", "cbc"],
    ["thyroid test kitne ka hai bhai", "thyroid"],
    ["kya ghar se sample le sakte ho", "home"],
    ["khali pet sugar test", "fbs"],
    ["report kab milegi", "reports"],
    ["family ke liye package hai kya", "family"],
    ["booking cancel karna hai paisa wapas milega?", "cancel"],
    ["थायरॉइड टेस्ट की कीमत क्या है", "thyroid"],
    ["क्या आप घर से सैंपल लेते हैं", "home"],
    ["रिपोर्ट कब मिलेगी", "reports"],
    ["लिपिड प्रोफाइल के लिए खाली पेट रहना है क्या", "lipid"],
    ["विटामिन डी टेस्ट", "vitamin-d"],
    ["पेशाब की जांच", "urine"],
  ])("answers %s with %s among the first three", (question, expected) => {
    const found = retrieve(knowledge, question, 3).map(({ id }) => id);
    expect(found).toContain(expected);
  });

  test.each([
    "what is the capital of France",
    "who won the cricket match yesterday",
    "write me a poem about the sea",
    "bitcoin price prediction",
    "do you sell iPhones?",
    "who is the prime minister",
    "what is 2+2",
    "क्रिकेट मैच किसने जीता",
    "😀😀😀",
    "   ",
    "है क्या",
  ])("finds nothing for the unrelated %s", (question) => {
    expect(retrieve(knowledge, question, 3)).toEqual([]);
  });

  test("returns the entries' own text as sources, best first and within the limit", () => {
    const found = retrieve(knowledge, "fasting blood sugar", 2);
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual({ id: "fbs", title: "Fasting blood sugar", text: knowledge[4]?.text });
  });

  test("survives a query of 100,000 characters", () => {
    expect(() => retrieve(knowledge, "thyroid price ".repeat(8000), 3)).not.toThrow();
  });

  test("finds nothing in an empty base", () => {
    expect(retrieve([], "thyroid", 3)).toEqual([]);
  });
});
