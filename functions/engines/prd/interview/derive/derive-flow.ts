import type { InterviewLanguage } from "../questions.ts";
import type { Derived } from "./derived.ts";
import { stepsIn } from "./goals.ts";

const words = {
  name: { en: "The way to the first objective", hi: "पहले उद्देश्य तक का रास्ता" },
  start: { en: "A customer writes", hi: "ग्राहक लिखता है" },
  end: { en: "The objective is reached", hi: "उद्देश्य पूरा हुआ" },
} as const;

/** What a step does, by its words. The first that fits counts. */
const kinds = [
  ["handoff", /hand(s|ed)? (it )?over|colleague|human|सौंप|सहकर्मी/iu],
  ["decide", /^(if|when|unless|अगर|यदि|जब)(?![\p{L}\p{M}])/iu],
  ["ask", /\?|\bask(s|ed)?\b|पूछ|माँग/iu],
  ["tool", /\b(check|look(s)? up|book|create|send|charge|save|store)|जाँच|बुक|भेज|दर्ज/iu],
] as const;

/** A conversation flow of its steps: one after the other, from the first message to the objective. */
export function flowOf(answer: string, language: InterviewLanguage): readonly Derived[] {
  const steps = stepsIn(answer).map((text, index) => {
    return { name: `n${index + 1}`, text, kind: kinds.find(([, fits]) => fits.test(text))?.[0] ?? "say" };
  });
  if (steps.length === 0) return [];
  const nodes = [
    { name: "start", text: words.start[language], kind: "start" },
    ...steps,
    { name: "end", text: words.end[language], kind: "end" },
  ];
  const ref = (name: string) => `$flow${name}`;
  return [
    { part: "", section: "flows", fields: { name: words.name[language] }, ref: ref("") },
    ...nodes.map(({ name, kind, text }): Derived => {
      const fields = { flow: ref(""), kind, text };
      return { part: `#${name}`, section: "flow_nodes", fields, ref: ref(name) };
    }),
    // An edge is known by its ends, so that another step between two nodes changes no edge but makes new ones.
    ...nodes.slice(1).map(({ name }, index): Derived => {
      const from = nodes[index]?.name ?? "start";
      const fields = { flow: ref(""), from: ref(from), to: ref(name) };
      return { part: `#${from}-${name}`, section: "flow_edges", fields };
    }),
  ];
}
