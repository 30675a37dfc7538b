import type { z } from "zod";
import { RequirementAspect } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import { questionRows } from "./question-rows.ts";

export type InterviewLanguage = "en" | "hi";
export type Words = Readonly<Record<InterviewLanguage, string>>;
type Row = (typeof questionRows)[number];

/** What an answer must be to be understood. */
export type AnswerKind = "text" | NonNullable<Row[1]["kind"]>;

export interface InterviewQuestion {
  readonly id: string;
  /** One thing is asked at a time: no question has an "and" between two of them. */
  readonly ask: Words;
  readonly kind: AnswerKind;
  /** What becomes of the answer. `{}` stands for it. */
  readonly becomes:
    | {
        readonly type: "requirement";
        readonly aspect: z.infer<typeof RequirementAspect>;
        readonly text: Words;
        readonly situation: Words;
        readonly priority?: "should";
      }
    | { readonly type: NonNullable<Row[1]["becomes"]> };
  /** Asked only after a yes to this question. */
  readonly afterYes?: string;
}

/** The questions in their order. The first one is about the objectives, and stands alone in its batch. */
export const interviewQuestions: readonly InterviewQuestion[] = questionRows.map(questionOfRow);

function questionOfRow([id, special, en, hi]: Row): InterviewQuestion {
  const words = (index: 0 | 1 | 2): Words => ({ en: en[index] ?? "", hi: hi[index] ?? "" });
  const { kind = "text", becomes, priority, afterYes } = special;
  const [prefix] = id.split(".");
  const aspect = RequirementAspect.safeParse(prefix === "edge" ? "edge_case" : prefix).data ?? "content";
  const requirement = { aspect, text: words(1), situation: words(2), ...(priority && { priority }) };
  return {
    id,
    kind,
    ask: words(0),
    becomes: becomes === undefined ? { type: "requirement", ...requirement } : { type: becomes },
    ...(afterYes !== undefined && { afterYes }),
  };
}

const byId = new Map(interviewQuestions.map((question) => [question.id, question]));

export function questionOf(id: string): InterviewQuestion | undefined {
  return byId.get(id);
}
