import type { Environment } from "../../../shared/environment.ts";

/**
 * The origin that customers' browsers and providers reach.
 * @throws Error in production, where it is not set
 */
export function publicUrlOf({
  NODE_ENV,
  PUBLIC_URL,
  PORT,
}: Pick<Environment, "NODE_ENV" | "PUBLIC_URL" | "PORT">): string {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL;
  if (NODE_ENV !== "production") return `http://127.0.0.1:${PORT}`;
  throw new Error("PUBLIC_URL is not set. Every process needs it, because providers sign it. Terraform sets it.");
}
