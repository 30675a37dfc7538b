import type { Shaping } from "./definition.ts";
import { instagramFormat } from "./instagram.ts";

const shaping: Shaping = { language: "en", media: true, thread: null, subject: null };
const choices = (count: number, label = "Yes") =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), label: `${label}${index}` }));

it("counts bytes, not characters", () => {
  const parts = instagramFormat.shape({ text: "नमस्ते ".repeat(100), choices: [], media: [] }, shaping);
  const texts = parts.map((part) => (part.type === "text" ? part.text : ""));
  expect(texts.every((text) => Buffer.byteLength(text) <= 1_000)).toBe(true);
  expect(texts.join(" ")).toBe("नमस्ते ".repeat(100).trim());
});

it.each<[number, string, string]>([
  [13, "Yes", "quick-replies"],
  [14, "Yes", "text"],
  [2, "a label too long for it", "text"],
])("shows %i choices like %s as %s", (count, label, type) => {
  const parts = instagramFormat.shape({ text: "Which?", choices: choices(count, label), media: [] }, shaping);
  expect(parts.at(-1)?.type).toBe(type);
});

it("sends pictures as they are and documents as links", () => {
  const media = [
    { url: "https://f.example/a.jpg", contentType: "image/jpeg" },
    { url: "https://f.example/b.pdf", contentType: "application/pdf" },
  ];
  expect(instagramFormat.shape({ text: "Both", choices: [], media }, shaping)).toMatchObject([
    { type: "media", url: "https://f.example/a.jpg" },
    { type: "text", text: "Both\nhttps://f.example/b.pdf" },
  ]);
});

it("lets a person answer for seven days, and software for one", () => {
  expect([
    instagramFormat.windowMs("operator"),
    instagramFormat.windowMs("agent"),
    instagramFormat.windowMs("platform"),
  ]).toEqual([604_800_000, 86_400_000, 86_400_000]);
});
