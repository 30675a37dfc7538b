import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { areaUnderCurve, balancedAccuracy } from "../../../../shared/statistics/labelled-agreement.ts";
import { groundingOf } from "../../../engines/quality/grounding/grounding.ts";
import { Failure } from "../failure.ts";
import { print } from "../output.ts";

const Line = z.object({
  reply: z.string(),
  sources: z.array(z.string()),
  question: z.string().default(""),
  label: z.boolean().optional(),
});

/** A reply with at least this support counts as supported. */
const threshold = 0.6;

/** Prints each answer's support from its sources. With labels, also how well the check agrees with them. */
export async function checkFile({ file, json }: { readonly file: string; readonly json?: boolean }): Promise<void> {
  const labelled: { readonly score: number; readonly label: boolean }[] = [];
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file).on("error", () => {}) })) {
    number += 1;
    if (text.trim() === "") continue;
    const line = Line.safeParse(jsonOf(text));
    if (!line.success)
      throw new Failure(`${file}:${number} is not {"reply": "…", "sources": ["…"]}: ${z.prettifyError(line.error)}`);
    const { reply, sources, question, label } = line.data;
    const { score, claims } = groundingOf(reply, sources, question === "" ? [] : [question]);
    if (label !== undefined) labelled.push({ score, label });
    const faults = [...new Set(claims.flatMap((claim) => claim.faults))];
    print(
      json
        ? JSON.stringify({ line: number, score, faults, claims })
        : `${number}\t${score.toFixed(3)}\t${faults.join(",") || "-"}`,
    );
  }
  if (number === 0) throw new Failure(`${file} cannot be read or is empty. Name a file of JSON Lines.`);
  if (labelled.length > 0 && !json) print(`\n${agreementText(labelled)}`);
}

function agreementText(labelled: readonly { readonly score: number; readonly label: boolean }[]): string {
  const [right, wrong] = [true, false].map((label) =>
    labelled.filter((each) => each.label === label).map(({ score }) => score),
  );
  if (right === undefined || wrong === undefined || right.length === 0 || wrong.length === 0)
    return "All labels are the same, so there is nothing to compare.";
  const balanced = balancedAccuracy({ right, wrong }, threshold).toFixed(3);
  const area = areaUnderCurve({ right, wrong }).toFixed(3);
  return `${labelled.length} labelled: balanced accuracy ${balanced} at ${threshold}, AUC ${area}`;
}
