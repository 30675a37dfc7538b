import { z } from "zod";

/** What a knowledge base is called. */
export const KnowledgeBase = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^/#\p{C}]+$/u, "must not have / or #");
