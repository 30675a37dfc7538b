import type { SectionName } from "../../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type { RequirementValue } from "../../../../../shared/contracts/lifecycle/requirements.ts";

/** An item that an answer makes. */
export interface Derived {
  /** Within the question, such as `#2`. */
  readonly part: string;
  readonly section: SectionName;
  readonly fields: Readonly<Record<string, RequirementValue>>;
  readonly ref?: string;
}
