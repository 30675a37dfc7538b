import { z } from "zod";
import { writtenForms } from "../../schema/written-form.ts";

/** `${NAME}`: it holds the name of one of the tenant's secrets, never the value. */
export const SecretReference = z
  .string()
  .regex(/^\$\{[A-Z][A-Z0-9_]{0,99}\}$/, `must name a secret, such as ${secretReference("CLIENT_API_TOKEN")}`)
  .register(writtenForms, { called: "secret" });

export function secretReference(name: string): string {
  return `\${${name}}`;
}

export function secretName(reference: string): string {
  return reference.slice(2, -1);
}
