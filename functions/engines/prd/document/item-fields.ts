import type { z } from "zod";
import { requirementSections, type SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type { RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";

type Fields = Readonly<Record<string, RequirementValue>>;

/** Computed from the others, so nobody sets it. */
const computed = "sample_size";

/**
 * The fields of a new item, with the section's defaults. `at` names the operation in the error.
 * @throws TerminalError `requirements-invalid`
 */
export function fieldsOf(section: SectionName, given: Fields, at: string): Fields {
  const { fields: schema } = requirementSections[section];
  for (const field of Object.keys(given)) requireField(section, field, `${at}.fields`);
  const parsed: z.ZodSafeParseResult<unknown> = schema.safeParse({
    ...given,
    ...(computed in given && { [computed]: null }),
  });
  if (!parsed.success) throw invalid(parsed.error, `${at}.fields`);
  return parsed.data as Fields;
}

/** A valid value of one field. @throws TerminalError `requirements-invalid` */
export function fieldValue(section: SectionName, field: string, value: RequirementValue, at: string): RequirementValue {
  requireField(section, field, `${at}.field`);
  if (field === computed)
    throw new TerminalError(
      "requirements-invalid",
      `${at}.field: \`${computed}\` is computed. Set \`baseline\` and \`effect\`.`,
    );
  const shape = requirementSections[section].fields.shape as Readonly<Record<string, z.ZodType>>;
  const parsed = shape[field]?.safeParse(value);
  if (parsed && !parsed.success) throw invalid(parsed.error, `${at}.value`);
  return parsed?.data as RequirementValue;
}

/** Whether a merged text still fits its field. */
export function isFieldValue(section: SectionName, field: string, value: RequirementValue | undefined): boolean {
  const shape = requirementSections[section].fields.shape as Readonly<Record<string, z.ZodType>>;
  return value !== undefined && shape[field]?.safeParse(value).success === true;
}

function requireField(section: SectionName, field: string, at: string): void {
  const names = Object.keys(requirementSections[section].fields.shape);
  if (names.includes(field)) return;
  const remedy = `Fields of ${section}: ${names.join(", ")}.`;
  throw new TerminalError("requirements-invalid", `${at}: \`${field}\` is no field of ${section}. ${remedy}`);
}

function invalid(error: z.ZodError, at: string): TerminalError {
  const [issue] = error.issues;
  const path = [at, ...(issue?.path ?? [])].join(".");
  return new TerminalError("requirements-invalid", `${path}: ${issue?.message ?? "is not valid"}`, { cause: error });
}
