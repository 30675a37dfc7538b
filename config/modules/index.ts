import type { ExpressionFunction } from "../../shared/operations/functions.ts";

/**
 * Functions of this deployment's own, for what the expressions of operations cannot say (docs/operations.md). A key is
 * the name that every tenant's operations call it by. They must be pure: no clock, no network, no state.
 */
export const modules: Readonly<Record<string, ExpressionFunction>> = {};
