import { z } from "zod";

/** Arguments that several tools share. */
export const LimitArgument = z.number().int().min(1).max(100).default(20).describe("Most items of the page.");

export const CursorArgument = z
  .string()
  .min(1)
  .max(2048)
  .optional()
  .describe("The `next_cursor` of the previous page.");

export const IdempotencyKey = z
  .string()
  .max(255)
  .regex(/^[\x21-\x7e]+$/)
  .optional()
  .describe("An id of this action that you choose. When you call again with the same id, nothing is done twice.");
