/** Headers of an export. */
export type ExportHeaders = () => Promise<Record<string, string>>;

/** Google's own collector, such as https://telemetry.googleapis.com. */
export function isGoogle(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === "https:" && hostname.endsWith(".googleapis.com");
}

/** This process's identity at Google. The library keeps a token and renews it before it expires. */
export function googleHeaders(): ExportHeaders {
  let auth: Promise<{ getRequestHeaders(): Promise<Headers> }> | undefined;
  return async () => {
    auth ??= import("google-auth-library").then(
      ({ GoogleAuth }) => new GoogleAuth({ scopes: "https://www.googleapis.com/auth/trace.append" }),
    );
    return Object.fromEntries(await (await auth).getRequestHeaders());
  };
}
