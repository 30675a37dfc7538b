import { z } from "zod";
import { createErrorMap, explainIssue, type KnownKeys } from "../../../shared/config/explain.ts";
import { locateProblem } from "../../../shared/config/reading/locate-problem.ts";
import { byPosition, type ConfigProblem } from "../../../shared/config/reading/problem.ts";
import { readYaml } from "../../../shared/config/reading/yaml-document.ts";
import { EvidenceKind } from "../../../shared/events/index.ts";
import { normalized } from "../../../shared/schema/bounded-text.ts";

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "must be lower case letters, digits and _");
const Duration = z.string().regex(/^[1-9]\d{0,2}[hd]$/, "must be hours or days, such as 36h or 3d");

const Playbook = z.strictObject({
  playbook: Key,
  title: z.string().min(1).max(80),
  /** Words of an industry that choose it. None: it serves what no other does. */
  industries: z.array(z.string().min(2).max(40)).max(30),
  tasks: z
    .array(
      z.strictObject({
        id: Key,
        question: z.string().min(5).max(300),
        why: z.string().min(5).max(300),
        evidence: z.array(EvidenceKind).max(3),
        due_after: Duration,
      }),
    )
    .min(1)
    .max(30)
    .refine((tasks) => new Set(tasks.map(({ id }) => id)).size === tasks.length, "must not repeat an `id`"),
});
export type Playbook = z.infer<typeof Playbook>;

export type ReadPlaybook =
  | { readonly ok: true; readonly playbook: Playbook }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a playbook strictly: every problem has its line and a remedy. `file` is the name that problems show. */
export function readPlaybook(file: string, text: string): ReadPlaybook {
  const read = readYaml(file, text);
  if (!read.ok) return read;
  const { document } = read;
  const known: KnownKeys = new Map();
  const parsed = Playbook.safeParse(document.data, { error: createErrorMap(known, document.sourceOf) });
  if (parsed.success) return { ok: true, playbook: parsed.data };
  const problems = parsed.error.issues
    .flatMap((issue) => explainIssue(issue, known))
    .map((explanation) => locateProblem(file, document, explanation));
  return { ok: false, problems: problems.sort(byPosition) };
}

/** The playbook whose words stand in the industry; the one without words where none does. */
export function playbookFor(playbooks: readonly Playbook[], industry: string | undefined): Playbook | undefined {
  const said = ` ${normalized(industry ?? "", "NFKC").toLowerCase()}`;
  const chosen = playbooks.find(({ industries }) => industries.some((word) => said.includes(` ${word.toLowerCase()}`)));
  return chosen ?? playbooks.find(({ industries }) => industries.length === 0);
}

/** `36h` and `3d` in hours. */
export function hoursOf(duration: string): number {
  return Number.parseInt(duration, 10) * (duration.endsWith("d") ? 24 : 1);
}
