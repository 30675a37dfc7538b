import { Hono } from "hono";
import { reply, type StandIn, type StandInBindings, serve } from "./http.ts";

/** Who may read which secret. `member` is what the caller's bearer token says, such as `fn-webhooks`. */
export interface SecretGrant {
  readonly member: string;
  /** One secret's id, or with a star at the end every secret whose id begins so (an IAM condition). */
  readonly secret: string;
}

/**
 * Emulates Secret Manager's `secrets.versions.access` with the answers of IAM. As at Google, a caller without permission
 * gets PERMISSION_DENIED whether or not the secret exists, and NOT_FOUND is for those who may read it.
 */
export async function startSecretManager(options: {
  readonly port?: number;
  /** Values by the secret's id. */
  readonly values: Readonly<Record<string, string>>;
  readonly grants: readonly SecretGrant[];
}): Promise<StandIn> {
  const { values, grants } = options;

  function mayRead(member: string, id: string): boolean {
    return grants.some(
      ({ member: holder, secret }) =>
        holder === member && (secret.endsWith("*") ? id.startsWith(secret.slice(0, -1)) : secret === id),
    );
  }

  const app = new Hono<{ Bindings: StandInBindings }>();
  app.get("/v1/projects/:project/secrets/:id/versions/:access{latest:access}", ({ req, env }) => {
    const { project, id } = req.param();
    const name = `projects/${project}/secrets/${id}/versions/latest`;
    const member = /^Bearer (.+)$/.exec(env.received.headers.authorization ?? "")?.[1];
    if (member === undefined) return refused(401, "UNAUTHENTICATED", "The request has no credentials.");
    if (!mayRead(member, id))
      return refused(
        403,
        "PERMISSION_DENIED",
        `Permission 'secretmanager.versions.access' denied for resource '${name}' (or it may not exist).`,
      );
    const value = Object.hasOwn(values, id) ? values[id] : undefined;
    if (value === undefined) return refused(404, "NOT_FOUND", `Secret [${name}] not found or has no versions.`);
    return reply({ status: 200, body: { name, payload: { data: Buffer.from(value).toString("base64") } } });
  });
  app.notFound(() => refused(404, "NOT_FOUND", "Not Found"));
  return serve({ port: options.port ?? 0, fetch: app.fetch });
}

function refused(code: number, status: string, message: string): Response {
  return reply({ status: code, body: { error: { code, status, message } } });
}
