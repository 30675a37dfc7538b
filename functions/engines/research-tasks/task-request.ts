import { z } from "zod";
import type { ApiRequest } from "../../../shared/http/route.ts";

export const ById = z.object({ id: z.string().min(1).max(64).describe("The task's `task_id`.") });
export const tag = "Research tasks";

export type TaskRequest = Pick<
  ApiRequest<z.infer<typeof ById>, unknown, unknown>,
  "identity" | "idempotencyKey" | "params"
>;
