import { stripTypeScriptTypes } from "node:module";

/**
 * Jest's transform: removes the types and nothing else, as Node does for `npm start`. Types become blanks, so lines and
 * columns of a stack trace are those of the source and no source map is needed.
 */
export function process(source: string): { code: string } {
  return { code: stripTypeScriptTypes(source) };
}
