import type { RequirementSource } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import { isSame } from "../../document/apply-operations.ts";
import type { RequirementOperation } from "../../document/operation.ts";
import { factOf, questionOfPrompt } from "../answer-of-prompt.ts";
import type { Answers } from "../contradictions.ts";
import { outcomeOf } from "../outcome-of.ts";
import { type InterviewLanguage, type InterviewQuestion, interviewQuestions } from "../questions.ts";
import { isYes, languagesIn, numberIn } from "../read-answer.ts";
import type { Interview } from "../session.ts";
import { flowOf } from "./derive-flow.ts";
import type { Derived } from "./derived.ts";
import { goalKind, goalsIn } from "./goals.ts";

interface AnswersOf {
  readonly session: string;
  readonly language: InterviewLanguage;
  readonly research: Interview["research"];
}

const lineLength = 200;
const wordings = {
  given: { en: "A customer talks to the agent", hi: "ग्राहक एजेंट से बात कर रहा है" },
  users: { en: "Customers", hi: "ग्राहक" },
  person: { en: "A colleague", hi: "सहकर्मी" },
  measure: { en: "Conversations that reach the first objective", hi: "पहला उद्देश्य पूरा करने वाली बातचीत" },
  data: { en: "Name and phone number", hi: "नाम और फ़ोन नंबर" },
};

/**
 * The operations that bring the document from one state of the answers to the next. Only what changed is touched, with
 * what the interview wrote before, so that edits of people are merged or shown as conflicts.
 */
export function operationsOfAnswers(
  { session, language, research }: AnswersOf,
  { before, after }: { readonly before: Answers; readonly after: Answers },
): readonly RequirementOperation[] {
  const prompts = research?.prompts ?? [];
  const own = prompts.filter(({ id, target }) => id === target).map(questionOfPrompt);
  return [...interviewQuestions, ...own].flatMap((question): RequirementOperation[] => {
    const [old, next] = [before.get(question.id), after.get(question.id)];
    const figure = figureOf[question.id];
    const other = figure !== undefined && before.get(figure) !== after.get(figure);
    if (old === next && !other) return [];
    const written = new Map(itemsOf(question, before, language).map((item) => [item.part, item]));
    const items = itemsOf(question, after, language);
    const sourceOf = (answer: string | undefined, part: string): RequirementSource => {
      const found = factOf(prompts, question.id, answer);
      if (research === null || found === undefined) return { kind: "answer", session, question: question.id + part };
      return { kind: "fact", research: research.run, fact: found.fact, url: found.url };
    };
    const hasOtherSource = !isSame(sourceOf(old, ""), sourceOf(next, ""));
    const gone = [...written.values()]
      .filter(({ part }) => hasOtherSource || !items.some((item) => item.part === part))
      .toReversed();
    return [
      ...gone.map(({ part, section, fields }): RequirementOperation => {
        return { op: "take-back", section, source: sourceOf(old, part), written: withoutReferences(fields) };
      }),
      ...items.map(({ part, section, fields, ref }): RequirementOperation => {
        const earlier = hasOtherSource ? null : (written.get(part)?.fields ?? null);
        return { op: "put", section, fields, source: sourceOf(next, part), written: earlier, ...(ref && { ref }) };
      }),
    ];
  });
}

/** The answer that is a figure of another question's item. */
const figureOf: Readonly<Record<string, string>> = {
  "kpi.target": "kpi.baseline",
  "consent.personal": "consent.days",
  "escalation.when": "escalation.within",
};

function withoutReferences(fields: Derived["fields"]): Derived["fields"] {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !JSON.stringify(value).includes("$")));
}

function itemsOf(question: InterviewQuestion, answers: Answers, language: InterviewLanguage): readonly Derived[] {
  const answer = answers.get(question.id);
  if (answer === undefined) return [];
  const { becomes } = question;
  const line = answer.replace(/\s+/g, " ").slice(0, lineLength);
  switch (becomes.type) {
    case "requirement": {
      const text = becomes.text[language].replace("{}", () => answer);
      const ref = `$${question.id.replace(/[^a-z0-9]/g, "")}`;
      const scenario = {
        title: text.replace(/\s+/g, " ").slice(0, lineLength),
        given: wordings.given[language],
        when: becomes.situation[language],
        outcome: outcomeOf(question.id, answer, language),
        requirements: [ref],
      };
      const fields = { text, priority: becomes.priority ?? "must", aspect: becomes.aspect };
      return [
        { part: "", section: "requirements", fields, ref },
        { part: "#scenario", section: "scenarios", fields: scenario },
      ];
    }
    case "objectives":
      return goalsIn(answer).map((text, index) => {
        return {
          part: `#${index + 1}`,
          section: "objectives",
          fields: { text, priority: "must", kind: goalKind(text) },
        };
      });
    case "persona": {
      const fields = { name: wordings.users[language], needs: answer, languages: [...languagesIn(answer)] };
      return [{ part: "", section: "personas", fields }];
    }
    case "non-goal":
      return goalsIn(answer).map((text, index) => ({ part: `#${index + 1}`, section: "non_goals", fields: { text } }));
    case "integration":
      return [
        {
          part: "",
          section: "integrations",
          fields: { system: line, purpose: answer, access: "both", priority: "must" },
        },
      ];
    case "data": {
      const asks = isYes(answer);
      const fields = {
        name: wordings.data[language],
        purpose: answer,
        personal: true,
        consent: "ask",
        retention_days: numberIn(answers.get("consent.days") ?? "") ?? null,
      };
      return asks
        ? [{ part: "", section: "data", fields }]
        : [{ part: "", section: "non_goals", fields: { text: `${question.ask[language]} ${answer}` } }];
    }
    case "escalation":
      return [
        {
          part: "",
          section: "escalation",
          fields: {
            when: answer,
            to: wordings.person[language],
            within_minutes: numberIn(answers.get("escalation.within") ?? "") ?? null,
          },
        },
      ];
    case "measure": {
      const baseline = numberIn(answers.get("kpi.baseline") ?? "") ?? null;
      const fields = {
        name: wordings.measure[language],
        unit: "percent",
        baseline,
        target: numberIn(answer) ?? null,
        measured_by: null,
      };
      return [{ part: "", section: "kpis", fields }, ...experimentOf(answers, language)];
    }
    case "flow":
      return flowOf(answer, language);
    case "figure":
      return [];
  }
}

/** The first thing to compare: what the objective gains when the agent leads to it at once. */
function experimentOf(answers: Answers, language: InterviewLanguage): readonly Derived[] {
  const [goal] = goalsIn(answers.get("objectives.goals") ?? "");
  const [from, to] = [numberIn(answers.get("kpi.baseline") ?? ""), numberIn(answers.get("kpi.target") ?? "")];
  if (goal === undefined) return [];
  const share = (percent: number | undefined) => {
    return percent !== undefined && percent > 0 && percent < 100 ? percent / 100 : null;
  };
  const gain =
    from !== undefined && to !== undefined && to > from ? share(Math.round((to - from) * 1000) / 1000) : null;
  const words = {
    en: {
      name: "Lead to the objective at once",
      hypothesis: `More conversations reach “${goal}” when the agent offers it in its first reply.`,
      control: "The agent answers the question and offers nothing more.",
      variant: "The agent answers the question and offers the next step.",
    },
    hi: {
      name: "उद्देश्य की ओर तुरंत ले जाना",
      hypothesis: `एजेंट पहले जवाब में ही प्रस्ताव दे तो ज़्यादा बातचीत में यह पूरा होता है: ${goal}`,
      control: "एजेंट केवल सवाल का जवाब देता है।",
      variant: "एजेंट जवाब देकर अगला कदम भी सुझाता है।",
    },
  }[language];
  const fields = {
    ...words,
    hypothesis: words.hypothesis.slice(0, 1_000),
    metric: wordings.measure[language],
    baseline: share(from),
    effect: gain,
  };
  return [{ part: "#experiment", section: "experiments", fields }];
}
