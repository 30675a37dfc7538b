import { z } from "zod";

/** What a tool or an operation may say about who must agree to a call. */
export const agreementKeys = {
  confirm: z
    .literal(["customer", "operator"])
    .optional()
    .describe("Who must say yes to the arguments of a call before it runs (docs/confirmations.md)."),
  approve: z
    .literal(["admin", "operator"])
    .optional()
    .describe("The role that must approve the arguments of a call before it runs (docs/confirmations.md)."),
};

export const AgreementKeys = z.object(agreementKeys);
export type AgreementKeys = z.output<typeof AgreementKeys>;
