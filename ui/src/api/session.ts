/** Where the API is and who has signed in, when the page lies in a bucket: config.json says so. Elsewhere it is empty, and nobody is asked. */

export interface Config {
  /** Address of the API. */
  api: string;
  /** Address of Cognito's sign-in page, and the page as the user pool knows it. */
  signIn: string;
  clientId: string;
}

const TOKEN = "session.token";
const VERIFIER = "session.verifier";

/** The configuration; null where the page is served by the API's own process. */
export async function readConfig(fetched: typeof fetch = fetch): Promise<Config | null> {
  const answer = await fetched("config.json", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || !answer.headers.get("content-type")?.includes("json")) return null;
  const config = (await answer.json()) as Partial<Config>;
  return config.api ? (config as Config) : null;
}

/** The token for the API; leads to the sign-in page when there is none that is still valid. */
export async function signedIn(config: Config): Promise<string> {
  const code = new URLSearchParams(location.search).get("code");
  if (code && sessionStorage.getItem(VERIFIER)) await exchange(config, code);
  const token = sessionStorage.getItem(TOKEN);
  if (token && expiresAt(token) > Date.now()) return token;
  return leadToSignIn(config);
}

/** Authorization code with PKCE (RFC 7636): the verifier never leaves this tab until the code is exchanged. */
export async function leadToSignIn(config: Config): Promise<never> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem(VERIFIER, verifier);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: `${location.origin}/`,
    scope: "openid email",
    code_challenge_method: "S256",
    code_challenge: base64url(new Uint8Array(digest)),
  });
  location.assign(`${config.signIn}/oauth2/authorize?${asked}`);
  return new Promise<never>(() => undefined);
}

async function exchange(config: Config, code: string): Promise<void> {
  const answer = await fetch(`${config.signIn}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: config.clientId,
      redirect_uri: `${location.origin}/`,
      code,
      code_verifier: sessionStorage.getItem(VERIFIER) ?? "",
    }),
  });
  sessionStorage.removeItem(VERIFIER);
  history.replaceState(null, "", `${location.pathname}${location.hash}`);
  if (answer.ok) sessionStorage.setItem(TOKEN, ((await answer.json()) as { id_token: string }).id_token);
}

/** Milliseconds since 1970; 0 for what is no token. */
export function expiresAt(token: string): number {
  return 1000 * (claimsOf(token).exp ?? 0);
}

/** The address that the token was given to; empty for what is no token. */
export function emailOf(token: string): string {
  return claimsOf(token).email ?? "";
}

interface Claims {
  readonly exp?: number;
  readonly email?: string;
}

function claimsOf(token: string): Claims {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    return {};
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
