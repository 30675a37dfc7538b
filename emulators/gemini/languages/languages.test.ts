import { decide } from "../policy.ts";
import { parsePrompt } from "../prompt.ts";
import { languages, phrasesFor } from "./index.ts";

const declaration = {
  name: "book_table",
  description: "Books a table",
  parametersJsonSchema: {
    type: "object",
    properties: { guest_name: { type: "string" }, date: { type: "string" }, time: { type: "string" } },
    required: ["guest_name", "date", "time"],
  },
};

function talk(lines: readonly string[]) {
  const contents: { role: string; parts: { text: string }[] }[] = [];
  const replies: { text: string; args: object | undefined }[] = [];
  for (const line of lines) {
    contents.push({ role: "user", parts: [{ text: line }] });
    const prompt = parsePrompt({
      contents,
      systemInstruction: {
        parts: [{ text: "You are Tara.\n\n# Now\nIt is Wednesday, 2027-02-10, 10:00 in Asia/Kolkata." }],
      },
      tools: [{ functionDeclarations: [declaration] }],
    });
    if (typeof prompt === "string") throw new Error(prompt);
    const { text, calls } = decide(prompt);
    replies.push({ text, args: calls[0]?.args });
    contents.push({ role: "model", parts: [{ text: text || "…" }] });
  }
  return replies;
}

describe("a booking", () => {
  it.each([
    ["English", "I want to book a table", "Anna Das", "tomorrow", "8 pm", "yes"],
    ["Hindi", "मुझे टेबल बुक करनी है", "अनीता दास", "कल", "रात 8 बजे", "हाँ"],
    ["Hinglish", "mujhe table book karni hai", "Anita Das", "kal", "raat 8 baje", "haan"],
    ["Bengali", "একটা টেবিল বুক করতে চাই", "অনিতা দাস", "কাল", "20:00", "হ্যাঁ"],
    ["Marathi", "मला टेबल बुक करायचे आहे", "अनिता दास", "उद्या", "रात्री 8 वाजता", "होय"],
    ["Telugu", "టేబుల్ బుక్ చేయాలి", "అనిత", "రేపు", "20:00", "అవును"],
    ["Tamil", "டேபிள் புக் செய்ய வேண்டும்", "அனிதா", "நாளை", "20:00", "ஆம்"],
    ["Gujarati", "ટેબલ બુક કરવું છે", "અનિતા દાસ", "કાલે", "20:00", "હા"],
    ["Urdu", "ٹیبل بک کرنا ہے", "انیتا داس", "کل", "20:00", "جی ہاں"],
  ])("is held in %s, in that language to the end", (_language, ...lines) => {
    const replies = talk(lines);
    const [first = ""] = lines;
    const say = phrasesFor(first, []);
    const [, name] = lines;
    expect(replies[0]?.text).toBe(say.ask("book table", "", "guest name"));
    expect(replies[1]?.text).toBe(say.ask("book table", `guest name: ${name}`, "date"));
    expect(replies[2]?.text).toBe(say.ask("book table", `guest name: ${name}; date: 2027-02-11`, "time"));
    expect(replies[3]?.text).toBe(say.confirm("book table", `guest name: ${name}; date: 2027-02-11; time: 20:00`));
    expect(replies[4]?.args).toEqual({ guest_name: name, date: "2027-02-11", time: "20:00" });
  });
});

it("speaks each language in words of its own, and finds its own questions in them", () => {
  for (const part of ["asking", "confirming"] as const) expect(new Set(languages.map((say) => say[part])).size).toBe(9);
  for (const say of languages) {
    expect(say.ask("t", "a: b", "f")).toContain(`${say.asking} f`);
    expect(say.ask("t", "a: b", "f")).toContain("“t” (a: b)");
    expect(say.confirm("t", "a: b")).toContain(say.confirming);
    expect(say.confirm("t", "a: b")).toContain("“t” (a: b)");
  }
});

it("keeps the language when a text does not tell one", () => {
  const [english, hindi, marathi] = [phrasesFor("hello", []), phrasesFor("नमस्ते", []), phrasesFor("मला हवे", [])];
  expect(phrasesFor("98200 12345", ["मुझे मदद चाहिए", "Nisha Rao"])).toBe(hindi);
  expect(phrasesFor("सुनील", ["मला मदत हवी आहे"])).toBe(marathi);
  expect(phrasesFor("सुनील", ["please help"])).toBe(hindi);
  expect(phrasesFor("what does it cost?", ["मुझे मदद चाहिए"])).toBe(english);
  expect(phrasesFor("ಸಹಾಯ", [])).toBe(english);
});
