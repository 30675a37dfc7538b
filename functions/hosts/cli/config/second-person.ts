import { requireSecondPerson } from "../../../../shared/config/second-person.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { Failure } from "../failure.ts";

type Asked = Parameters<typeof requireSecondPerson>;

/**
 * The API's rule, for a data folder: where the client needs two people, nobody activates what they wrote themselves.
 * @throws Failure that says how a second person does it
 */
export async function requireSecondPersonHere(ports: Asked[0], tenantId: Asked[1], activated: Asked[2]): Promise<void> {
  try {
    await requireSecondPerson(ports, tenantId, activated);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { name, version, by } = activated;
    const command = `npm run cli -- config activate ${version ?? "VERSION"} --client ${tenantId} --name ${name}`;
    const done =
      version === undefined
        ? "Nothing was stored: push it without --activate, and a colleague activates the version"
        : "Nothing was changed: a colleague activates it";
    throw new Failure(
      `${tenantId} needs two people, and ${by} wrote this version. ${done} in the console, or by \`${command}\` under their own name on this machine, or with --url and their own --token.`,
      { cause: error },
    );
  }
}
