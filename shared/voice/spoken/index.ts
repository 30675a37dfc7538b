export { type Clause, clauseSplitter, speakableClauses } from "./clauses.ts";
export { writtenForm } from "./read-back.ts";
export { spokenText } from "./spoken-text.ts";
