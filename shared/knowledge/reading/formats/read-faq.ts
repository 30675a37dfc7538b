import { z } from "zod";
import { jsonOf } from "../../../schema/json-of.ts";
import { DocumentUnreadable, type ReadDocument } from "../block.ts";
import { visibleText } from "../web-pages/visible-text.ts";

const Pairs = z.array(z.object({ question: z.string().min(1), answer: z.string().min(1) })).min(1);
const Faq = z.union([Pairs, z.object({ faq: Pairs }).transform(({ faq }) => faq)]);

/** Questions and answers as JSON. @throws DocumentUnreadable `faq-invalid` */
export function readFaq(bytes: Uint8Array): ReadDocument {
  const pairs = Faq.safeParse(jsonOf(Buffer.from(bytes).toString("utf8")));
  if (!pairs.success) throw invalid(pairs.error);
  const blocks = pairs.data.map(({ question, answer }) => ({
    type: "question" as const,
    question: visibleText(question),
    answer: visibleText(answer),
  }));
  return { blocks, pages: 1, unreadable: [] };
}

function invalid(cause: unknown): DocumentUnreadable {
  const detail = 'A FAQ is a JSON list of questions and answers: [{ "question": "…", "answer": "…" }].';
  return new DocumentUnreadable("faq-invalid", detail, { cause });
}
