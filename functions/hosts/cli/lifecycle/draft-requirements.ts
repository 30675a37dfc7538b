import type { z } from "zod";
import type { EditOperation } from "../../../engines/prd/document/operation.ts";
import type { ResearchReportView } from "../../../engines/research/views.ts";

type Report = Pick<z.infer<typeof ResearchReportView>, "facts" | "business">;
type Operation = z.input<typeof EditOperation>;

/**
 * A first draft of requirements from a finished research run, for a person to correct: what every agent of a business must
 * do, and what the research found out about this one. Nothing in it is invented.
 */
export function draftRequirements({ facts, business }: Report): readonly Operation[] {
  const languages = languagesOf(facts);
  const hasPrices = facts.some((fact) => fact.kind === "product" && fact.value.price !== null);
  const musts = [
    { text: `Answer in ${languages}, as the customer writes`, aspect: "languages" },
    { text: "Say only what the knowledge says, and offer a colleague where it says nothing", aspect: "content" },
    ...(hasPrices ? [{ text: "Name prices exactly as the knowledge gives them", aspect: "content" }] : []),
  ];
  return [
    ...(business.industry === null ? [] : [setIndustry(business.industry)]),
    add("objectives", { text: `Answer the questions of ${business.name}'s customers`, kind: "support" }),
    ...musts.map(({ text, aspect }) => add("requirements", { text, priority: "must", aspect })),
    add("escalation", { when: "A customer asks for a person", to: "the team" }),
    ...musts.map((_must, at) =>
      add("scenarios", {
        title: "A question",
        given: "What the research found",
        when: `A customer asks "What does ${business.name} offer?"`,
        outcome: "The agent answers.",
        requirements: [`REQ-${at + 1}`],
      }),
    ),
  ];
}

function add(section: (Operation & { op: "add" })["section"], fields: Record<string, string | string[]>): Operation {
  return { op: "add", section, fields };
}

/** The document's only overview exists from the beginning. */
function setIndustry(industry: string): Operation {
  return { op: "set", id: "OVW-1", field: "industry", before: null, value: industry };
}

/** English where no page tells a language. */
function languagesOf(facts: Report["facts"]): string {
  const codes = new Set(facts.flatMap((fact) => (fact.kind === "language" ? [fact.value] : [])));
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  return new Intl.ListFormat("en").format(
    [...(codes.size === 0 ? ["en"] : codes)].map((code) => names.of(code) ?? code),
  );
}
