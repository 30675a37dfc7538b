import * as oidc from "openid-client";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { OidcAttempt } from "./oidc-attempt.ts";

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a public client, which has only PKCE. */
  clientSecret(): Promise<string | undefined>;
  /** Where the provider sends browsers back to, as it is registered there. */
  readonly redirectUri: string;
  readonly now: () => Date;
}

const timeoutSeconds = 10;
/** How far the provider's clock may be from ours. */
const clockToleranceSeconds = 30;

/**
 * An OpenID Connect provider, by the code flow with PKCE. Its metadata and keys are read for each sign-in, so a rotated
 * key needs no restart; people sign in seldom.
 */
export function oidcProvider(settings: OidcSettings) {
  const { issuer, clientId, redirectUri, now } = settings;

  /** @throws RetryableError `oidc-unavailable` */
  async function discover(): Promise<oidc.Configuration> {
    const client = {
      [oidc.clockTolerance]: clockToleranceSeconds,
      [oidc.clockSkew]: Math.round((now().getTime() - Date.now()) / 1_000),
    };
    // Without it, a token that came over TLS would be trusted without its signature.
    const execute = [oidc.enableNonRepudiationChecks, ...(isOnThisMachine(issuer) ? [oidc.allowInsecureRequests] : [])];
    const clientSecret = await settings.clientSecret();
    const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const options = { execute, timeout: timeoutSeconds };
    return oidc.discovery(new URL(issuer), clientId, client, authentication, options).catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  return {
    /** The provider's page where somebody signs in. @throws RetryableError `oidc-unavailable` */
    async signInUrl({ state, nonce, codeVerifier }: OidcAttempt): Promise<string> {
      const url = oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: "openid email",
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      return url.href;
    },

    /**
     * The address that the provider has verified; undefined when it vouches for none.
     * @param answer what the provider added to the redirect URI, after `?`
     * @throws TerminalError `oidc-answer-invalid`; RetryableError `oidc-unavailable`
     */
    async verifiedEmail(answer: string, attempt: OidcAttempt): Promise<string | undefined> {
      const config = await discover();
      const checks = {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.codeVerifier,
        idTokenExpected: true,
      };
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri}?${answer}`), checks);
        const claims = tokens.claims();
        if (claims === undefined) return undefined;
        // Some providers tell the address only at their userinfo endpoint (OpenID Connect Core, section 5.4).
        const told =
          claims.email === undefined ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
        return told.email_verified === true && typeof told.email === "string" ? told.email : undefined;
      } catch (error) {
        throw isOutage(error) ? unavailable(error) : invalid(error);
      }
    },
  };
}
export type OidcProvider = ReturnType<typeof oidcProvider>;

/** Only a stand-in is reached without TLS. */
function isOnThisMachine(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
}

/** The provider did not answer, or does not know this client: no answer of a browser can change that. */
function isOutage(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.error !== "invalid_grant";
  if (!(error instanceof oidc.ClientError)) return !(error instanceof oidc.AuthorizationResponseError);
  return ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM"].includes(error.code ?? "");
}

function unavailable(cause: unknown): RetryableError {
  return new RetryableError("oidc-unavailable", "The identity provider did not answer as it should.", { cause });
}

function invalid(cause: unknown): TerminalError {
  return new TerminalError("oidc-answer-invalid", "The identity provider's answer does not belong to this sign-in.", {
    cause,
  });
}
