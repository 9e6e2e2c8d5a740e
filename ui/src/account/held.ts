/** Calls of the page where people sign in: marked as its own, and held until somebody has signed in. Pure but for `send`. */

/** What a page of another site cannot send; the server changes nothing without it. */
const OWN_HEADER = "X-Requested-With";
const SAFE = ["GET", "HEAD", "OPTIONS"];
/** A wrong password is answered with 401 as well, and by nothing but another password. */
const SIGN_IN = "/sign-in";

/** The secret of the link whose record is looked at: #/shared/<record>/<secret>. */
export function secretAt([page, , secret]: readonly string[]): string | undefined {
  return page === "shared" ? secret : undefined;
}

/** The request with what the server asks for. A link shows and changes nothing, so that its secret goes with reading alone. */
export function marked(request: Request, secret: string | undefined): Request {
  if (!SAFE.includes(request.method)) request.headers.set(OWN_HEADER, "page");
  else if (secret) request.headers.set("Authorization", `Bearer ${secret}`);
  return request;
}

/** The answer; one that asks for a sign-in is awaited until `signIn` is done, then the same is sent again. */
export async function held(
  request: Request,
  send: (request: Request) => Promise<Response>,
  signIn: () => Promise<void>,
): Promise<Response> {
  const { url, method, headers, signal } = request;
  // Read first: not every browser could send a stream, or send one again.
  const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
  for (;;) {
    const answer = await send(new Request(url, { method, headers, body, signal }));
    if (answer.status !== 401 || !waits(request)) return answer;
    await signIn();
  }
}

function waits(request: Request): boolean {
  return !request.headers.has("Authorization") && !new URL(request.url).pathname.endsWith(SIGN_IN);
}
