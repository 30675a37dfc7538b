import { smsSegments } from "./sending/sms-segments.ts";
import { smsFormat } from "./sms.ts";

it.each<[string, number, string]>([
  ["x".repeat(160), 1, "GSM-7"],
  ["x".repeat(161), 2, "GSM-7"],
  ["क".repeat(70), 1, "UCS-2"],
  ["क".repeat(71), 2, "UCS-2"],
  [`${"x".repeat(80)}👍`, 2, "UCS-2"],
])("counts %s as what it is paid as", async (text, segments, encoding) => {
  expect(await smsSegments(text)).toEqual({ segments, encoding });
});

it("says everything in text: numbered choices, files as links, a part for each 1,600 characters", () => {
  const parts = smsFormat.shape(
    {
      text: "word ".repeat(320).trim(),
      choices: [{ id: "y", label: "Yes" }],
      media: [{ url: "https://f.example/a.pdf", contentType: "application/pdf" }],
    },
    { language: "en", media: true, thread: null, subject: null },
  );
  expect(parts).toHaveLength(2);
  expect(parts.at(-1)).toEqual({
    type: "text",
    text: expect.stringMatching(/https:\/\/f\.example\/a\.pdf\n\n1\. Yes$/),
  });
});
