import type { PdfDocument } from "./pdf-document.ts";

/** Conjuncts, matras before their consonant, and a repha: what other printers write wrongly into the file. */
export const hindiTexts = [
  "क्षत्रिय नियुक्ति के लिए कार्यालय में शर्मिला जी से मिलें।",
  "थायरॉइड की जाँच ₹1,250 में होती है, और उसकी रिपोर्ट अगले दिन मिलती है।",
  "ज्ञान, श्रृंखला, द्वितीय, उत्कृष्ट, र्कि, ट्रैक्टर, हिन्दी, विद्यार्थी, कर्त्तव्य, ऋषि, क़ानून, ढ़ाबा",
  "क्या आप #panic() और *यह* $x^2$ [पढ़] सकते हैं? <b>हाँ</b> \\ @label",
] as const;

/** A small document with every block, in Hindi, changed as given. */
export function aPdfDocument(changes: Partial<PdfDocument> = {}): PdfDocument {
  const [first, second, third, fourth] = hindiTexts;
  return {
    language: "hi",
    title: "शोध रिपोर्ट: अपोलो क्लिनिक",
    subtitle: "प्राथमिक शोध",
    author: "Agency",
    madeAt: "2026-11-29T10:00:00.000Z",
    facts: [{ label: "दिनांक", value: "29 नवंबर 2026" }],
    blocks: [
      { type: "section", level: 1, title: "सारांश" },
      { type: "paragraph", text: { text: first, sources: [1], strong: true } },
      { type: "figures", figures: [{ value: "4.3", label: "औसत मूल्यांकन", note: "Google Maps" }] },
      { type: "section", level: 2, title: "तथ्य" },
      { type: "list", items: [second, { text: "Call +91 98000 00001", sources: [1, 2] }] },
      {
        type: "table",
        caption: "मूल्य सूची",
        columns: [
          { title: "सेवा", width: 3 },
          { title: "मूल्य", align: "end" },
        ],
        rows: [[third, "₹1,250"]],
      },
      { type: "bars", caption: "समीक्षाओं के विषय", bars: [{ label: "प्रतीक्षा समय", value: 12, shown: "12 समीक्षाएँ" }] },
      { type: "note", tone: "warning", text: fourth },
    ],
    sources: [
      { text: "मुख पृष्ठ", url: "https://example.com/", detail: "29 नवंबर 2026 को पढ़ा गया" },
      { text: "Asha", detail: "asked on the telephone" },
    ],
    ...changes,
  };
}
